/**
 * Whether scores are the probabilities that they are taken for: the expected calibration error with
 * bins of equal width (Naeini, Cooper and Hauskrecht, 2015; Guo et al., 2017), for P(unsafe).
 */
import type { Scored } from './ranking';

export const BINS = 15;

export interface Bin {
  readonly low: number;
  readonly high: number;
  readonly items: number;
  /** Mean P(unsafe) of its items; null where there are none. */
  readonly mean: number | null;
  /** The part of them that is unsafe. */
  readonly unsafe: number | null;
}

/** A score of 1 is in the last bin, any other edge in the bin above it. */
export const binOf = (score: number, bins = BINS): number =>
  Math.min(bins - 1, Math.floor(score * bins));

export function calibration(items: readonly Scored[], bins = BINS): Bin[] {
  const sums = sumsOf(items, bins);
  return Array.from({ length: bins }, (_, bin) => {
    const count = sums.counts[bin] ?? 0;
    const share = (values: Float64Array) => (count === 0 ? null : (values[bin] ?? 0) / count);
    return {
      low: bin / bins,
      high: (bin + 1) / bins,
      items: count,
      mean: share(sums.scores),
      unsafe: share(sums.unsafe),
    };
  });
}

/** Σ over bins of (items / all) · |mean P − part that is unsafe|; null of no items. */
export function calibrationError(
  items: readonly Scored[],
  weights?: ArrayLike<number>,
  bins = BINS,
): number | null {
  const { counts, scores, unsafe } = sumsOf(items, bins, weights);
  let [error, all] = [0, 0];
  for (let bin = 0; bin < bins; bin++) {
    error += Math.abs((scores[bin] ?? 0) - (unsafe[bin] ?? 0));
    all += counts[bin] ?? 0;
  }
  return all === 0 ? null : error / all;
}

function sumsOf(items: readonly Scored[], bins: number, weights?: ArrayLike<number>) {
  const counts = new Float64Array(bins);
  const scores = new Float64Array(bins);
  const unsafe = new Float64Array(bins);
  const add = (sums: Float64Array, bin: number, value: number) => {
    sums[bin] = (sums[bin] ?? 0) + value;
  };
  items.forEach((item, i) => {
    const weight = weights ? (weights[i] ?? 0) : 1;
    if (weight === 0) return;
    const bin = binOf(item.score, bins);
    add(counts, bin, weight);
    add(scores, bin, weight * item.score);
    if (item.unsafe) add(unsafe, bin, weight);
  });
  return { counts, scores, unsafe };
}
