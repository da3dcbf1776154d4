/**
 * From an image's bytes to the pixels that a guard is shown: decoded by the browser as a page shows
 * them (turned as its EXIF says, the first frame of an animation, an SVG drawn without scripts), on
 * white where it is transparent, scaled to the size that is asked for.
 */
import { drawnImage } from '../../platform/image-handover';
import type { Size } from './scale';
import { checked, readHeader } from './size';
import { ImageError } from './trouble';

export interface RgbImage extends Size {
  /** [height, width, 3], row-major. */
  readonly data: Uint8ClampedArray;
}

/** @param sizeFor the size to scale an image of a size to */
export type Decode = (bytes: Blob, sizeFor: (natural: Size) => Size) => Promise<RgbImage>;

/** Pixels of the longer side that an SVG is drawn at: those of the largest square that is looked at. */
const SVG_SIDE = 1_024;
const DRAW_MS = 10_000;

/** @throws ImageError */
export const decodeImage: Decode = async (bytes, sizeFor) => {
  const bitmap = await bitmapOf(bytes);
  try {
    return scaled(bitmap, sizeFor(checked(bitmap)));
  } finally {
    bitmap.close();
  }
};

async function bitmapOf(bytes: Blob): Promise<ImageBitmap> {
  const header = await readHeader(bytes);
  if (header.kind === 'svg') return drawn(bytes);
  try {
    return await createImageBitmap(bytes, { imageOrientation: 'from-image' });
  } catch {
    throw new ImageError('image-broken', 'the browser cannot decode the image');
  }
}

async function drawn(svg: Blob): Promise<ImageBitmap> {
  let bitmap: ImageBitmap | null;
  try {
    bitmap = await drawnImage(svg, SVG_SIDE, DRAW_MS);
  } catch {
    throw new ImageError('interrupted', 'nothing drew the SVG in time');
  }
  if (!bitmap) throw new ImageError('image-broken', 'the browser cannot draw the SVG');
  return bitmap;
}

/**
 * In halves, down to less than twice the size, then the rest: what a browser's smoothing reads of a
 * larger picture at a time is four pixels, and the others would not count.
 */
function scaled(bitmap: ImageBitmap, { width, height }: Size): RgbImage {
  let source: ImageBitmap | OffscreenCanvas = bitmap;
  for (;;) {
    const step: Size = {
      width: Math.max(width, Math.ceil(source.width / 2)),
      height: Math.max(height, Math.ceil(source.height / 2)),
    };
    const last = source.width <= width * 2 && source.height <= height * 2;
    const canvas = drawOnWhite(source, last ? { width, height } : step);
    if (source instanceof OffscreenCanvas) letGo(source);
    if (last) return read(canvas);
    source = canvas;
  }
}

function drawOnWhite(source: ImageBitmap | OffscreenCanvas, { width, height }: Size) {
  const canvas = new OffscreenCanvas(width, height);
  const context = contextOf(canvas);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, width, height);
  return canvas;
}

function read(canvas: OffscreenCanvas): RgbImage {
  const { width, height } = canvas;
  const { data } = contextOf(canvas).getImageData(0, 0, width, height);
  letGo(canvas);
  return { width, height, data: withoutAlpha(data) };
}

/** Red, green and blue of opaque pixels. */
export function withoutAlpha(rgba: Uint8ClampedArray): Uint8ClampedArray {
  const rgb = new Uint8ClampedArray((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from] ?? 0;
    rgb[to++] = rgba[from + 1] ?? 0;
    rgb[to++] = rgba[from + 2] ?? 0;
  }
  return rgb;
}

/** @throws ImageError where a canvas has no memory */
function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  // Read back, so it is not to lie on the graphics card.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new ImageError('image-too-large', 'there is no memory to scale the image in');
  return context;
}

/** Its memory goes now, not when it is collected. */
function letGo(canvas: OffscreenCanvas): void {
  canvas.width = 0;
  canvas.height = 0;
}
