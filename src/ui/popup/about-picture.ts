/** What a row says of a picture, and whether it may be seen without being asked for. Pure. */
import type { UnknownReason } from '../../core/verdict';
import type { ElementSummary, ImageSummary } from '../../platform/messages';
import { plain } from '../format';
import type { RowFlag } from './elements';

/** Characters of a file's name that are shown. */
const LONGEST_NAME = 60;

/** Why there is nothing to show: the guard did not get it either. */
const OUT_OF_REACH: ReadonlySet<UnknownReason> = new Set([
  'image-missing',
  'image-locked',
  'image-too-large',
  'image-broken',
]);

export interface PictureWords {
  words: string;
  /** They are the page's own, in its language, and not a file's name. */
  written: boolean;
}

/** What is written about the picture, else its file's name; null where there is neither. */
export function wordsOf({ snippet, image }: ElementSummary): PictureWords | null {
  const caption = snippet.trim();
  if (caption !== '') return { words: caption, written: true };
  const name = fileName(image?.src ?? null);
  return name === null ? null : { words: name, written: false };
}

/** The last part of an address's path, such as `red-boat.jpg`. */
export function fileName(src: string | null): string | null {
  if (src === null || !/^https?:/i.test(src) || !URL.canParse(src)) return null;
  const last = new URL(src).pathname.split('/').findLast((part) => part !== '');
  if (last === undefined) return null;
  try {
    return plain(decodeURIComponent(last), LONGEST_NAME);
  } catch {
    return plain(last, LONGEST_NAME);
  }
}

/** `640 × 480`; null where the browser does not know. */
export function pixelSize({ width, height }: ImageSummary): string | null {
  return width > 0 && height > 0 ? `${Math.round(width)} × ${Math.round(height)}` : null;
}

/** Only what the guard calls safe is shown clear. */
export const isBlurred = (flag: RowFlag): boolean => flag !== 'safe';

/** False where asking for a small picture would be in vain. */
export function canBeShown({ verdict, image }: ElementSummary): boolean {
  if (!image) return false;
  if (image.thumbnail !== null) return true;
  return !(verdict?.reason && OUT_OF_REACH.has(verdict.reason));
}

/** Tells one picture from the next in the same place: whoever asked to see one saw that one only. */
export const identityOf = ({ src, thumbnail }: ImageSummary): string =>
  src ?? thumbnail ?? 'nothing';
