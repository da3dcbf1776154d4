/**
 * How large an image is, read from its first bytes: what is too large is never decoded, since a file
 * of a few kilobytes can claim gigabytes of pixels.
 */
import { imageSize } from 'image-size';
import { MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS } from '../../core/image';
import type { Size } from './scale';
import { ImageError } from './trouble';

/** Bytes that hold the size in nearly every file; then what holds it behind large metadata too. */
const HEADS = [256 * 1024, 4 * 1024 * 1024];

/** An SVG has no pixels of its own: it is drawn at any size. */
export type Header = { readonly kind: 'svg' } | ({ readonly kind: 'pixels' } & Size);

/** @throws ImageError when it is too large, or no image that is known */
export async function readHeader(bytes: Blob): Promise<Header> {
  if (bytes.size > MAX_IMAGE_BYTES)
    throw new ImageError('image-too-large', `the image has ${megabytes(bytes.size)}`);
  if (isSvg(bytes.type)) return { kind: 'svg' };
  let why = 'it is empty';
  for (const length of HEADS) {
    const head = new Uint8Array(await bytes.slice(0, length).arrayBuffer());
    if (bytes.type === '' && beginsAsMarkup(head)) return { kind: 'svg' };
    try {
      return { kind: 'pixels', ...checked(imageSize(named(head))) };
    } catch (error) {
      if (error instanceof ImageError) throw error;
      why = error instanceof Error ? error.message : String(error);
    }
    if (length >= bytes.size) break;
  }
  throw new ImageError('image-broken', `the image's size cannot be read (${why})`);
}

/** @throws ImageError when the image has more pixels than are looked at, or none */
export function checked({ width, height }: Size): Size {
  if (!(width >= 1 && height >= 1)) throw new ImageError('image-broken', 'the image has no pixels');
  if (width * height > MAX_IMAGE_PIXELS)
    throw new ImageError('image-too-large', `the image has ${width} × ${height} pixels`);
  return { width, height };
}

const isSvg = (type: string): boolean => /^image\/svg\b/i.test(type.trim());

/** Whether the first sign, after white space and a byte order mark, opens a tag. */
function beginsAsMarkup(head: Uint8Array): boolean {
  return /^\s*</.test(new TextDecoder().decode(head.subarray(0, 256)));
}

/**
 * The library does not know the brand of animated AVIF, which has a still first image like any other;
 * and it is never to look for an SVG, whose size it reads with an expression that takes quadratic time.
 * @throws TypeError for markup
 */
function named(head: Uint8Array): Uint8Array {
  if (head[0] === LESS_THAN) throw new TypeError('it is markup');
  if (String.fromCharCode(...head.subarray(4, 12)) !== 'ftypavis') return head;
  const still = head.slice();
  still[11] = 'f'.charCodeAt(0);
  return still;
}

const LESS_THAN = 0x3c;

const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MB`;
