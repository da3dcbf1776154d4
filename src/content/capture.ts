/**
 * Images that only the page has, as `data:` addresses: what is on a canvas, a frame of a video, what
 * is at a `blob:` address, the markup of an inline `svg`. Taken when the image's turn to be asked has
 * come and not before, one at a time, and drawn no larger than MAX_SIDE. What is not to be had is
 * an `unknown` that says why. When a canvas or video is another picture is decided in moving.ts.
 */
import {
  type ImageSource,
  type ImageTrouble,
  MAX_IMAGE_DATA,
  MAX_IMAGE_PIXELS,
} from '../core/image';
import { rectOfElement } from './dom';
import { canvasOf, imageOf, videoOf } from './dom-images';
import type { ImageElement } from './extract/element';
import { keyOf } from './extract/image-key';
import { addressIn, isDrawable } from './extract/images';
import type { Size } from './extract/size-rule';
import { inFrame } from './frames';
import { markupOf } from './markup';
import { printOf } from './print';

/** Pixels on the longer side: as much as a guard looks at. */
const MAX_SIDE = 1_024;
const QUALITY = 0.9;
const THUMBNAIL_SIDE = 96;
const THUMBNAIL_QUALITY = 0.7;
const LOAD_MS = 5_000;
/** One that hangs must not stop the others. */
const CAPTURE_MS = 10_000;

export type Captured =
  | { ok: true; source: ImageSource; thumbnail: string | null }
  | { ok: false; reason: ImageTrouble }
  /** The page has changed the image meanwhile. */
  | { ok: false; reason: null };

export interface CapturesDeps {
  isFresh(element: ImageElement): boolean;
  measure<T>(work: () => T): T;
}

type Drawable = HTMLImageElement | HTMLVideoElement | HTMLCanvasElement;

/** Why there is no capture. */
class Trouble extends Error {
  constructor(readonly reason: ImageTrouble | null) {
    super(String(reason));
  }
}

export class Captures {
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: CapturesDeps) {}

  take(element: ImageElement): Promise<Captured> {
    const capture = this.#last.then(() => inTime(this.#capture(element)));
    this.#last = capture;
    return capture;
  }

  async #capture(element: ImageElement): Promise<Captured> {
    try {
      switch (element.shown.how) {
        case 'web':
          throw new Trouble('image-missing');
        case 'data':
          return await this.#data(element);
        case 'svg':
          return await this.#markup(element);
        case 'drawn':
          return await this.#drawn(element);
      }
    } catch (error) {
      return { ok: false, reason: error instanceof Trouble ? error.reason : troubleOf(error) };
    }
  }

  async #data({ block, shown, natural }: ImageElement): Promise<Captured> {
    const data = this.deps.measure(() => addressIn(block, shown.slot)) ?? '';
    if (keyOf(data) !== shown.key) throw new Trouble(null);
    if (data.length > MAX_IMAGE_DATA) throw new Trouble('image-too-large');
    const drawable = isDrawable(block, shown.slot) ? block : null;
    const thumbnail =
      natural.width * natural.height > MAX_IMAGE_PIXELS
        ? null
        : await this.#thumbnail(drawable ?? (await loaded(data).catch(() => null)));
    return { ok: true, source: { from: 'page', data }, thumbnail };
  }

  async #markup(element: ImageElement): Promise<Captured> {
    if (!this.deps.isFresh(element)) throw new Trouble(null);
    const { block } = element;
    const { width, height } = rectOfElement(block);
    const markup = this.deps.measure(() => markupOf(block, { width, height }));
    if (markup === null) throw new Trouble('image-too-large');
    const data = await dataOf(new Blob([markup], { type: 'image/svg+xml' }));
    if (data.length > MAX_IMAGE_DATA) throw new Trouble('image-too-large');
    const thumbnail = await this.#thumbnail(await loaded(data).catch(() => null));
    return { ok: true, source: { from: 'page', data }, thumbnail };
  }

  async #drawn(element: ImageElement): Promise<Captured> {
    const { block, shown } = element;
    const drawable = isDrawable(block, shown.slot)
      ? block
      : await loaded(addressIn(block, shown.slot) ?? '').catch(() => {
          throw new Trouble('image-missing');
        });
    if (drawable instanceof HTMLCanvasElement)
      await new Promise<void>((go) => inFrame(drawable, go));
    else if (drawable instanceof HTMLImageElement) await decoded(drawable);
    if (!this.deps.isFresh(element)) throw new Trouble(null);
    const canvas = this.deps.measure(() => drawn(drawable, MAX_SIDE));
    // A WebGL canvas that was shown already reads as if there were nothing on it.
    if (drawable instanceof HTMLCanvasElement && printOf(canvas) === 'blank') {
      throw new Trouble('image-locked');
    }
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY });
    const source: ImageSource = { from: 'page', data: await dataOf(blob) };
    return { ok: true, source, thumbnail: await this.#thumbnail(canvas) };
  }

  async #thumbnail(source: Drawable | OffscreenCanvas | null): Promise<string | null> {
    if (!source) return null;
    try {
      const canvas = this.deps.measure(() => drawn(source, THUMBNAIL_SIDE));
      return await dataOf(
        await canvas.convertToBlob({ type: 'image/webp', quality: THUMBNAIL_QUALITY }),
      );
    } catch {
      return null;
    }
  }
}

/** @throws DOMException where the browser cannot draw it */
function drawn(source: Drawable | OffscreenCanvas, maxSide: number): OffscreenCanvas {
  const { width, height } = sizeOf(source);
  if (!(width > 0 && height > 0)) throw new Trouble('image-broken');
  if (width * height > MAX_IMAGE_PIXELS) throw new Trouble('image-too-large');
  const scale = Math.min(1, maxSide / Math.max(width, height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const context = canvas.getContext('2d');
  if (!context) throw new Trouble('image-broken');
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function sizeOf(source: Drawable | OffscreenCanvas): Size {
  if (source instanceof HTMLImageElement) {
    return { width: imageOf.width(source), height: imageOf.height(source) };
  }
  if (source instanceof HTMLVideoElement) {
    return { width: videoOf.width(source), height: videoOf.height(source) };
  }
  if (source instanceof HTMLCanvasElement) {
    return { width: canvasOf.width(source), height: canvasOf.height(source) };
  }
  return source;
}

/** Not decoded yet: what is too large never shall be. */
async function loaded(address: string): Promise<HTMLImageElement> {
  const image = new Image();
  const end = new Promise<void>((resolve, reject) => {
    image.onload = () => resolve();
    image.onerror = () => reject(new Error('not to be loaded'));
  });
  image.src = address;
  await Promise.race([end, after(LOAD_MS)]);
  return image;
}

/** Ahead of drawing, which would wait for it on the page's main thread. */
const decoded = (image: HTMLImageElement): Promise<unknown> =>
  Promise.race([HTMLImageElement.prototype.decode.call(image), after(LOAD_MS)]).catch(() => {});

async function inTime(capture: Promise<Captured>): Promise<Captured> {
  const late: Captured = { ok: false, reason: 'image-missing' };
  return Promise.race([capture, after(CAPTURE_MS).catch(() => late)]);
}

/** @throws Error when the time has passed */
const after = (ms: number): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error('too slow')), ms));

const dataOf = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

/** A canvas with something of another origin on it may be drawn and not be read. */
const troubleOf = (error: unknown): ImageTrouble =>
  error instanceof DOMException && error.name === 'SecurityError' ? 'image-locked' : 'image-broken';
