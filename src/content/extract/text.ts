/** Text as a reader sees it: white space collapsed, ends trimmed. Pure. */

/** Units handled between two yields, so that a text node of many megabytes cannot hold a slice. */
export const CHUNK = 32_768;

const NEEDS_COLLAPSING = /[^\S ]| {2}/;

/** Joins parts (a line break is a part of one space) with every run of white space one space. */
export function* collapsed(parts: Iterable<string>): Generator<void, string> {
  const pieces: string[] = [];
  let afterSpace = true;
  for (const part of parts) {
    for (let start = 0; start < part.length; start += CHUNK) {
      const chunk = part.length <= CHUNK ? part : part.slice(start, start + CHUNK);
      let piece = NEEDS_COLLAPSING.test(chunk) ? chunk.replace(/\s+/g, ' ') : chunk;
      if (afterSpace && piece.startsWith(' ')) piece = piece.slice(1);
      if (piece !== '') {
        afterSpace = piece.endsWith(' ');
        pieces.push(piece);
      }
      if (part.length >= CHUNK) yield;
    }
  }
  const text = pieces.length === 1 ? (pieces[0] ?? '') : pieces.join('');
  return text.endsWith(' ') ? text.slice(0, -1) : text;
}

/** The same of one short text. */
export function collapsedAtOnce(text: string): string {
  const collapsed = NEEDS_COLLAPSING.test(text) ? text.replace(/\s+/g, ' ') : text;
  const start = collapsed.startsWith(' ') ? 1 : 0;
  const end = collapsed.length > start && collapsed.endsWith(' ') ? -1 : collapsed.length;
  return collapsed.slice(start, end);
}

/** The same at once, for texts known to be short. */
export function collapse(parts: Iterable<string>): string {
  const work = collapsed(parts);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/**
 * Letters of alphabets: one of them alone is a bullet, a grade, an axis. Common: mathematical ones.
 * In all other scripts (Han, kana, Hangul, Thai, Burmese, Khmer, Tamil, …) a letter is a syllable or
 * a word, with or without signs around it.
 */
const ALPHABETS = (
  'Latin Greek Cyrillic Armenian Georgian Hebrew Arabic Syriac Thaana Nko Mongolian Tifinagh ' +
  'Coptic Gothic Glagolitic Deseret Osage Adlam Common Inherited'
)
  .split(' ')
  .map((name) => `\\p{Script=${name}}`)
  .join('');

/**
 * Pictures among the letters, where they are shown as such: a row of them can be as obscene as words,
 * and a guard can read them. Not what is drawn in the text's own colour (©, ™, ▶), flags, and digits
 * in boxes.
 */
const EMOJI = String.raw`\p{Extended_Pictographic}(?:\uFE0F|(?<=\p{Emoji_Presentation}))`;

/** Looks behind and not ahead: what is no letter is passed at once, in texts of megabytes, too. */
const TO_JUDGE = new RegExp(`\\p{L}(?:(?<![${ALPHABETS}])|\\P{L}*\\p{L})|${EMOJI}`, 'u');

/**
 * Whether there is anything to judge: a word, which in scripts without spaces can be one letter, or an
 * emoji. Bullets, prices and page numbers are none.
 */
export const hasLetters = (text: string): boolean => TO_JUDGE.test(text);
