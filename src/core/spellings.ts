/**
 * Other readings of a text whose spelling leaves a doubt: letters repeated (`killl`: one or two?),
 * digits and signs in a letter's place (`1d10t`), words that may be Latin in another alphabet's
 * letters. The text itself is always asked, and each of these beside it; the worst counts.
 *
 * Three at most. One reading has every repeated letter once and `1` as i, the second twice and `1`
 * as l, the third mixes them as words of Latin letters mostly do, consonants twice and vowels once
 * (`killl yourseeelf`); it is there only where both kinds are repeated. Most texts have none.
 */
import { withoutLookAlikes } from './look-alikes';
import { windowEnd } from './windows';

/** What stands for a letter within a word. */
const LETTER_OF: Readonly<Record<string, string>> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
};
/** Letters, and signs that stand for some. What comes after tells an address from a word. */
const CODED =
  /(?<![\p{L}\p{M}\d@$!.])(?:[\p{Script=Latin}\p{M}\d@$]|!(?=[\p{Ll}\d])){3,24}(?![\p{L}\p{M}\d@$]|\.\p{L}|:?\/\/)/gu;
/** One or two of them between two letters: a model's number has more. */
const INSIDE = /\p{Script=Latin}\p{M}*[0134579@$!]{1,2}(?=\p{Script=Latin})/u;
/** Or one before a word: `4njing`, `$hit`. A number stands before a short word: 5kg, 3rd, 1juta. */
const BEFORE = /^(?:[01345](?=\p{Ll}{5})|\$(?=\p{Ll}{2}))/u;
/** H1N1, B2B: capitals by twos and threes are a name. */
const NAME = /^(?=(?:[^\p{L}]*\p{L}){1,3}[^\p{L}]*$)[^\p{Ll}]*$/u;
const DIGITS = /\d/gu;
const LETTERS = /\p{L}/gu;
const THRICE_DIGITS = /\d{3}/u;

/** A letter with its marks three times and more, or a mark alone twice. */
const REPEATED = /((?!www)\p{L}(?:\p{M}|(?<=[\u1039\u17d2])\p{L})?)\1{2,}|(\p{M})\2+/giu;
/** Numbers of kings and chapters. */
const NUMERAL = /^(?=[IVXLCM]+$)M*(?:CM|CD|D?C*)(?:XC|XL|L?X*)(?:IX|IV|V?I*)$/iu;
/** Tagalog says a syllable twice: maaari, naaalala. */
const REDUPLICATED = /^(?:[kmnp]a|maka|naka|i?pina)aa(?!a)\p{L}/iu;
/** Without this there is no other reading. */
const DOUBTFUL = /(\p{L}\p{M}?)\1\1|(\p{M})\2|\p{L}\p{M}?[0134579@$!]{1,2}\p{L}|[01345$]\p{L}{2}/iu;
const WORD = /[\p{L}\p{M}]+/gu;
const VOWEL = /^[aeiouy]$/iu;

const SENTENCES = new Intl.Segmenter(undefined, { granularity: 'sentence' });
/** UTF-16 units. */
const PIECE = 1_000;

type Times = (letter: string) => 1 | 2;
const READINGS: readonly (readonly [Times, one: string])[] = [
  [() => 1, 'i'],
  [() => 2, 'l'],
  [(letter) => (VOWEL.test(letter.normalize('NFD').charAt(0)) ? 1 : 2), 'i'],
];

/**
 * The text, and up to three other readings of it that differ from it and each other.
 * @param text folded and normalised
 */
export function spellings(text: string): [string, ...string[]] {
  const plain = withoutLookAlikes(text, true);
  if (plain === text && !DOUBTFUL.test(text)) return [text];
  const others = READINGS.map(([times, one]) => shortened(decoded(plain, one), times));
  return [text, ...new Set(others.filter((other) => other !== text))];
}

/**
 * The other readings of those sentences that have any, as one text: what is to be asked beside the
 * text where each question is dear. Empty where there is none.
 */
export function respelled(text: string): string {
  if (spellings(text).length === 1) return '';
  const sentences: string[] = [];
  // Piece by piece: Intl's cost grows faster than the text.
  for (let start = 0; start < text.length; ) {
    const end = windowEnd(text, start, PIECE);
    for (const { segment } of SENTENCES.segment(text.slice(start, end))) sentences.push(segment);
    start = end;
  }
  return sentences.flatMap((sentence) => spellings(sentence.trim()).slice(1)).join('\n');
}

/** Digits and signs in words as the letters that they stand for. */
function decoded(text: string, one: string): string {
  return text.replace(CODED, (word) => {
    const letters = word.match(LETTERS)?.length ?? 0;
    const digits = word.match(DIGITS)?.length ?? 0;
    const isCoded = INSIDE.test(word) || BEFORE.test(word);
    if (!isCoded || digits > letters + 1 || NAME.test(word) || THRICE_DIGITS.test(word))
      return word;
    return word.replace(/[0134579@$!]/g, (sign) => (sign === '1' ? one : LETTER_OF[sign]) ?? sign);
  });
}

function shortened(text: string, times: Times): string {
  return text.replace(WORD, (word) =>
    NUMERAL.test(word) || REDUPLICATED.test(word)
      ? word
      : word.replace(REPEATED, (run: string, letter?: string, mark?: string) =>
          mark === undefined ? run.slice(0, (letter?.length ?? 1) * times(letter ?? '')) : mark,
        ),
  );
}
