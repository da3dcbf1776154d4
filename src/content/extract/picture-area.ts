/** How large an image is drawn. Only reads, of what is laid out. */
import type { Shown } from './images';
import type { Size } from './size-rule';

/** In CSS pixels; `rect` is the box of the element itself. */
export function areaOf(element: Element, { slot, width, height }: Shown, rect: DOMRect): Size {
  const pseudo = /^::(?:before|after)/.exec(slot)?.[0];
  const box = (pseudo && besideOf(element, pseudo)) || rect;
  return {
    width: Math.min(box.width, width ?? Number.POSITIVE_INFINITY),
    height: Math.min(box.height, height ?? Number.POSITIVE_INFINITY),
  };
}

/** The box before or after an element's contents; null where it is inline and has no size to tell. */
function besideOf(element: Element, pseudo: string): Size | null {
  const style = getComputedStyle(element, pseudo);
  const width = Number.parseFloat(style.width);
  const height = Number.parseFloat(style.height);
  if (!Number.isFinite(width) || !Number.isFinite(height)) return null;
  return {
    width: width + pixels(style.paddingLeft) + pixels(style.paddingRight),
    height: height + pixels(style.paddingTop) + pixels(style.paddingBottom),
  };
}

const pixels = (length: string): number => Number.parseFloat(length) || 0;

export const inView = ({ top, left, bottom, right }: DOMRect): boolean =>
  bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
