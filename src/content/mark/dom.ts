/** The overlay's elements. Text goes in as text; nothing of the page is ever read as markup here. */
import { doc } from '../dom';
import { COVER_STYLE, type CoverDom } from './cover';
import { ICON } from './place';

/**
 * `:host` with `!important` wins over whatever the page says of our host, so the host needs no
 * attribute that a page could read or change. It has no box either, or its scroll size would tell
 * how far marks reach; and what reaches out of a layer with contained layout widens no page, not
 * even when the page shrinks under a mark.
 */
const STYLE = `
:host {
  all: initial !important;
  display: contents !important;
  pointer-events: none !important;
  color-scheme: light dark !important;
}
@media print { :host { display: none !important; } }
* { box-sizing: border-box; }
:host { --flag: #b3261e; --on-flag: #fff; --paper: #fff; --ink: #1d1d1f; --edge: #767676; --focus: #0b57d0; }
@media (prefers-color-scheme: dark) {
  :host { --flag: #ff8a80; --on-flag: #2b0503; --paper: #23262b; --ink: #f2f2f2; --edge: #8a8f98; --focus: #a8c7fa; }
}
.layer { position: absolute; top: 0; left: 0; width: 0; height: 0; z-index: 2147483647; contain: layout; }
.mark, .tip, .highlight { position: absolute; top: 0; left: 0; pointer-events: none; }
.quiet :is(.line, .icon, .tip) { display: none !important; }
.line { position: absolute; top: 0; bottom: 0; width: 2px; background: var(--flag); }
.icon { position: absolute; top: 0; left: 0; width: ${ICON}px; height: ${ICON}px; display: block; }
.octagon { fill: var(--flag); stroke: var(--paper); stroke-width: 1; }
.sign { fill: var(--on-flag); }
.tip {
  width: max-content; max-width: min(20rem, 90vw); padding: 8px 10px; border-radius: 8px;
  border: 1px solid var(--flag); background: var(--paper); color: var(--ink);
  font: 14px/1.6 system-ui, "Noto Sans", "Noto Sans Thai", "Noto Sans Myanmar", "Noto Sans Tamil", sans-serif;
  box-shadow: 0 2px 10px rgb(0 0 0 / 0.3);
}
.highlight { outline: 3px solid var(--flag); outline-offset: 2px; border-radius: 4px; animation: pulse 0.5s ease-in-out 4 alternate; }
@keyframes pulse { from { opacity: 1; } to { opacity: 0.35; } }
@media (prefers-reduced-motion: reduce) { .highlight { animation: none; } }
@media (forced-colors: active) {
  :host { --flag: Mark; --on-flag: MarkText; --paper: Canvas; --ink: CanvasText; --edge: CanvasText; --focus: Highlight; }
  .line, .octagon, .sign { forced-color-adjust: none; }
}
${COVER_STYLE}
.circle { fill: none; stroke: var(--ink); stroke-width: 1.5; }
.circle-sign { fill: var(--ink); }
[hidden] { display: none !important; }
`;

export function styleElement(): HTMLElement {
  const style = doc.element('style');
  style.textContent = STYLE;
  return style;
}

export interface MarkDom {
  root: HTMLElement;
  line: HTMLElement;
  icon: SVGElement;
  cover: CoverDom | null;
  /** Shows what is blurred, or hides it again. */
  chip: HTMLElement | null;
}

/** Nothing in a mark can have the focus: a page sees that its `activeElement` is our host. */
export function markElement(): MarkDom {
  const root = box('mark');
  root.setAttribute('role', 'note');
  const line = box('line');
  const icon = octagon();
  root.append(line, icon);
  return { root, line, icon, cover: null, chip: null };
}

export function box(className: 'layer' | 'mark' | 'line' | 'tip' | 'highlight'): HTMLElement {
  const element = doc.element('div');
  element.className = className;
  return element;
}

/** Of what nobody has judged. */
export function circle(): SVGElement {
  const svg = doc.svg('svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const shape = doc.svg('circle');
  shape.setAttribute('class', 'circle');
  shape.setAttribute('cx', '8');
  shape.setAttribute('cy', '8');
  shape.setAttribute('r', '6.5');
  const sign = doc.svg('path');
  sign.setAttribute('class', 'circle-sign');
  sign.setAttribute(
    'd',
    'M8 3.6c1.5 0 2.6.9 2.6 2.3 0 1-.5 1.5-1.2 2-.5.4-.7.6-.7 1.1v.3H7.3v-.5c0-1 .5-1.5 1.1-2 .5-.3.7-.5.7-.9 0-.5-.4-.8-1.1-.8-.6 0-1.1.3-1.2.9H5.3C5.5 4.5 6.5 3.6 8 3.6zM7.3 10.4h1.5v1.5H7.3z',
  );
  svg.append(shape, sign);
  return svg;
}

export function octagon(): SVGElement {
  const svg = doc.svg('svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const shape = doc.svg('path');
  shape.setAttribute('class', 'octagon');
  shape.setAttribute('d', 'M5 .6h6L15.4 5v6L11 15.4H5L.6 11V5z');
  const sign = doc.svg('path');
  sign.setAttribute('class', 'sign');
  sign.setAttribute('d', 'M7 3.5h2v5.5H7zM7 10.5h2v2H7z');
  svg.append(shape, sign);
  return svg;
}
