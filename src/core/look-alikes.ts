/**
 * Letters of other alphabets, and of no language's, that stand for the Latin ones that they look
 * like. A word is what tells: Latin letters among others are a disguise, a word of one other
 * alphabet alone is a word.
 */

/** By the Latin letter that they look like. */
const ALIKE: Readonly<Record<string, string>> = {
  // Cyrillic, Greek, Armenian; small capitals and phonetic letters; Lisu, Cherokee.
  a: 'аαᴀɑАΑꓮᎪ',
  b: 'ЬʙβВΒꓐᏴ',
  c: 'сϲᴄСϹꓚᏟ',
  d: 'ԁᴅꓓᎠ',
  e: 'еєҽᴇεЕΕꓰᎬ',
  f: 'ꜰƒꓝ',
  g: 'ɡɢԍցꓖᏀ',
  h: 'һʜНΗհꓧᎻ',
  i: 'іɪιІΙꓲᏆı',
  j: 'јᴊЈꓙᎫ',
  k: 'кᴋκКΚꓗᏦ',
  l: 'ӏʟꓡᏞ',
  m: 'мᴍМΜꓟᎷ',
  n: 'ɴηпΝոꓠ',
  o: 'оοᴏσОΟօꓳ',
  p: 'рρᴘРΡꓑᏢ',
  q: 'ԛզ',
  r: 'гʀꓣᏒ',
  s: 'ѕꜱЅꓢᏚ',
  t: 'тᴛτТΤꓔᎢ',
  u: 'υᴜџսꓴ',
  v: 'ѵνᴠꓦᏙ',
  w: 'ԝѡωᴡꓪᎳ',
  x: 'хχХΧꓫ',
  y: 'уүʏγУΥꓬ',
  z: 'ᴢΖꓜᏃ',
};
const PLAIN = new Map(
  Object.entries(ALIKE).flatMap(([plain, odd]) => [...odd].map((letter) => [letter, plain])),
);
const ODD = new RegExp(`[${Object.values(ALIKE).join('')}]`, 'u');
const LATIN = /\p{Script=Latin}/u;
const OTHERS = [
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Lisu}/u,
  /\p{Script=Cherokee}/u,
];
const MARKS = /\p{M}/gu;
const WORD = /\p{L}[\p{L}\p{M}]*/gu;

/**
 * What is `mixed` is a disguise. `doubtful` may be: one Greek letter beside another (σx), or a word
 * of nothing but look-alikes of one alphabet (сахар). `plain` is none.
 */
type Kind = 'mixed' | 'doubtful' | 'plain';

/**
 * The text with look-alikes as the Latin letters that they stand for, where they stand for them.
 * @param bold also in doubtful words of a text that is in Latin letters else
 */
export function withoutLookAlikes(text: string, bold = false): string {
  if (!ODD.test(text)) return text;
  const words = text.match(WORD) ?? [];
  // Where words are disguised, those of which it is not certain are so too.
  const withDoubtful =
    words.some((word) => kindOf(word) === 'mixed') || (bold && isLatinOnly(text, words));
  return text.replace(WORD, (word) => {
    const kind = kindOf(word);
    const isDisguised = kind === 'mixed' || (kind === 'doubtful' && withDoubtful);
    return isDisguised ? [...word].map((letter) => PLAIN.get(letter) ?? letter).join('') : word;
  });
}

/** Nobody writes in another of these alphabets here, as far as it can be told. */
const isLatinOnly = (text: string, words: readonly string[]): boolean =>
  LATIN.test(text) &&
  !words.some((word) => kindOf(word) === 'plain' && OTHERS.some((script) => script.test(word)));

function kindOf(word: string): Kind {
  if (!ODD.test(word)) return 'plain';
  const letters = [...word.replace(MARKS, '')];
  const odd = letters.filter((letter) => PLAIN.has(letter));
  const latin = letters.filter((letter) => LATIN.test(letter) && !PLAIN.has(letter));
  if (odd.length + latin.length < letters.length) return 'plain';
  if (latin.length > 0)
    return letters.length > 2 || !/\p{Script=Greek}/u.test(word) ? 'mixed' : 'doubtful';
  // Small capitals are no alphabet of any language; nor are two alphabets.
  if (odd.some((letter) => LATIN.test(letter))) return letters.length > 1 ? 'mixed' : 'plain';
  const scripts = OTHERS.filter((script) => odd.some((letter) => script.test(letter)));
  if (scripts.length > 1) return 'mixed';
  return letters.length > 1 ? 'doubtful' : 'plain';
}
