/**
 * Which images are large enough to matter. One rule for all kinds of them; docs/architecture.md
 * tells it to people. Pure.
 */

/** CSS pixels, or an image's own. */
export interface Size {
  width: number;
  height: number;
}

export interface Looks {
  /** What the page gives it, transforms included; none where it is not shown. */
  box: Size;
  /** Zeros where the browser does not tell. */
  natural: Size;
  /** Drawn from shapes: sharp at any size, so its natural size says nothing. */
  isVector: boolean;
}

/** CSS pixels a side, and square ones. */
const LEAST_SIDE = 40;
const LEAST_AREA = 2_500;
/** An image's own pixels a side: less is a spacer or an icon, however far it is stretched. */
const LEAST_NATURAL = 32;
/** Longer than this times its width: a rule, a shadow, a strip of sprites. */
const LONGEST = 12;
/** Vector graphics up to this a side are icons. */
const ICON = 64;
/** Measured no further: the background of a page reaches from its top to its end. */
const MOST_SIDE = 1_280;

export function matters({ box, natural, isVector }: Looks): boolean {
  const width = Math.min(box.width, MOST_SIDE);
  const height = Math.min(box.height, MOST_SIDE);
  if (!(width >= LEAST_SIDE && height >= LEAST_SIDE && width * height >= LEAST_AREA)) return false;
  if (Math.max(width / height, height / width) > LONGEST) return false;
  if (isVector) return width > ICON || height > ICON;
  const isKnown = natural.width > 0 && natural.height > 0;
  return !isKnown || Math.min(natural.width, natural.height) >= LEAST_NATURAL;
}
