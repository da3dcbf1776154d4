/**
 * How large an image is, read from its first bytes: what is too large is never decoded, since a file
 * of a few kilobytes can claim gigabytes of pixels.
 */
import { MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS } from '../../core/image';
import { type ImageHeader, readImageHeader } from '../../core/image-header';
import type { Size } from './scale';
import { ImageError } from './trouble';

/** @throws ImageError when it is too large, or no image that is known */
export async function readHeader(bytes: Blob): Promise<ImageHeader> {
  if (bytes.size > MAX_IMAGE_BYTES)
    throw new ImageError('image-too-large', `the image has ${megabytes(bytes.size)}`);
  const header = await readImageHeader(bytes);
  if (!header) throw new ImageError('image-broken', 'the size of the image cannot be read');
  return header.kind === 'svg' ? header : { kind: 'pixels', ...checked(header) };
}

/** @throws ImageError when the image has more pixels than are looked at, or none */
export function checked({ width, height }: Size): Size {
  if (!(width >= 1 && height >= 1)) throw new ImageError('image-broken', 'the image has no pixels');
  if (width * height > MAX_IMAGE_PIXELS)
    throw new ImageError('image-too-large', `the image has ${width} × ${height} pixels`);
  return { width, height };
}

const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MB`;
