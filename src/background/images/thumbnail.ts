/**
 * Small pictures for lists. Made here and not by the list itself, so that an extension page never
 * loads what a hostile page names.
 */
import type { ImageSource } from '../../core/image';
import { PRIORITY } from '../../core/priority';
import type { Images } from './images';
import { type DrawSvg, pictureOf } from './picture';

export interface ThumbnailsOptions {
  images: Pick<Images, 'want'>;
  draw: DrawSvg;
  /** Kept at most. */
  max?: number;
  /** Pixels of the longer side. */
  side?: number;
}

/** Pixels of the longer side. */
export const THUMBNAIL_SIDE = 96;
const MAX_KEPT = 500;
const QUALITY = 0.75;

export class Thumbnails {
  readonly #options: ThumbnailsOptions;
  readonly #max: number;
  /** By address, or by the hash of what has none; last used last. */
  readonly #kept = new Map<string, string>();

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

  #make(bytes: Blob): Promise<string | null> {
    const { draw, side = THUMBNAIL_SIDE } = this.#options;
    return pictureOf(bytes, { side, type: 'image/webp', quality: QUALITY, draw });
  }
}
