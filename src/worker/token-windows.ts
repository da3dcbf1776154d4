/**
 * A text of any length as suffixes to ask a guard: one where it is short, else windows of so many
 * tokens that overlap. Where to cut is told by characters (core/windows), how many of them make a
 * window by the tokens that the ones before had. A window whose spelling leaves a doubt is asked in
 * its other readings too (core/spellings). The work is bounded whatever the text.
 */
import { cutText, QUESTION_SHARE } from '../core/limits';
import { spellings } from '../core/spellings';
import { nextStart, windowEnd } from '../core/windows';
import type { PromptKind } from '../platform/guard-protocol';
import type { PromptTokenizer, Question } from './prompt';

/**
 * Tokens of a window at most: some 1,500 letters of English, so that nearly every element of a page
 * is seen whole, and several fit a run near 100 ms on a graphics card (up to 2,048 tokens). The same
 * on every device, since verdicts are kept and must not depend on the day's speed.
 */
export const WINDOW_TOKENS = 384;
/** Tokens, about, that a window repeats of the one before. */
const OVERLAP_TOKENS = 48;
/** Tokens that the guards were trained on. */
const MAX_TEXT_TOKENS = 8_192;
/** UTF-16 units a token at most, on average: a window of more is not even tried. */
const UNITS_PER_TOKEN = 8;
/** Tokens of an image's caption at most: all of it in most scripts, since captions are bounded. */
const CAPTION_TOKENS = 1_024;
/** Of a text that has not been measured: few enough for any script. */
const FIRST_SAMPLE = 512;
/** Tries to make a window fit before it is cut so short that it must. */
const MAX_TRIES = 6;
/** Tokens of one UTF-16 unit at most: three bytes. */
const TOKENS_PER_UNIT = 3;

/** Text, or an answer and its question: what may have to be cut. */
type TextQuestion = Exclude<Question, { readonly kind: 'image' }>;

export interface Windows {
  /** The text's own windows, then other readings of them. */
  readonly suffixes: readonly (readonly number[])[];
  /** False where only the beginning of the text is in the windows. */
  readonly whole: boolean;
}

type Tokenizer = Pick<PromptTokenizer, 'suffix' | 'textTokens'> & {
  prefix(kind: PromptKind): { readonly length: number };
};

/** @param contextLimit tokens that the guard takes in one prompt, and of one text in all windows */
export function tokenWindows(
  prompt: Tokenizer,
  asked: TextQuestion,
  contextLimit: number,
): Windows {
  const total = Math.min(contextLimit, MAX_TEXT_TOKENS);
  const limit = Math.max(
    1,
    Math.min(WINDOW_TOKENS, contextLimit - prompt.prefix(asked.kind).length),
  );
  const text = cutText(asked.text, total * UNITS_PER_TOKEN);
  const head = headOf(prompt, asked, limit * QUESTION_SHARE);
  const encode = (part: string): readonly number[] => prompt.suffix({ ...head, text: part });
  const suffixes: (readonly number[])[] = [];
  const others: (readonly number[])[] = [];
  let tokens = 0;
  let whole = text.length === asked.text.length;
  for (const { part, suffix } of windowsIn(text, limit, encode)) {
    tokens += suffix.length;
    if (suffixes.length > 0 && tokens > total) {
      whole = false;
      break;
    }
    suffixes.push(suffix);
    // Other readings have no part in the limit: a page could push its own end out with them.
    for (const spelling of spellings(part).slice(1))
      for (const other of windowsIn(spelling, limit, encode)) others.push(other.suffix);
  }
  return { suffixes: [...suffixes, ...others], whole };
}

/** A text in windows that overlap, none of more tokens than the limit. */
function* windowsIn(
  text: string,
  limit: number,
  encode: (part: string) => readonly number[],
): Generator<{ readonly part: string; readonly suffix: readonly number[] }> {
  const cutter = new Cutter(text, limit, encode);
  for (let start = 0; ; ) {
    const { end, suffix } = cutter.windowAt(start);
    yield { part: text.slice(start, end), suffix };
    if (end >= text.length) return;
    start = nextStart(text, start, end, cutter.unitsOf(OVERLAP_TOKENS));
  }
}

/**
 * What is asked about an image: always one window, with as much of the caption as fits.
 * @throws RangeError when the image leaves no room for the prompt itself
 */
export function imageWindow(
  prompt: Tokenizer,
  caption: string,
  imageTokens: number,
  contextLimit: number,
): { readonly suffix: readonly number[]; readonly whole: boolean } {
  const encode = (text: string) => prompt.suffix({ kind: 'image', text, imageTokens });
  const around = encode('').length;
  const room = contextLimit - prompt.prefix('image').length - around;
  if (room < 0)
    throw new RangeError(`${imageTokens} tokens of an image are too many for this guard`);
  if (room === 0 || caption === '') return { suffix: encode(''), whole: caption === '' };
  const cutter = new Cutter(caption, around + Math.min(CAPTION_TOKENS, room), encode);
  const { end, suffix } = cutter.windowAt(0);
  return { suffix, whole: end >= caption.length };
}

/** What is asked, with no more of the question than may take a part of each window. */
function headOf(prompt: Tokenizer, asked: TextQuestion, limit: number): TextQuestion {
  if (asked.kind === 'prompt') return asked;
  const { question } = asked;
  const cutter = new Cutter(question, limit, (part) => prompt.textTokens(part));
  return { ...asked, question: question.slice(0, cutter.windowAt(0).end) };
}

/** Finds how many characters make a window. */
class Cutter {
  /** Tokens around the text in every window. */
  private readonly around: number;
  /** Tokens a unit, as last measured. */
  private rate = 0;

  constructor(
    private readonly text: string,
    private readonly limit: number,
    private readonly encode: (part: string) => readonly number[],
  ) {
    this.around = encode('').length;
  }

  /** Units that have about this many tokens. */
  unitsOf(tokens: number): number {
    return Math.max(1, Math.floor(tokens / Math.max(this.rate, 1 / UNITS_PER_TOKEN)));
  }

  windowAt(start: number): { end: number; suffix: readonly number[] } {
    const { text, limit, around } = this;
    const room = Math.max(1, limit - around);
    if (this.rate === 0) this.measure(text.slice(start, start + FIRST_SAMPLE));
    let length = this.unitsOf(room);
    for (let tries = 1; ; tries++) {
      const end = windowEnd(text, start, length);
      const suffix = this.encode(text.slice(start, end));
      this.rate = Math.max(0, suffix.length - around) / Math.max(1, end - start);
      if (suffix.length <= limit || length === 1 || tries > MAX_TRIES + 1) return { end, suffix };
      length =
        tries < MAX_TRIES
          ? Math.max(1, Math.min(length - 1, Math.floor(this.unitsOf(room) * 0.95)))
          : Math.max(1, Math.floor(room / TOKENS_PER_UNIT));
    }
  }

  private measure(sample: string): void {
    const tokens = this.encode(sample).length - this.around;
    this.rate = Math.max(1, tokens) / Math.max(1, sample.length);
  }
}
