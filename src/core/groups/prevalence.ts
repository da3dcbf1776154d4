/**
 * How much of a site is unsafe, as far as the answers so far tell: a weight for each of a few
 * shares, after Bayes. It decides how large a group pays.
 */
import * as v from 'valibot';

/** Shares of elements that are unsafe. */
const SHARES = [0.0005, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.6] as const;
/** Most pages hold little or nothing unsafe. */
const PRIOR = [0.18, 0.18, 0.17, 0.15, 0.12, 0.08, 0.05, 0.04, 0.02, 0.01] as const;
/** No answer makes a share impossible: a site changes. */
const LEAST = 1e-4;

/** Weights of `SHARES`, as they are stored. */
export const StoredPrevalence = v.pipe(
  v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  v.length(SHARES.length),
);

export class Prevalence {
  #weights: readonly number[];

  constructor(weights: readonly number[] = PRIOR) {
    this.#weights = weights;
  }

  get weights(): readonly number[] {
    return this.#weights;
  }

  /** The share of unsafe elements that is to be expected. */
  get mean(): number {
    return this.#weights.reduce((sum, weight, i) => sum + weight * (SHARES[i] ?? 0), 0);
  }

  /** `count` elements that nothing was known of were judged together. */
  saw(count: number, isUnsafe: boolean): void {
    const likely = this.#weights.map((weight, i) => {
      const allSafe = (1 - (SHARES[i] ?? 0)) ** count;
      return Math.max(LEAST, weight * (isUnsafe ? 1 - allSafe : allSafe));
    });
    const sum = likely.reduce((total, weight) => total + weight, 0);
    this.#weights = likely.map((weight) => weight / sum);
  }

  /**
   * How many elements to judge together, so that safe and unsafe are equally likely: an answer tells
   * most then (group testing; Hwang, JASA 67, 1972).
   */
  groupSize(most: number): number {
    const size = Math.floor(Math.log(0.5) / Math.log(1 - this.mean));
    return Math.min(most, Math.max(1, size));
  }
}
