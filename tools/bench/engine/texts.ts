/** What is asked in `npm run bench:engine`: tokens, of the lengths that pages and prompts have. */

/**
 * Tokens of the official prompt around a text in Qwen's tokenizer, counted by hand on the model
 * card's words: system turn, instruction and `Human user:` before it, the turn's end and the
 * assistant's beginning after it.
 */
export const PREFIX_TOKENS = 59;
export const TAIL_TOKENS = 5;

/** A small generator with a seed (mulberry32), so that every run asks the same. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A length as paragraphs have them: log-normal around a median (Box and Muller). */
export function logNormal(random: () => number, median: number, sigma: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}

/**
 * Lengths of page elements around a median.
 * @returns `count` lengths in tokens, in no order
 */
export function lengths(count: number, median: number): number[] {
  const random = seeded(median);
  return Array.from({ length: count }, () => {
    const length = Math.round(logNormal(random, median, 0.5));
    return Math.min(median * 6, Math.max(4, length));
  });
}

/** Random tokens of a vocabulary. */
export function tokens(count: number, vocabulary: number, seed: number): number[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => Math.floor(random() * vocabulary));
}

export interface Texts {
  readonly prefix: readonly number[];
  /** Texts with the tail. */
  readonly suffixes: readonly (readonly number[])[];
  /** Of the texts alone. */
  readonly medianTokens: number;
}

export function makeTexts(count: number, median: number, vocabulary: number): Texts {
  const own = lengths(count, median);
  return {
    prefix: tokens(PREFIX_TOKENS, vocabulary, 1),
    suffixes: own.map((length, i) => tokens(length + TAIL_TOKENS, vocabulary, 2 + i)),
    medianTokens: medianOf(own),
  };
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Texts in runs of a token budget, as the scheduler packs them: at least one a run. */
export function runsOf<T extends { readonly length: number }>(
  texts: readonly T[],
  budget: number,
): T[][] {
  const runs: T[][] = [];
  let room = 0;
  for (const text of texts) {
    if (runs.length === 0 || text.length > room) {
      runs.push([]);
      room = budget;
    }
    runs.at(-1)?.push(text);
    room -= text.length;
  }
  return runs;
}
