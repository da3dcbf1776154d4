/** Ways to write a text so that a reader sees it and a filter does not. */
import type { PracticeLang } from '../phrases';

export interface Disguise {
  readonly name: string;
  /** Null where the text has nothing to disguise in this way. */
  readonly of: (text: string) => string | null;
}

const LATIN: ReadonlySet<PracticeLang> = new Set(['en', 'id', 'ms', 'tl', 'vi']);
const graphemes = (text: string): string[] =>
  [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(
    ({ segment }) => segment,
  );
const letters = (text: string, of: (letter: string, i: number) => string): string =>
  [...text].map(of).join('');
const words = (text: string, of: (word: string) => string): string =>
  text.split(' ').map(of).join(' ');

/** Between all graphemes but beside spaces, so that no other word comes of it. */
const between = (sign: string) => (text: string) =>
  words(text, (word) => graphemes(word).join(sign));

const ALIKE: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  o: 'ο',
  p: 'р',
  u: 'υ',
  x: 'х',
  y: 'у',
  s: 'ѕ',
};
const DIGIT: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' };

/** Each letter by its place in the alphabet. */
const styled = (first: number) => (text: string) =>
  changed(
    text,
    letters(text, (letter) =>
      /[a-z]/.test(letter) ? String.fromCodePoint(first + letter.charCodeAt(0) - 0x61) : letter,
    ),
  );

const changed = (text: string, disguised: string): string | null =>
  disguised === text ? null : disguised;

/** Every second letter that has one, in words of which another letter is left to tell them by. */
const alike = (text: string): string | null =>
  changed(
    text,
    words(text, (word) =>
      [...word].every((letter) => ALIKE[letter])
        ? word
        : letters(word, (each) => ALIKE[each] ?? each),
    ),
  );

/** One digit within each word of four letters and more. */
const digits = (text: string): string | null =>
  changed(
    text,
    words(text, (word) => {
      const at = [...word].findIndex(
        (letter, i) =>
          DIGIT[letter] && /^[a-z]$/.test(word[i - 1] ?? '') && /^[a-z]$/.test(word[i + 1] ?? ''),
      );
      return at < 0 ? word : word.slice(0, at) + DIGIT[word[at] ?? ''] + word.slice(at + 1);
    }),
  );

/** A letter of the last word, four times; of those that stand alone. */
const repeated = (text: string): string | null => {
  const runs = [...text.matchAll(/(\p{L})(?!\p{M}|\1)/gu)].filter(
    ({ 0: letter, index }) => text[index - 1] !== letter,
  );
  const run = runs.at(-2) ?? runs.at(-1);
  if (!run) return null;
  return text.slice(0, run.index) + run[0].repeat(4) + text.slice(run.index + run[0].length);
};

const spaced = (text: string): string | null =>
  changed(
    text,
    words(text, (word) => {
      const all = graphemes(word);
      return all.length < 4 ? word : all.join('.');
    }),
  );

/** Those that a language's letters can have. */
export function disguisesOf(lang: PracticeLang): Disguise[] {
  const any: Disguise[] = [
    { name: 'zero-width spaces', of: between('\u200b') },
    { name: 'joiners', of: between('\u2060\u200d') },
    { name: 'soft hyphens', of: between('\u00ad') },
    { name: 'marks of direction', of: (text) => `\u202b${between('\u200f')(text)}\u202c` },
    { name: 'decomposed', of: (text) => changed(text, text.normalize('NFD')) },
    { name: 'spaced out by signs', of: spaced },
    { name: 'repeated', of: repeated },
  ];
  if (!LATIN.has(lang)) return any;
  return [
    ...any,
    { name: 'look-alikes', of: alike },
    { name: 'mathematical letters', of: styled(0x1d41a) },
    { name: 'wide letters', of: styled(0xff41) },
    { name: 'circled letters', of: styled(0x24d0) },
    { name: 'struck through', of: between('\u0336') },
    { name: 'digits', of: digits },
  ];
}
