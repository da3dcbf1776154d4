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
 * The place in `line` of the first block that ends at this height of the window or below, if it is in view;
 * null where there is none, or the blocks do not stand in that order. Its cost grows with the logarithm
 * of their number.
 *
 * @param y CSS pixels from the window's top
 */
export function placeByHalves(line: readonly (Element | null)[], y: number): number | null {
  let from = 0;
  let to = line.length;
  let found: Found | null = null;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const next = shownFrom(line, middle, to);
    if (next === 'many') return null;
    if (next !== null && next.rect.bottom < y) {
      from = next.place + 1;
    } else {
      if (next !== null) found = next;
      to = middle;
    }
  }
  return found && isInView(found.rect) ? found.place : null;
}

/** Null: none before `end` has a box. */
function shownFrom(
  line: readonly (Element | null)[],
  start: number,
  end: number,
): Found | null | 'many' {
  for (let place = start; place < end; place++) {
    if (place - start > MAX_EMPTY) return 'many';
    const block = line[place];
    const rect = block && rectOfElement(block);
    if (rect && (rect.width > 0 || rect.height > 0)) return { place, rect };
  }
  return null;
}

const isInView = ({ top, bottom, left, right }: DOMRect): boolean =>
  bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
