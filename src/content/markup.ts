/**
 * The markup of an inline `svg` as a file of its own: as large as it is on the page, in the colours
 * that it inherits, with the symbols that it takes from elsewhere in the page. It is put together in
 * a document without a window, where nothing runs and nothing is loaded.
 */
import { attribute, doc, localName, rootOf } from './dom';
import type { Size } from './extract/size-rule';

/** A larger drawing would hold the page's main thread for long. */
const MAX_NODES = 10_000;
/** `use` elements whose symbols are brought along. */
const MAX_USES = 50;
const INHERITED = ['color', 'fill', 'stroke', 'stroke-width', 'font-family', 'font-size'] as const;
const SVG = 'http://www.w3.org/2000/svg';

/** Null where it is too large. */
export function markupOf(drawing: Element, { width, height }: Size): string | null {
  if (countOf(drawing) > MAX_NODES) return null;
  const page = doc.inert();
  const copy = page.importNode(drawing, true);
  copy.setAttribute('width', String(Math.max(1, Math.round(width))));
  copy.setAttribute('height', String(Math.max(1, Math.round(height))));
  const style = getComputedStyle(drawing);
  const inherited = INHERITED.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';');
  copy.setAttribute('style', `${attribute(drawing, 'style') ?? ''};${inherited}`);
  return bringSymbols(drawing, copy, page) ? new XMLSerializer().serializeToString(copy) : null;
}

/** False where they are too large. */
function bringSymbols(drawing: Element, copy: Element, page: Document): boolean {
  const root = rootOf(drawing);
  if (!(root instanceof Document || root instanceof ShadowRoot)) return true;
  const symbols = page.createElementNS(SVG, 'defs');
  let nodes = 0;
  for (const use of [...copy.querySelectorAll('use')].slice(0, MAX_USES)) {
    const id = /^#(.+)$/.exec(attribute(use, 'href') ?? attribute(use, 'xlink:href') ?? '')?.[1];
    if (id === undefined) continue;
    const selector = `#${CSS.escape(id)}`;
    if (copy.querySelector(selector) || symbols.querySelector(selector)) continue;
    const [symbol] =
      root instanceof Document ? doc.queryAll(root, selector) : root.querySelectorAll(selector);
    if (!symbol || localName(symbol) === 'svg') continue;
    nodes += countOf(symbol);
    if (nodes > MAX_NODES) return false;
    symbols.append(page.importNode(symbol, true));
  }
  if (symbols.firstChild) copy.prepend(symbols);
  return true;
}

/** Elements below one, counted no further than matters. */
function countOf(element: Element): number {
  const walker = doc.walker(element, NodeFilter.SHOW_ELEMENT);
  let count = 0;
  while (count <= MAX_NODES && walker.nextNode()) count++;
  return count;
}
