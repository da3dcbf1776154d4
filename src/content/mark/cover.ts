/**
 * A solid cover, and the button that shows what is unsafe or hides it again. The button takes focus
 * and pointer: a page can find out where one is by that, as by the styles that hide what is under it.
 * Only what a person does counts: a page's script cannot reach in here, and its events are not trusted.
 */
import { doc } from '../dom';
import type { Look } from '../protect/look';
import type { Region } from './measure';
import type { Rect } from './place';
import { coverWords } from './words';

export interface CoverDom {
  readonly pieces: HTMLElement[];
  /** In the largest piece. */
  readonly panel: HTMLElement;
}

export const COVER_STYLE = `
.cover {
  position: absolute; top: 0; left: 0; overflow: hidden; pointer-events: auto; cursor: default;
  background: var(--paper); border: 1px solid var(--edge); border-radius: 4px; container-type: size;
}
.panel {
  width: 100%; height: 100%; padding: 4px 8px; display: flex; flex-direction: column; gap: 8px;
  align-items: center; justify-content: center; color: var(--ink); text-align: center;
  font: 14px/1.6 system-ui, "Noto Sans", "Noto Sans Thai", "Noto Sans Myanmar", "Noto Sans Tamil", sans-serif;
}
.panel svg { position: static; flex: none; width: 20px; height: 20px; }
.panel p { margin: 0; min-width: 0; }
.show, .chip {
  pointer-events: auto; cursor: pointer; color: var(--ink); background: var(--paper);
  border: 1px solid currentcolor; border-radius: 6px; padding: 2px 12px; margin: 0; flex: none; max-width: 100%;
  font: 600 14px/1.6 system-ui, "Noto Sans", "Noto Sans Thai", "Noto Sans Myanmar", "Noto Sans Tamil", sans-serif;
}
.show:focus-visible, .chip:focus-visible { outline: 3px solid var(--focus); outline-offset: 1px; }
@container (height < 96px) { .panel { flex-direction: row; } }
@container ((width < 320px) and (height < 96px)) or (height < 48px) or (width < 180px) { .panel p { display: none; } }
@container (height < 34px) {
  .panel { padding: 0 4px; gap: 4px; }
  .show { padding: 0 6px; line-height: 1.2; font-size: 12px; }
  .panel svg { width: 14px; height: 14px; }
}
@container (height < 18px) { .show { border: 0; background: none; text-decoration: underline; } }
@container (width < 90px) { .panel > svg { display: none; } .show { padding: 0 2px; } }
.chip {
  position: absolute; top: 0; left: 0; display: flex; align-items: center; gap: 6px; padding: 0; border: 0;
  background: none; border-radius: 4px;
}
.chip svg { position: static; flex: none; width: 100%; height: 100%; }
.chip .word { display: none; }
.chip.wide { top: auto; left: 6px; bottom: 6px; padding: 2px 10px; border: 1px solid currentcolor; background: var(--paper); }
.chip.wide svg { width: 16px; height: 16px; }
.chip.wide .word { display: inline; }
`;

/** As large as this, an image has room for words on its button. */
const WIDE = { width: 140, height: 56 };

export function coverElement(
  sign: SVGElement,
  kind: 'text' | 'image',
  why: 'unsafe' | 'unjudged',
  show: () => void,
): CoverDom {
  const panel = doc.element('div');
  panel.className = 'panel';
  panel.setAttribute('role', 'group');
  const sentence = coverWords.why(kind, why);
  panel.setAttribute('aria-label', sentence);
  const words = doc.element('p');
  words.textContent = sentence;
  const button = buttonElement('show', coverWords.show, show);
  panel.append(sign, words, button);
  return { pieces: [], panel };
}

/** Instead of the sentence: what became of the click. */
export function say(dom: CoverDom, sentence: string): void {
  const words = dom.panel.querySelector('p');
  if (words) words.textContent = sentence;
  dom.panel.setAttribute('aria-label', sentence);
  dom.panel.title = sentence;
}

export function chipElement(sign: SVGElement, look: Look, press: () => void): HTMLElement {
  const name = look.kind === 'shown' ? coverWords.hide : coverWords.show;
  const chip = buttonElement('chip', '', press);
  const word = doc.element('span');
  word.className = 'word';
  word.textContent = name;
  chip.setAttribute('aria-label', name);
  chip.append(sign, word);
  return chip;
}

export const isWide = (kind: 'text' | 'image', box: Rect): boolean =>
  kind === 'image' && box.right - box.left >= WIDE.width && box.bottom - box.top >= WIDE.height;

/** As many pieces as there are regions; the panel is in the largest. */
export function fitCover(
  dom: CoverDom,
  root: HTMLElement,
  regions: readonly Region[],
  put: (piece: HTMLElement, region: Region) => void,
): void {
  while (dom.pieces.length > regions.length) dom.pieces.pop()?.remove();
  while (dom.pieces.length < regions.length) {
    const piece = doc.element('div');
    piece.className = 'cover';
    dom.pieces.push(piece);
    root.append(piece);
  }
  let largest = 0;
  for (const [i, region] of regions.entries()) {
    const piece = dom.pieces[i];
    if (piece) put(piece, region);
    if (areaOf(region) > areaOf(regions[largest] ?? region)) largest = i;
  }
  const main = dom.pieces[largest];
  // Moving it would take the focus away.
  if (main && dom.panel.parentNode !== main) main.append(dom.panel);
}

const areaOf = ({ left, top, right, bottom }: Rect): number => (right - left) * (bottom - top);

function buttonElement(className: string, text: string, press: () => void): HTMLElement {
  const button = doc.element('button');
  button.className = className;
  button.setAttribute('type', 'button');
  button.textContent = text;
  button.addEventListener('click', (event) => {
    event.stopPropagation();
    if (event.isTrusted) press();
  });
  return button;
}
