/** Reads what place.ts needs of the page. Only reads: callers write after all reading is done. */
import { clientWidth, doc, isConnected, isVisible, rectOfElement } from '../dom';
import { GAP, type ScreenElement, type TextElement } from '../extract/element';
import { flatParent } from '../extract/tree';
import { intersection, type Rect, type Shape } from './place';

const SEEN = { visibilityProperty: true, opacityProperty: true } as const;

/** The ancestors that cut off what they do not show of a block. Kept by callers for a while. */
export function clippersOf(block: Element): Element[] {
  const clippers: Element[] = [];
  let escapesStatic = false;
  let style = getComputedStyle(block);
  for (let at = flatParent(block); at && at !== doc.root; at = flatParent(at)) {
    if (style.position === 'fixed') break;
    if (style.position === 'absolute') escapesStatic = true;
    style = getComputedStyle(at);
    const isContaining = style.position !== 'static' || style.transform !== 'none';
    if (isContaining) escapesStatic = false;
    const isClipping = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    if (isClipping && !escapesStatic && at !== doc.body) clippers.push(at);
  }
  return clippers;
}

/** Null where the element is not shown. */
export function shapeOf(
  element: ScreenElement,
  clippers: readonly Element[],
  isWholeBlock: boolean,
): Shape | null {
  const { block, direction } = element;
  if (!isConnected(block) || !isVisible(block, SEEN)) return null;
  let clip: Rect = {
    left: 0,
    top: 0,
    right: clientWidth(doc.root) || innerWidth,
    bottom: innerHeight,
  };
  for (const clipper of clippers) clip = intersection(clip, rectOfElement(clipper));
  if (element.kind === 'image') {
    return { element: rectOfElement(block), clip, firstLetter: null, lastLetter: null, direction };
  }
  const rect = isWholeBlock ? rectOfElement(block) : rectOf(element);
  if (!rect) return null;
  return {
    element: rect,
    clip,
    firstLetter: letterRect(element, 'first'),
    lastLetter: letterRect(element, 'last'),
    direction,
  };
}

/** The lines of a run. */
export function rectOf(element: TextElement): Rect | null {
  const nodes = textNodes(element);
  const first = nodes.at(0);
  const last = nodes.at(-1);
  if (!first || !last) return null;
  const range = doc.range();
  range.setStart(first, 0);
  range.setEnd(last, last.length);
  return range.getBoundingClientRect();
}

function letterRect(element: TextElement, which: 'first' | 'last'): Rect | null {
  const nodes = textNodes(element);
  if (which === 'last') nodes.reverse();
  for (const node of nodes) {
    const data = node.data;
    const at = which === 'first' ? data.search(/\S/) : lastInk(data);
    if (at < 0) continue;
    const range = doc.range();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  }
  return null;
}

function lastInk(data: string): number {
  for (let at = data.length - 1; at >= 0; at--) {
    if (/\S/.test(data.charAt(at))) return at;
  }
  return -1;
}

const textNodes = (element: TextElement): Text[] =>
  element.parts.filter((part): part is Text => part !== GAP && part.isConnected);
