/**
 * What the first bytes of an image say of it, read before it is decoded: a file of a few kilobytes
 * can claim gigabytes of pixels, and what a server or a page says of it is not believed.
 */
import { disableTypes, imageSize } from 'image-size';

// It looks for an SVG anywhere in the bytes, with an expression that takes quadratic time; what is one
// begins as markup, and is told by that.
disableTypes(['svg']);

export type ImageHeader =
  /** Markup, which a browser may draw at any size. */
  | { kind: 'svg' }
  /** As it is stored: EXIF may turn it by a quarter. */
  | { kind: 'pixels'; width: number; height: number };

/** Bytes that hold the size in nearly every file; then what holds it behind large metadata too. */
const HEADS = [256 * 1024, 4 * 1024 * 1024];

/** Null where it is no image that is known, or one without pixels. */
export async function readImageHeader(bytes: Blob): Promise<ImageHeader | null> {
  for (const length of HEADS) {
    const head = new Uint8Array(await bytes.slice(0, length).arrayBuffer());
    if (beginsAsMarkup(head)) return { kind: 'svg' };
    const size = sizeIn(head);
    if (size) return { kind: 'pixels', ...size };
    if (length >= bytes.size) break;
  }
  return null;
}

/** Whether the first sign, after white space and a byte order mark, opens a tag. */
const beginsAsMarkup = (head: Uint8Array): boolean =>
  /^\s*</.test(new TextDecoder().decode(head.subarray(0, 256)));

function sizeIn(head: Uint8Array): { width: number; height: number } | null {
  try {
    const { width, height } = imageSize(asStill(head));
    return width >= 1 && height >= 1 ? { width, height } : null;
  } catch {
    return null;
  }
}

/** The library does not know the brand of animated AVIF, whose first image is like any other. */
function asStill(head: Uint8Array): Uint8Array {
  if (String.fromCharCode(...head.subarray(4, 12)) !== 'ftypavis') return head;
  const still = head.slice();
  still[11] = 'f'.charCodeAt(0);
  return still;
}
