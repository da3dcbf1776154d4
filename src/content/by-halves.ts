/**
 * What of many blocks is in view, where the browser takes long to tell what is at a point: on a flat
 * page of a hundred thousand elements that is 20 ms. Blocks that were found one after the other mostly
 * stand one below the other, so the boxes of a few tell.
 */
import { rectOfElement } from './dom';

/** Blocks without a box that are passed over at one place. */
const MAX_EMPTY = 64;

interface Found {
  readonly place: number;
  readonly rect: DOMRect;
}

/**
 * The place in `line` of the first block that ends at this height of the window or below, if it is in view
 * and reaches its middle. 'none': they stand below the view, or above it. 'unknown': they cannot be
 * searched, or stand in no such order. It reads as many boxes as the logarithm of their number.
 *
 * @param line blocks in the order in which they were found; null where one has gone
 * @param y CSS pixels from the window's top
 */
export function placeByHalves(
  line: readonly (Element | null)[],
  y: number,
): number | 'none' | 'unknown' {
  let from = 0;
  let to = line.length;
  let found: Found | null = null;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const next = shownFrom(line, middle, to);
    if (next === 'many') return 'unknown';
    if (next !== null && next.rect.bottom < y) {
      from = next.place + 1;
    } else {
      if (next !== null) found = next;
      to = middle;
    }
  }
  if (found === null || found.rect.top >= innerHeight) return 'none';
  const { left, right } = found.rect;
  return left <= innerWidth / 2 && right >= innerWidth / 2 ? found.place : 'unknown';
}

/** Null: none before `end` has a box. */
function shownFrom(
  line: readonly (Element | null)[],
  start: number,
  end: number,
): Found | null | 'many' {
  let empty = 0;
  for (let place = start; place < end; place++) {
    const block = line[place];
    if (!block) continue;
    const rect = rectOfElement(block);
    if (rect.width > 0 || rect.height > 0) return { place, rect };
    if (++empty > MAX_EMPTY) return 'many';
  }
  return null;
}
