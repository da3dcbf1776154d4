/** A cheap print of what is on a canvas: the same for the same picture. */

/** `blank`: nothing is drawn on it. `locked`: the browser does not let it be read. */
export type Print = number | 'blank' | 'locked';

/** Pixels a side: a few letters change some of them. */
const SIDE = 64;
/** FNV's offset and prime. */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

export function printOf(source: HTMLCanvasElement | OffscreenCanvas): Print {
  // A new one each time: what is not to be read makes a canvas unreadable for good.
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d');
  if (!context) return 'blank';
  context.imageSmoothingQuality = 'medium';
  try {
    context.drawImage(source, 0, 0, SIDE, SIDE);
  } catch {
    // It has no width or no height.
    return 'blank';
  }
  try {
    return hashOf(context.getImageData(0, 0, SIDE, SIDE).data);
  } catch {
    return 'locked';
  }
}

function hashOf(pixels: Uint8ClampedArray): Print {
  let hash = OFFSET;
  let isBlank = true;
  for (const value of pixels) {
    if (value !== 0) isBlank = false;
    hash = Math.imul(hash ^ value, PRIME);
  }
  return isBlank ? 'blank' : hash;
}
