/**
 * Small pictures for lists. Made here and not by the list itself, so that an extension page never
 * loads what a hostile page names.
 */
import PQueue from 'p-queue';
import { type ImageSource, MAX_IMAGE_PIXELS } from '../../core/image';
import { readImageHeader } from '../../core/image-header';
import { PRIORITY } from '../../core/priority';
import type { Images } from './images';

export interface ThumbnailsOptions {
  images: Pick<Images, 'want'>;
  /** A picture of an SVG, `side` pixels on its longer side at most. Rejects where nobody draws. */
  draw(svg: Blob, side: number): Promise<ImageBitmap | null>;
  /** Kept at most. */
  max?: number;
}

/** Pixels of the longer side. */
export const THUMBNAIL_SIDE = 96;
const MAX_KEPT = 500;
/** A picture that is being decoded may take 160 MB. */
const DECODED_AT_ONCE = 2;
const QUALITY = 0.75;

export class Thumbnails {
  readonly #options: ThumbnailsOptions;
  readonly #max: number;
  /** By address, or by the hash of what has none; last used last. */
  readonly #kept = new Map<string, string>();
  readonly #decoding = new PQueue({ concurrency: DECODED_AT_ONCE });

  constructor(options: ThumbnailsOptions) {
    this.#options = options;
    this.#max = options.max ?? MAX_KEPT;
  }

  get count(): number {
    return this.#kept.size;
  }

  /**
   * A `data:` address; null where there is no picture to be had.
   * @param remember False from a private window: nothing of it is kept.
   */
  async of(source: ImageSource, remember: boolean): Promise<string | null> {
    if (source.from === 'web') {
      const known = this.#known(source.url);
      if (known) return known;
    }
    // What stands in view on a page goes before what stands in a list.
    const want = this.#options.images.want(source, { priority: PRIORITY.near, remember });
    try {
      const found = await want.found;
      if (!found?.ok) return null;
      const key = source.from === 'web' ? source.url : found.token;
      const known = this.#known(key);
      if (known) return known;
      const thumbnail = await this.#make(new Blob([found.bytes]));
      if (thumbnail && remember) this.#keep(key, thumbnail);
      return thumbnail;
    } catch (error) {
      console.debug('seawall: no thumbnail', error);
      return null;
    } finally {
      want.release();
    }
  }

  #known(key: string): string | undefined {
    const known = this.#kept.get(key);
    if (known) this.#keep(key, known);
    return known;
  }

  #keep(key: string, thumbnail: string): void {
    this.#kept.delete(key);
    this.#kept.set(key, thumbnail);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#max) break;
      this.#kept.delete(oldest);
    }
  }

  async #make(bytes: Blob): Promise<string | null> {
    const header = await readImageHeader(bytes);
    if (!header) return null;
    if (header.kind === 'svg') {
      const drawn = await this.#options.draw(bytes, THUMBNAIL_SIDE);
      return drawn && shrink(drawn);
    }
    if (header.width * header.height > MAX_IMAGE_PIXELS) return null;
    return this.#decoding.add(async () =>
      shrink(await createImageBitmap(bytes, { imageOrientation: 'from-image' })),
    );
  }
}

async function shrink(bitmap: ImageBitmap): Promise<string | null> {
  const scale = Math.min(1, THUMBNAIL_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return dataAddress(await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY }));
}

async function dataAddress(picture: Blob): Promise<string> {
  const bytes = new Uint8Array(await picture.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:${picture.type};base64,${btoa(binary)}`;
}
