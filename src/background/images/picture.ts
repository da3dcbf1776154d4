/** Pictures drawn anew, small and in a form that everybody reads. */
import PQueue from 'p-queue';
import { MAX_IMAGE_PIXELS } from '../../core/image';
import { readImageHeader } from '../../core/image-header';

/** A picture of an SVG, `side` pixels on its longer side at most. Rejects where nobody draws. */
export type DrawSvg = (svg: Blob, side: number) => Promise<ImageBitmap | null>;

export interface PictureOptions {
  /** Pixels of the longer side at most. */
  readonly side: number;
  readonly type: 'image/webp' | 'image/jpeg';
  readonly quality: number;
  readonly draw: DrawSvg;
}

/** A picture that is being decoded may take 160 MB. */
const decoding = new PQueue({ concurrency: 2 });

/**
 * A `data:` address; null where the bytes are no picture, or one too large to decode.
 * @throws what the browser says of bytes that it cannot decode
 */
export async function pictureOf(bytes: Blob, options: PictureOptions): Promise<string | null> {
  const header = await readImageHeader(bytes);
  if (!header) return null;
  if (header.kind === 'svg') {
    const drawn = await options.draw(bytes, options.side);
    return drawn && shrink(drawn, options);
  }
  if (header.width * header.height > MAX_IMAGE_PIXELS) return null;
  return decoding.add(async () =>
    shrink(await createImageBitmap(bytes, { imageOrientation: 'from-image' }), options),
  );
}

async function shrink(
  bitmap: ImageBitmap,
  { side, type, quality }: PictureOptions,
): Promise<string | null> {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) return null;
  if (type === 'image/jpeg') {
    // It knows no transparency, and black is not what a page shows through.
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, width, height);
  }
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return dataAddress(await canvas.convertToBlob({ type, quality }));
}

async function dataAddress(picture: Blob): Promise<string> {
  const bytes = new Uint8Array(await picture.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:${picture.type};base64,${btoa(binary)}`;
}
