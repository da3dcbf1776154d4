/**
 * Where a long text is cut into windows that overlap: at sentence ends where there is one, else at
 * white space, else between characters as a reader sees them. A guard is asked about each window,
 * and the worst one counts.
 */

const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Part of a window's length in which its end is looked for. */
const END_ZONE = 1 / 3;
/** Units before a place from which characters are told apart; longer ones may be cut. */
const LOOK_BACK = 64;
/** The same before that, in a row of flags. */
const FLAGS_BACK = 4 * LOOK_BACK;

/**
 * A good end for a window.
 * @param length UTF-16 units that the window may have, at least 1
 * @returns an index in (start, start + length], or the text's end
 */
export function windowEnd(text: string, start: number, length: number): number {
  const limit = start + Math.floor(length);
  if (limit >= text.length) return text.length;
  const from = limit - Math.floor(length * END_ZONE);
  const zone = text.slice(from, limit);
  const end = sentenceEnd(zone) || clauseEnd(zone);
  const boundary = characterBoundary(text, end > 0 ? from + end : limit);
  // A character that is longer than the whole window is cut; half of a pair has nowhere to go.
  return boundary > start ? boundary : Math.min(text.length, wholePair(text, limit));
}

/**
 * Where the window after one that ended at `end` begins, so that what lies across the cut is seen
 * whole: at a word's beginning where there is one.
 * @param overlap UTF-16 units to repeat at most
 * @returns an index in (start, end]
 */
export function nextStart(text: string, start: number, end: number, overlap: number): number {
  const from = characterBoundary(text, Math.max(start + 1, end - Math.floor(overlap)));
  let word = 0;
  // Intl knows words in Thai and Burmese, which put no space between them.
  const zone = text.slice(from, end);
  for (const { index } of WORDS.segment(zone))
    if (index > 0) {
      word = index;
      break;
    }
  const next = characterBoundary(text, from + word);
  if (next > start && next <= end) return next;
  return from > start && from <= end ? from : end;
}

/** Where the last sentence in a text begins; Intl knows the signs that end one in every script. */
function sentenceEnd(text: string): number {
  let last = 0;
  for (const { index } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text))
    last = index;
  return last;
}

/** Where the last white space begins, 0 where there is none: Thai ends its clauses with it. */
const clauseEnd = (text: string): number => Math.max(0, text.search(/\s+\S*$/));

/** The last boundary between characters at or before `index`, looking back a little way only. */
export function characterBoundary(text: string, index: number): number {
  if (index >= text.length) return text.length;
  let from = Math.max(0, index - LOOK_BACK);
  if (isLow(text, from)) from++;
  // Flags are pairs of letters: which two belong together is told from the first of them, or in a
  // longer row of them from wherever that is: one may be cut.
  const first = Math.max(0, from - FLAGS_BACK);
  while (from - 2 >= first && isRegional(text, from) && isRegional(text, from - 2)) from -= 2;
  let boundary = from;
  const around = text.slice(from, index + LOOK_BACK);
  for (const { index: at } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(
    around,
  )) {
    if (from + at > index) break;
    boundary = from + at;
  }
  return boundary > from || from === 0 ? boundary : wholePair(text, index);
}

/** `index`, or the one after where it would part a surrogate pair. */
const wholePair = (text: string, index: number): number => (isLow(text, index) ? index + 1 : index);

function isLow(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  const before = text.charCodeAt(index - 1);
  return unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
}

function isRegional(text: string, index: number): boolean {
  const point = text.codePointAt(index) ?? 0;
  return point >= 0x1f1e6 && point <= 0x1f1ff;
}

/**
 * A long text in windows that overlap by an eighth.
 * @param length UTF-16 units of a window
 * @param most windows at most; `whole` is false where the text goes on after the last
 */
export function windowsOf(
  text: string,
  length: number,
  most: number,
): { windows: string[]; whole: boolean } {
  const windows: string[] = [];
  let start = 0;
  while (windows.length < most) {
    const end = windowEnd(text, start, length);
    windows.push(text.slice(start, end));
    if (end >= text.length) return { windows, whole: true };
    start = nextStart(text, start, end, length / 8);
  }
  return { windows, whole: false };
}
