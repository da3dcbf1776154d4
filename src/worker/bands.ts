/**
 * Bands: stretches of a packed row whose attention is computed apart from each other. A text sees the
 * prefix and itself alone, so that of all scores in a row of twenty texts one in twenty counts. Each
 * band holds whole texts, one after the other; its queries meet the prefix and the band's own keys.
 */

export interface Bands {
  /** C. */
  readonly count: number;
  /** B: places for tokens in each; a band that has fewer ends in empty ones. */
  readonly size: number;
  /** [S]: where each token stands among all places, [C · B]. */
  readonly places: readonly number[];
}

/**
 * What a band takes beside its queries, in queries: its keys and values are gathered and laid out for
 * the products, so that many bands of a few tokens each are no gain. An estimate, not a measurement.
 */
const BAND_COST = 8;

/** Large enough to silence a key, small enough for a half. */
const MASKED = -6e4;

/** One band with all texts in it. @param lengths tokens of each text */
export const oneBand = (lengths: readonly number[]): Bands => bandsOf([sum(lengths)]);

/**
 * The bands that take the least work: each takes texts as long as it has room for them, and rooms from
 * the longest text on are tried.
 * @param past tokens of the prefix, which every band sees
 * @param lengths tokens of each text
 */
export function leastBands(past: number, lengths: readonly number[]): Bands {
  const tokens = sum(lengths);
  const work = (count: number, queries: number, size: number) =>
    (queries + count * BAND_COST) * (past + size);
  let best: readonly number[] = [tokens];
  let least = work(1, tokens, tokens);
  let room = Math.max(0, ...lengths);
  // A larger room is worth a look while it would be a gain if no place in it stayed empty.
  while (work(1, tokens, room) < least) {
    const { held, next } = filled(lengths, room);
    const size = Math.max(...held);
    const own = work(held.length, held.length * size, size);
    if (own < least) {
      least = own;
      best = held;
    }
    room = next;
  }
  return bandsOf(best);
}

/**
 * @returns `held`, tokens in each band; `next`, the least room in which a band would have held more
 */
function filled(
  lengths: readonly number[],
  room: number,
): { readonly held: readonly number[]; readonly next: number } {
  const held: number[] = [];
  let next = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const length of lengths) {
    if (last + length > room) {
      next = Math.min(next, last + length);
      held.push(last);
      last = 0;
    }
    last += length;
  }
  held.push(last);
  return { held, next };
}

/** @param held tokens in each band */
function bandsOf(held: readonly number[]): Bands {
  const size = Math.max(...held);
  const places = held.flatMap((tokens, band) =>
    Array.from({ length: tokens }, (_, i) => band * size + i),
  );
  return { count: held.length, size, places };
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/**
 * The token at each place, [C, B]; an empty one repeats token 0. Texts are whole in their bands, so
 * that a band's keys are those of its queries: W = B.
 */
export function tokensOf({ count, size, places }: Bands): Int32Array {
  const tokens = new Int32Array(count * size);
  places.forEach((place, token) => {
    tokens[place] = token;
  });
  return tokens;
}

/** What the tokens of bands may see, as an additive bias; nothing at first. */
export class BandBias {
  /** [C, 1, B, P+B]. */
  readonly values: Float32Array;

  constructor(
    private readonly past: number,
    private readonly bands: Bands,
  ) {
    const { count, size } = bands;
    this.values = new Float32Array(count * size * (past + size)).fill(MASKED);
  }

  /** Lets a token see tokens of the prefix. */
  showPast(token: number, from: number, to: number): void {
    const at = this.rowOf(token);
    this.values.fill(0, at + from, at + to);
  }

  /** Lets a token see tokens of its band. */
  show(token: number, from: number, to: number): void {
    const { size, places } = this.bands;
    // A band's tokens follow each other.
    const first = token - ((places[token] ?? 0) % size);
    const at = this.rowOf(token) + this.past - first;
    this.values.fill(0, at + from, at + to);
  }

  private rowOf(token: number): number {
    return (this.bands.places[token] ?? 0) * (this.past + this.bands.size);
  }
}
