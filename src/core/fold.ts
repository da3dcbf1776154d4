/**
 * One plain spelling for what is written so that a filter does not know it: invisible signs between
 * letters, styled and struck-through letters, letters of other alphabets that look alike, letters
 * s p a c e d out. Only what reads the same is made the same; what may be read in two ways is left
 * to `spellings`. Only the guard reads it: the page's text stays as it is.
 */
import { composed } from './composed';
import { withoutLookAlikes } from './look-alikes';

/* ── what shows nothing ───────────────────────────────────────────────────── */

/**
 * Signs that show nothing and mean nothing to a reader: zero-width spaces, soft hyphens, marks of
 * writing direction, fillers.
 */
const INVISIBLE =
  /\u034f|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{1d173}-\u{1d17a}]/gu;
/** Signs that show as a space, and are none by their kind. */
const BLANK = /[\u2800\u3164\uffa0]|[^\S\n]/gu;
/** Tags, but for those of the flags that they spell; forms of letters, which none here has. */
const TAGS =
  /(?<![\u{1f3f4}\u{e0020}-\u{e007f}])[\u{e0000}-\u{e007f}]+|(?<=[\p{L}\p{M}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+/gu;
/**
 * ZWNJ and ZWJ mean something after the sign that takes a vowel away in Indian alphabets (in Tamil
 * in few places: க்‌ஷ), in those of Arabic's kind, and between emoji.
 */
const JOINERS = new RegExp(
  [
    `(?<!${[
      '[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0c4d\\u0ccd\\u0d4d\\u0dca]',
      '[கஶஸ]\\u0bcd(?=\\u200c[ஷர])',
      '[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}]',
      '[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f\\u200c\\u200d]',
    ].join('|')})[\\u200c\\u200d]+`,
    '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])[\\u200c\\u200d]+(?!\\p{Extended_Pictographic})',
  ].join('|'),
  'gu',
);

/** The text without signs that show nothing. */
export function visible(text: string): string {
  const bare = text.replace(INVISIBLE, '').replace(TAGS, '').replace(JOINERS, '');
  return bare.replace(TAGS, '').replace(BLANK, ' ');
}

/* ── styled letters ───────────────────────────────────────────────────────── */

/** Mathematical and wide letters and digits, circled letters: the plain ones are in the standard. */
const STYLED = /[\u{1d400}-\u{1d7ff}\uff01-\uff5e\u24b6-\u24e9\u{1f130}-\u{1f149}]\ufe0f?/gu;
/**
 * Letters in brackets or on black stand alone as signs (🅿, ⒜ in a list); beside another letter
 * they are letters. Those on black may be shown as emoji.
 */
const FRAMED =
  /[\u249c-\u24b5\u{1f110}-\u{1f129}\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}]\ufe0f?(?=[\p{Script=Latin}\u249c-\u24b5\u{1f110}-\u{1f189}])|(?<=[\p{Script=Latin}\u249c-\u24b5\u{1f110}-\u{1f189}]\ufe0f?)[\u249c-\u24b5\u{1f110}-\u{1f129}\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}]\ufe0f?/gu;
/** Words of nothing but raised or lowered letters; one or two are an ordinal, or a sound's. */
const RAISED =
  /(?<![\p{L}\p{M}])[\u02b0-\u02b8\u02e1-\u02e3\u1d2c-\u1d6a\u1d9c-\u1dbf\u2071\u207f\u2090-\u209c]{3,}(?![\p{L}\p{M}])/gu;
/** The first letters of such rows, each of 26. */
const ROWS = [0x249c, 0x1f110, 0x1f150, 0x1f170];
/** Lines through and under letters, and more marks on a letter than any language has. */
const STRUCK = /(?<=[\p{L}\p{M}])[\u0332-\u0338\u20d0-\u20dc\u20e5-\u20f0]+/gu;
const HEAPED = /(?<=\p{Script=Latin})[\u0300-\u036f]{3,}/gu;

function withoutStyle(text: string): string {
  const plain = composed(text)
    .replace(STYLED, (letter) => letter.replace('\ufe0f', '').normalize('NFKC'))
    .replace(FRAMED, unframed)
    .replace(RAISED, (word) => word.normalize('NFKC'))
    .replace(STRUCK, '');
  return composed(plain).replace(HEAPED, '');
}

function unframed(letter: string): string {
  const point = letter.codePointAt(0) ?? 0;
  const row = ROWS.findLast((first) => first <= point) ?? point;
  return String.fromCharCode(0x61 + point - row);
}

/* ── two ways to write one letter ─────────────────────────────────────────── */

/** What looks the same in its alphabet, and is typed in more ways than one. */
const SAME: readonly (readonly [RegExp, string])[] = [
  // Thai and Lao: two E for AE, the ring and AA for AM.
  [/(?<!เ)เเ(?!เ)/gu, 'แ'],
  [/\u0e4d([\u0e48-\u0e4b]?)\u0e32/gu, '$1\u0e33'],
  [/([\u0e48-\u0e4b])\u0e4d\u0e32/gu, '$1\u0e33'],
  [/(?<!ເ)ເເ(?!ເ)/gu, 'ແ'],
  [/\u0ecd([\u0ec8-\u0ecb]?)\u0eb2/gu, '$1\u0eb3'],
  [/([\u0ec8-\u0ecb])\u0ecd\u0eb2/gu, '$1\u0eb3'],
  // Khmer: vowels of two parts.
  [/\u17c1\u17b8/gu, '\u17be'],
  [/\u17c1\u17b6/gu, '\u17c4'],
  // Burmese: the digit for the letter WA; NYA with the vowel's letter.
  [/(?<![\u1040-\u1049])\u1040(?=[\u1000-\u1021\u102b-\u103e])(?![\u1040-\u1049])/gu, '\u101d'],
  [/ဥ်/gu, 'ဉ်'],
];
/** Burmese marks above and below, which show the same in any order; that of their numbers is usual. */
const UNORDERED = /[\u102d\u102f\u1036\u1037]{2,}/gu;
const HAS_TWO_WAYS = /[\u0e40\u0e4d\u0ec0\u0ecd\u1000-\u1049\u17c1]/u;

function oneWay(text: string): string {
  if (!HAS_TWO_WAYS.test(text)) return text;
  return SAME.reduce((done, [ways, one]) => done.replace(ways, one), text).replace(
    UNORDERED,
    (marks) => [...marks].sort().join(''),
  );
}

/* ── letters spaced out ───────────────────────────────────────────────────── */

/**
 * A letter with its marks, of an alphabet whose words are more than one letter long. Three marks of
 * Burmese stand beside their letter, and may be taken from it.
 */
const LETTER = `(?:${[
  '[\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}\\p{Script=Thai}\\p{Script=Lao}',
  '\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tamil}](?<=\\p{L}|[\\u102b\\u102c\\u1038])',
  '(?:\\p{M}|(?<=[\\u1039\\u17d2])\\p{L})*',
].join('')})`;
const ALONE = ['(?<![\\p{L}\\p{M}\\d])', '(?![\\p{L}\\p{M}\\d])'] as const;
/** Words whose letters have one and the same sign between them; spaces part the words. */
const SIGNS = new RegExp(
  `${ALONE[0]}${LETTER}(?<sign>[.\\-_*·•|/~+])${LETTER}(?:\\k<sign>${LETTER})*(?: ${LETTER}(?:\\k<sign>${LETTER})+)*${ALONE[1]}`,
  'gu',
);
/** The same with a space between letters; two of them part words. */
const SPACES = new RegExp(`${ALONE[0]}${LETTER}(?: {1,4}${LETTER}){3,}${ALONE[1]}`, 'gu');

/** So many letters of one word are spaced out on purpose; of several words, so many together. */
const WORD = 4;
const WORDS = 6;

const spelledTogether = (text: string): string =>
  text
    .replace(SIGNS, (run: string, sign: string) => joined(run, sign, / +/u))
    .replace(SPACES, (run: string) => joined(run, ' ', / {2,}/u));

function joined(run: string, sign: string, gap: RegExp): string {
  const words = run.split(gap).map((word) => word.split(sign));
  const letters = words.flat();
  const isLong = words.some(({ length }) => length >= WORD) || letters.length >= WORDS;
  if (!isLong || isAlphabet(letters)) return run;
  return words.map((word) => apart(word, sign)).join(' ');
}

/** A B C D: a list of letters, not a word. Alphabets leave out some that are not in use: ก ข ค ง. */
function isAlphabet(letters: readonly string[]): boolean {
  const points = letters.map((letter) => letter.codePointAt(0) ?? 0);
  const steps = points.slice(1).map((point, i) => point - (points[i] ?? 0));
  return steps.every((step) => step > 0 && step <= 3);
}

/** `I h a t e`: the first is a word of its own. */
function apart(word: readonly string[], sign: string): string {
  const [first = '', ...rest] = word;
  const others = rest.join('');
  const isOwn = sign === ' ' && /^[AIO]$/.test(first) && /^\p{Ll}/u.test(others);
  return isOwn ? `${first} ${others}` : first + others;
}

/** @returns the text as a guard is to read it; white space is not tidied (see `normalise`) */
export function fold(text: string): string {
  return composed(withoutLookAlikes(spelledTogether(oneWay(withoutStyle(visible(text))))));
}
