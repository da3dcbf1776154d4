/**
 * What images an element shows: its own (`img`, `video`, `canvas`, `svg`, …) and those that style
 * sheets put on it. Each has a slot, which stays, and a key, which is another one when another image
 * is shown there. Addresses of megabytes are not kept: they are read again when they are asked for.
 */
import { MAX_IMAGE_ADDRESS } from '../../core/image';
import { attribute, baseAddress, localName, parentNode, query } from '../dom';
import {
  canvasOf,
  embedOf,
  imageOf,
  inputOf,
  objectOf,
  svgImageAddress,
  svgOwner,
  videoOf,
} from '../dom-images';
import { keyOf } from './image-key';
import { decorationOf, type Painted, type Slot } from './painted';
import type { Size } from './size-rule';

/**
 * `web`: the background fetches it. `data`: its address is all of it. `drawn`: only the page can
 * draw it (`canvas`, video, `blob:` and other addresses). `svg`: it is markup of the page.
 */
export type How = 'web' | 'data' | 'drawn' | 'svg';

export interface Shown {
  readonly slot: Slot;
  readonly key: string;
  readonly how: How;
  /** Null where it has none, or a `data:` address too long to be kept. */
  readonly address: string | null;
  /** Its own size; zeros where the browser does not tell. */
  readonly natural: Size;
  /** The natural size is that of its pixels, not what `srcset` makes of them. */
  readonly isExact: boolean;
  readonly isVector: boolean;
  /** `eager`: its bytes are on their way. `lazy`: they may be, or come when it is near the window. */
  readonly loading: 'done' | 'eager' | 'lazy';
  /** CSS pixels that the style fixes on a side. */
  readonly width: number | null;
  readonly height: number | null;
}

/** How often what an element draws itself has become another picture; 0: nothing to see yet. */
export type EditionOf = (element: Element) => number;

/** Longer `data:` addresses are neither kept nor listed. */
export const MAX_KEPT_DATA = 2_048;
/** What the element shows itself, and no style sheet. */
export const OWN: Slot = 'own';
const UNKNOWN: Size = { width: 0, height: 0 };
/** Key of an image that is one of several and of which the browser does not say yet which. */
const CHOSEN = 'one of several';

/** What an `svg` draws itself; the `image` elements in it are images of their own. */
const SHAPES =
  ':is(path, rect, circle, ellipse, line, polyline, polygon, text, use, foreignObject)' +
  ':not(:is(defs, clipPath, mask, symbol, marker) *)';

const NAMES = new Set('img image video canvas svg input object embed'.split(' '));

/** Whether such an element has an image of its own; the others have what styles give them. */
export const isPicture = (name: string): boolean => NAMES.has(name);

export function shownBy(
  element: Element,
  painted: readonly Painted[],
  editionOf: EditionOf,
): Shown[] {
  const own = isPicture(localName(element)) ? ownImage(element, editionOf) : null;
  const shown = painted.map(({ slot, address, width, height }) => ({
    ...byAddress(slot, address),
    width,
    height,
  }));
  return own ? [own, ...shown] : shown;
}

/** What is in a slot now; read anew, since the page may have changed it a moment ago. */
export function shownIn(element: Element, slot: Slot, editionOf: EditionOf): Shown | null {
  if (slot === OWN) return ownImage(element, editionOf);
  const address = addressIn(element, slot);
  return address === null ? null : byAddress(slot, address);
}

/** The whole address; null where the slot's image has none. */
export function addressIn(element: Element, slot: Slot): string | null {
  if (slot === OWN) return ownAddress(element);
  const { painted } = decorationOf(element, getComputedStyle(element));
  return painted.find((each) => each.slot === slot)?.address ?? null;
}

/** The element itself can be drawn, and looks like the slot's image. */
export const isDrawable = (
  element: Element,
  slot: Slot,
): element is HTMLImageElement | HTMLVideoElement | HTMLCanvasElement =>
  slot === OWN &&
  ((element instanceof HTMLImageElement && imageOf.width(element) > 0) ||
    element instanceof HTMLVideoElement ||
    element instanceof HTMLCanvasElement);

function ownImage(element: Element, editionOf: EditionOf): Shown | null {
  const edition = editionOf(element);
  if (element instanceof HTMLVideoElement && edition > 0) {
    return byEdition(`frame ${edition}`, 'drawn', {
      width: videoOf.width(element),
      height: videoOf.height(element),
    });
  }
  if (element instanceof HTMLCanvasElement) {
    if (edition === 0) return null;
    return byEdition(`drawing ${edition}`, 'drawn', {
      width: canvasOf.width(element),
      height: canvasOf.height(element),
    });
  }
  if (localName(element) === 'svg') {
    const isOutermost = element instanceof SVGElement && svgOwner(element) === null;
    if (!isOutermost || !query(element, SHAPES)) return null;
    return byEdition(`markup ${edition}`, 'svg', UNKNOWN);
  }
  const address = ownAddress(element);
  if (!(element instanceof HTMLImageElement)) {
    return address === null ? null : byAddress(OWN, address);
  }
  if (address === null && imageOf.isComplete(element)) return null;
  const shown = address === null ? byEdition(CHOSEN, 'drawn', UNKNOWN) : byAddress(OWN, address);
  return {
    ...shown,
    natural: { width: imageOf.width(element), height: imageOf.height(element) },
    isExact: !isOneOfSeveral(element),
    loading: imageOf.isComplete(element) ? 'done' : loadingOf(element),
  };
}

const loadingOf = (image: HTMLImageElement): 'eager' | 'lazy' =>
  imageOf.loading(image) === 'lazy' ? 'lazy' : 'eager';

const isOneOfSeveral = (image: HTMLImageElement): boolean =>
  attribute(image, 'srcset') !== null || parentNode(image) instanceof HTMLPictureElement;

function ownAddress(element: Element): string | null {
  if (element instanceof HTMLImageElement) {
    const current = imageOf.currentAddress(element);
    // Chromium tells the choice when it has come; `src` may be another picture.
    const isOpen = !current && !imageOf.isComplete(element) && isOneOfSeveral(element);
    return isOpen ? null : current || imageOf.address(element) || null;
  }
  if (element instanceof HTMLVideoElement) return videoOf.poster(element) || null;
  if (element instanceof HTMLInputElement) {
    return inputOf.type(element) === 'image' ? inputOf.address(element) || null : null;
  }
  if (element instanceof SVGImageElement) {
    return resolved(svgImageAddress(element).baseVal, element);
  }
  if (element instanceof HTMLObjectElement) {
    return ifImage(objectOf.address(element), objectOf.type(element));
  }
  if (element instanceof HTMLEmbedElement) {
    return ifImage(embedOf.address(element), embedOf.type(element));
  }
  return null;
}

function byAddress(slot: Slot, address: string): Shown {
  const isData = /^data:image\//i.test(address);
  const isWeb = /^https?:/i.test(address) && address.length <= MAX_IMAGE_ADDRESS;
  const isKept = address.length <= (isData ? MAX_KEPT_DATA : MAX_IMAGE_ADDRESS);
  return {
    slot,
    key: keyOf(address),
    how: isData ? 'data' : isWeb ? 'web' : 'drawn',
    address: isKept && (isData || isWeb) ? address : null,
    natural: UNKNOWN,
    isExact: false,
    isVector: /^data:image\/svg\+xml/i.test(address) || isSvgFile(address),
    loading: 'done',
    width: null,
    height: null,
  };
}

const byEdition = (key: string, how: How, natural: Size): Shown => ({
  slot: OWN,
  key,
  how,
  address: null,
  natural,
  isExact: true,
  isVector: how === 'svg',
  loading: 'done',
  width: null,
  height: null,
});

const isSvgFile = (address: string): boolean =>
  /^https?:[^?#]{0,4000}\.svg(?:[?#]|$)/i.test(address.slice(0, MAX_IMAGE_ADDRESS));

function resolved(address: string, at: Element): string | null {
  if (address === '' || address.startsWith('#')) return null;
  try {
    return address.startsWith('data:') ? address : new URL(address, baseAddress(at)).href;
  } catch {
    return null;
  }
}

/** An `object` or `embed` may hold anything; what says that it is an image is one. */
function ifImage(address: string, type: string): string | null {
  if (address === '') return null;
  const says = /^image\//i.test(type) || /^data:image\//i.test(address);
  const path = /^https?:[^?#]{0,4000}\.(?:png|jpe?g|gif|webp|avif|svg)(?:[?#]|$)/i;
  return says || path.test(address.slice(0, MAX_IMAGE_ADDRESS)) ? address : null;
}
