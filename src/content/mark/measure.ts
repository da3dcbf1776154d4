/** Reads what place.ts needs of the page. Only reads: callers write after all reading is done. */
import { clientWidth, doc, isConnected, isVisible, rectOfElement, textContent } from '../dom';
import { GAP, type ScreenElement, type TextElement } from '../extract/element';
import { OWN } from '../extract/images';
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

/** A part of the window that a cover takes. */
export type Region = Rect;

/** Less than this is nothing that a cover could stand on. */
const LEAST_REGION = 6;
/** Lines of a text that are looked at. */
const MAX_LINES = 500;

/**
 * What a cover takes of an element: the image's box, or the lines of a text, those that follow each
 * other together; never what stands between two of its texts. None where nothing can be covered but
 * what else the page shows there.
 */
export function regionsOf(element: ScreenElement, clip: Rect): Region[] {
  return boxesOf(element)
    .map((box) => intersection(box, clip))
    .filter((r) => r.right - r.left >= LEAST_REGION && r.bottom - r.top >= LEAST_REGION);
}

function boxesOf(element: ScreenElement): Rect[] {
  if (element.kind === 'image') {
    const isAlone = element.shown.slot === OWN || !textContent(element.block)?.trim();
    return isAlone ? [rectOfElement(element.block)] : [];
  }
  const lines: Rect[] = [];
  const range = doc.range();
  for (const node of textNodes(element)) {
    range.selectNodeContents(node);
    for (const { left, top, right, bottom } of range.getClientRects()) {
      if (right > left && lines.length < MAX_LINES) lines.push({ left, top, right, bottom });
    }
  }
  return together(lines);
}

/** Lines one right after the other, as one box. */
export function together(lines: readonly Rect[]): Rect[] {
  const boxes: Rect[] = [];
  for (const line of lines) {
    const last = boxes.at(-1);
    const height = line.bottom - line.top;
    const isNext =
      last !== undefined &&
      line.top <= last.bottom + height * 0.75 &&
      line.bottom >= last.top - height * 0.75 &&
      line.left < last.right + height &&
      line.right > last.left - height;
    if (!isNext) {
      boxes.push({ ...line });
      continue;
    }
    last.left = Math.min(last.left, line.left);
    last.top = Math.min(last.top, line.top);
    last.right = Math.max(last.right, line.right);
    last.bottom = Math.max(last.bottom, line.bottom);
  }
  return boxes;
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
