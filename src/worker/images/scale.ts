/** The size that an image is shown to a vision tower at. Sizes are in pixels. */
import type { VisionInfo } from '../../core/guard-build';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the checkpoint's image processor says of sizes. */
export interface PixelLimits {
  /** Width times height at least: smaller images are enlarged. */
  readonly minPixels: number;
  readonly maxPixels: number;
}

type Tower = Pick<VisionInfo, 'patchSize' | 'merge' | 'imageSize'>;

/**
 * A tower of one size gets that. Otherwise both sides are multiples of what becomes a token, the
 * area is within the checkpoint's limits and the token limit, and the shape is kept as well as that
 * allows (`smart_resize` of transformers' Qwen2-VL image processor, in which the upper limit is
 * lowered to `tokens`). The token limit holds always: where enlarging a small image to whole tokens
 * goes beyond it, that is rounded down, and the longer side of a very long one is cut back.
 */
export function sizeFor(
  { width, height }: Size,
  { patchSize, merge, imageSize }: Tower,
  limits: PixelLimits,
  tokens: number,
): Size {
  if (imageSize !== undefined) return { width: imageSize, height: imageSize };
  const factor = patchSize * merge;
  const most = Math.max(factor ** 2, Math.min(limits.maxPixels, tokens * factor ** 2));
  const least = Math.min(limits.minPixels, most);
  const side = (length: number, round: (value: number) => number): number =>
    round(length / factor) * factor;
  let size = { width: side(width, roundHalfToEven), height: side(height, roundHalfToEven) };
  if (area(size) < least) {
    const beta = Math.sqrt(least / (width * height));
    size = { width: side(width * beta, Math.ceil), height: side(height * beta, Math.ceil) };
  }
  if (area(size) > most) {
    const beta = Math.sqrt((width * height) / most);
    size = {
      width: Math.max(factor, side(width / beta, Math.floor)),
      height: Math.max(factor, side(height / beta, Math.floor)),
    };
  }
  return cutBack(size, factor, most);
}

/** One side was a token already, so that the other alone can give way. */
function cutBack(size: Size, factor: number, most: number): Size {
  if (area(size) <= most) return size;
  const longer = Math.max(factor, Math.floor(most / factor ** 2) * factor);
  return size.width > size.height
    ? { width: longer, height: factor }
    : { width: factor, height: longer };
}

const area = ({ width, height }: Size): number => width * height;

/** As Python's `round`. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
