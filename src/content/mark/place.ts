/**
 * Where a mark goes: always within the part of its element that can be seen, so it covers nothing
 * else and adds nothing to what the page can scroll; and where the element has room, beside the
 * text instead of on it. Pure: rectangles in, rectangles out.
 */

export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Shape {
  element: Rect;
  /** What scrolling and clipping ancestors leave to see. */
  clip: Rect;
  firstLetter: Rect | null;
  lastLetter: Rect | null;
  direction: 'ltr' | 'rtl';
}

export interface Placement {
  /** The visible part of the element; the line runs along its start edge. */
  box: Rect;
  icon: Rect;
}

export const ICON = 16;
const GAP = 3;
/** Less than this to be seen of an element is nothing that a mark could stand on. */
const LEAST = 4;

export function intersection(a: Rect, b: Rect): Rect {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

/** Null where nothing of the element can be seen. */
export function place(shape: Shape): Placement | null {
  const box = intersection(shape.element, shape.clip);
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  if (!(width >= LEAST && height >= LEAST)) return null;
  const size = Math.min(ICON, width, height);
  return { box, icon: keepWithin(iconOf(shape, size), box, size) };
}

function iconOf(shape: Shape, size: number): { left: number; top: number } {
  const { element, firstLetter, lastLetter } = shape;
  const isRtl = shape.direction === 'rtl';
  const room = GAP + size + GAP;
  const start = isRtl ? element.right - GAP - size : element.left + GAP;
  // In the start padding.
  if (firstLetter) {
    const padding = isRtl ? element.right - firstLetter.right : firstLetter.left - element.left;
    if (padding >= room) return { left: start, top: middle(firstLetter, size) };
  }
  // After the last line's end.
  if (lastLetter) {
    const free = isRtl ? lastLetter.left - element.left : element.right - lastLetter.right;
    const left = isRtl ? lastLetter.left - GAP - size : lastLetter.right + GAP;
    if (free >= room) return { left, top: middle(lastLetter, size) };
  }
  return { left: isRtl ? element.right - size : element.left, top: element.top };
}

const middle = (line: Rect, size: number): number => (line.top + line.bottom - size) / 2;

function keepWithin(at: { left: number; top: number }, box: Rect, size: number): Rect {
  const left = Math.min(Math.max(at.left, box.left), box.right - size);
  const top = Math.min(Math.max(at.top, box.top), box.bottom - size);
  return { left, top, right: left + size, bottom: top + size };
}

export const contains = (rect: Rect, x: number, y: number): boolean =>
  x >= rect.left && x < rect.right && y >= rect.top && y < rect.bottom;
