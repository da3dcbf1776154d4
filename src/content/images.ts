/**
 * The life of a page's images, put together: which there are (extract/pictures.ts), when what they
 * draw themselves is another picture (moving.ts), and what they are asked with (capture.ts).
 */
import type { ImageSource } from '../core/image';
import { Captures } from './capture';
import type { Box } from './extract/box';
import type { ImageElement } from './extract/element';
import { Pictures, type PicturesDeps } from './extract/pictures';
import { Moving } from './moving';
import type { Taken } from './schedule';

export type ImagesDeps = Omit<PicturesDeps, 'editionOf' | 'living'>;

export class Images {
  readonly #pictures: Pictures;
  readonly #moving: Moving;
  readonly #captures: Captures;

  constructor(deps: ImagesDeps, signal: AbortSignal) {
    const { measure } = deps;
    this.#moving = new Moving(
      { redrawn: (element) => this.#pictures.redrawn(element), measure },
      signal,
    );
    this.#pictures = new Pictures(
      {
        ...deps,
        editionOf: this.#moving.editionOf,
        living: (element, isShown) => {
          if (isShown) this.#moving.watch(element);
          else this.#moving.forget(element);
        },
      },
      signal,
    );
    this.#captures = new Captures({ isFresh: (image) => this.isFresh(image), measure });
  }

  /** Nothing is being measured, and of nothing shown it is open whether it is a picture. */
  get idle(): boolean {
    return this.#pictures.idle && this.#moving.idle;
  }

  look(element: Element, box: Box, direction: 'ltr' | 'rtl'): void {
    this.#pictures.look(element, box, direction);
  }

  rescan(): void {
    this.#pictures.rescan();
  }

  hide(element: Element): void {
    this.#pictures.hide(element);
  }

  /** The page has changed an `svg`. */
  changed(drawing: Element): void {
    this.#moving.changed(drawing);
  }

  isPictured(element: Element): boolean | null {
    return this.#pictures.isPictured(element);
  }

  isFresh(image: ImageElement): boolean {
    return this.#pictures.isFresh(image);
  }

  step(): boolean {
    return this.#pictures.step();
  }

  sourceOf(image: ImageElement): ImageSource | Promise<Taken> {
    const { how, address } = image.shown;
    if (how === 'web' && address !== null) return { from: 'web', url: address };
    return this.#capture(image);
  }

  async #capture(image: ImageElement): Promise<Taken> {
    const { version } = image;
    const captured = await this.#captures.take(image);
    if (captured.ok) {
      if (image.version === version) image.thumbnail = captured.thumbnail;
    } else if (captured.reason === 'image-locked') {
      this.#moving.retire(image.block);
    }
    return captured;
  }
}
