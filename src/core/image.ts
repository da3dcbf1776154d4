/** What an image is to Seawall: how much of it a guard looks at, and how much is too much. */
import * as v from 'valibot';

/** How closely images are looked at: more tokens see smaller signs, and cost more time. */
export const ImageDetail = v.picklist(['fast', 'balanced', 'thorough']);
export type ImageDetail = v.InferOutput<typeof ImageDetail>;

/** Tokens of one image at most, in guards that take images of any size (Qwen). */
export const IMAGE_TOKENS: Readonly<Record<ImageDetail, number>> = {
  fast: 64,
  balanced: 256,
  thorough: 1_024,
};

/** Bytes of an image file at most. */
export const MAX_IMAGE_BYTES = 25 * 1024 * 1024;
/** Width times height at most: decoded, an image takes four bytes a pixel. */
export const MAX_IMAGE_PIXELS = 40e6;
/** Characters of a `data:` address at most, in which an image's bytes travel from a page. */
export const MAX_IMAGE_DATA = 8 * 1024 * 1024;
/** UTF-16 units of an image's address at most. */
export const MAX_IMAGE_ADDRESS = 8_192;
/** UTF-16 units of alternative text or caption that is asked with its image. */
export const MAX_CAPTION = 1_000;

/** Why there is no verdict on an image. */
export const ImageTrouble = v.picklist([
  /** The guard reads text only. */
  'no-sight',
  /** Its server did not hand it out: an error, no answer, or too slow. */
  'image-missing',
  /** The browser does not let Seawall read it. */
  'image-locked',
  /** More bytes or pixels than are looked at. */
  'image-too-large',
  /** It cannot be decoded. */
  'image-broken',
]);
export type ImageTrouble = v.InferOutput<typeof ImageTrouble>;

/** Where an image's bytes are. */
export const ImageSource = v.variant('from', [
  /** `http:` or `https:`; fetched by the background. */
  v.object({
    from: v.literal('web'),
    url: v.pipe(v.string(), v.maxLength(MAX_IMAGE_ADDRESS), v.regex(/^https?:\/\//i)),
  }),
  /** A `data:` address: what only the page has (canvas, video, `blob:`, inline SVG). */
  v.object({
    from: v.literal('page'),
    data: v.pipe(v.string(), v.maxLength(MAX_IMAGE_DATA), v.regex(/^data:image\//i)),
  }),
]);
export type ImageSource = v.InferOutput<typeof ImageSource>;
