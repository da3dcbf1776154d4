/** A cheap print of what is on a canvas: the same for the same picture. */
import { doc } from './dom';

/** `blank`: nothing is drawn on it. `locked`: the browser does not let it be read. */
export type Print = number | 'blank' | 'locked';

/** Pixels a side: a few letters change some of them. */
const SIDE = 64;
/** FNV's offset and prime. */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

let blank: number | null = null;

export function printOf(source: HTMLCanvasElement | OffscreenCanvas): Print {
  const canvas = small();
  const context = canvas.getContext('2d');
  if (!context) return 'locked';
  context.imageSmoothingQuality = 'medium';
  try {
    context.drawImage(source, 0, 0, SIDE, SIDE);
  } catch {
    // It has no width or no height.
    return 'blank';
  }
  blank ??= hashOf(small());
  try {
    const hash = hashOf(canvas);
    return hash === blank ? 'blank' : hash;
  } catch {
    return 'locked';
  }
}

/** A new one each time: what is not to be read makes a canvas unreadable for good. */
function small(): HTMLCanvasElement {
  const canvas = doc.element('canvas') as HTMLCanvasElement;
  canvas.width = SIDE;
  canvas.height = SIDE;
  return canvas;
}

/**
 * As a file and not as pixels: Firefox lets no content script read the page's typed arrays.
 *
 * @throws DOMException where the browser does not let it be read
 */
function hashOf(canvas: HTMLCanvasElement): number {
  const file = canvas.toDataURL();
  let hash = OFFSET;
  for (let i = 0; i < file.length; i++) hash = Math.imul(hash ^ file.charCodeAt(i), PRIME);
  return hash;
}
