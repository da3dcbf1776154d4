/**
 * The words that an entry is found by, in each of the eight languages' scripts. Intl knows where
 * words end in Thai and Burmese, which put no space between them.
 */
import { guardText } from '../guard-text';

const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' });

/** A text's different words at most: more than a snippet has, but for one made of single letters. */
export const MAX_WORDS = 64;

/**
 * The different words of a text, spelled so that what a person types finds what a page has: as the
 * guard reads it (Burmese in Unicode, no disguised letters), in lower case, without accents (many
 * type Vietnamese without them).
 */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  // Not NFKC: it takes Thai's sara am apart, and Intl then finds other words.
  for (const { segment, isWordLike } of WORDS.segment(guardText(text).toLowerCase())) {
    if (!isWordLike) continue;
    words.add(plain(segment));
    if (words.size === MAX_WORDS) break;
  }
  return [...words];
}

/** Accents of Latin letters alone: the marks of Thai, Tamil and Burmese are part of their words. */
function plain(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .normalize('NFC');
}
