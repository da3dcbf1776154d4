/**
 * One plain spelling for what is written so that a filter does not know it: invisible signs between
 * letters, letters of other alphabets that look alike, letters s p a c e d out. Only the guard reads
 * it; the page's text stays as it is.
 */

/**
 * Signs that show nothing and mean nothing to a reader: zero-width spaces, soft hyphens, marks of
 * writing direction, fillers. (ZWJ and ZWNJ mean something in Tamil, Burmese and emoji: see below.)
 */
const INVISIBLE =
  /[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0]/gu;

/** Joiners between letters of alphabets that know none. */
const IDLE_JOINER =
  /(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Thai}\d])[\u200c\u200d]+(?=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Thai}\d])/gu;

/** Styled letters and digits, whose plain ones are their compatibility forms. */
const STYLED =
  /[\u{1d400}-\u{1d7ff}\u{ff01}-\u{ff5e}\u{2460}-\u{24ff}\u{1f110}-\u{1f169}\u{1f170}-\u{1f189}]/gu;
/** Of those, what has no compatibility form: white letters on black. */
const NEGATIVE = [
  [0x1f150, 0x1f169],
  [0x1f170, 0x1f189],
] as const;

/** Letters that look like a Latin one, by the one that they look like. */
const ALIKE: Readonly<Record<string, string>> = {
  // Cyrillic and Greek, small capitals and phonetic letters.
  a: 'аαᴀɑ',
  b: 'ЬʙβВΒ',
  c: 'сϲᴄС',
  d: 'ԁᴅ',
  e: 'еєҽᴇεЕΕ',
  f: 'ꜰƒ',
  g: 'ɡɢԍ',
  h: 'һʜНΗ',
  i: 'іɪιІΙ',
  j: 'јᴊЈ',
  k: 'кᴋκКΚ',
  l: 'ӏʟ',
  m: 'мᴍМΜ',
  n: 'ɴηпΝ',
  o: 'оοᴏσОΟ',
  p: 'рρᴘРΡ',
  q: 'ԛ',
  r: 'гʀ',
  s: 'ѕꜱЅ',
  t: 'тᴛτТΤ',
  u: 'υᴜџ',
  v: 'ѵνᴠ',
  w: 'ԝѡωᴡ',
  x: 'хχХΧ',
  y: 'уүʏγУΥ',
  z: 'ᴢΖ',
};
const PLAIN = new Map(
  Object.entries(ALIKE).flatMap(([plain, odd]) => [...odd].map((letter) => [letter, plain])),
);
const LATIN = /\p{Script=Latin}/u;
const WORD = /\p{L}[\p{L}\p{M}]*/gu;

/**
 * Single letters with one and the same sign between them, four and more: `s h u t`, `s.h.u.t`. Where
 * the sign is a space, two of them part words.
 */
const SPACED =
  /(?<![\p{L}\p{M}\d])\p{L}\p{M}*(?:([ .\-_*·•|/~])\p{L}\p{M}*)(?:\1\p{L}\p{M}*){2,}(?![\p{L}\p{M}\d])/gu;

/** @returns the text as a guard is to read it */
export function fold(text: string): string {
  const visible = text
    .replace(INVISIBLE, '')
    .replace(IDLE_JOINER, '')
    .replace(STYLED, (letter) => plainOf(letter));
  return spelledTogether(visible.replace(WORD, withoutLookAlikes));
}

function plainOf(letter: string): string {
  const point = letter.codePointAt(0) ?? 0;
  for (const [first, last] of NEGATIVE)
    if (point >= first && point <= last) return String.fromCharCode(0x61 + point - first);
  return letter.normalize('NFKC');
}

/** A word of Latin letters and look-alikes is Latin; one of another alphabet alone is left. */
function withoutLookAlikes(word: string): string {
  if (![...word].some((letter) => PLAIN.has(letter))) return word;
  const letters = [...word].filter((letter) => !/\p{M}/u.test(letter));
  const latin = letters.filter((letter) => LATIN.test(letter) && !PLAIN.has(letter));
  const alike = letters.filter((letter) => PLAIN.has(letter));
  const isMixed = latin.length > 0 && latin.length + alike.length === letters.length;
  // Small capitals are no alphabet of any language.
  const isStyled = alike.length === letters.length && alike.every((letter) => LATIN.test(letter));
  if (!isMixed && !isStyled) return word;
  return [...word].map((letter) => PLAIN.get(letter) ?? letter).join('');
}

function spelledTogether(text: string): string {
  return text.replace(SPACED, (run: string, sign: string) => run.split(sign).join(''));
}
