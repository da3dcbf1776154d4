/**
 * So many marks on one letter are kept: the bound of Unicode's stream-safe format (UAX #15, section 13),
 * many times what any language writes. All that has a combining class is a mark.
 */
const HEAP = /(\p{M}{30})\p{M}+/gu;

/**
 * NFC of a text, less what is heaped on a letter beyond all measure. Browsers put such marks in order
 * one by one: of a hundred thousand, that takes five seconds.
 */
export const composed = (text: string): string =>
  // Once more, since some marks are two that are written as one.
  text.replace(HEAP, '$1').normalize('NFC').replace(HEAP, '$1');
