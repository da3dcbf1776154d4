/**
 * Intervals by the percentile bootstrap (Efron, 1979): what is measured is measured again on
 * samples drawn with replacement from the items themselves.
 *
 * Drawn within strata (set, language and label), so that each sample has the items of each class
 * that the data has: how much of it is unsafe is the choice of who made the set, not chance, and no
 * sample is without one of the classes. The intervals are therefore for this mixture.
 */
import { createHash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { quantileSorted } from 'simple-statistics';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The same seed and name give the same samples. */
export interface Sampling {
  readonly replicates: number;
  readonly seed: number;
  /** What is measured: other rows of a report have other samples. */
  readonly name: string;
}

/** With a confidence of 95 %. */
const TAIL = 0.025;

/**
 * @param strata the places of the items in each stratum
 * @param measure by how often each item was drawn; null where it has no value
 * @returns by the measures' names; a measure that had no value in some sample has no interval
 */
export function bootstrap<Name extends string>(
  items: number,
  strata: readonly (readonly number[])[],
  { replicates, seed, name }: Sampling,
  measure: (weights: Uint32Array) => Readonly<Partial<Record<Name, number | null>>>,
): Partial<Record<Name, Interval>> {
  const generator = xoroshiro128plus(seedOf(seed, name));
  const weights = new Uint32Array(items);
  const found = new Map<Name, number[]>();
  const missing = new Set<Name>();
  for (let replicate = 0; replicate < replicates; replicate++) {
    weights.fill(0);
    for (const stratum of strata) {
      for (let draw = 0; draw < stratum.length; draw++) {
        const place = stratum[uniformInt(generator, 0, stratum.length - 1)] ?? 0;
        weights[place] = (weights[place] ?? 0) + 1;
      }
    }
    for (const [key, value] of Object.entries<number | null | undefined>(measure(weights))) {
      const measured = key as Name;
      if (value === null || value === undefined) missing.add(measured);
      else if (!found.get(measured)?.push(value)) found.set(measured, [value]);
    }
  }
  const intervals: Partial<Record<Name, Interval>> = {};
  for (const [key, values] of found) {
    if (missing.has(key)) continue;
    values.sort((a, b) => a - b);
    intervals[key] = {
      low: quantileSorted(values, TAIL),
      high: quantileSorted(values, 1 - TAIL),
    };
  }
  return intervals;
}

const seedOf = (seed: number, name: string): number =>
  createHash('sha256').update(`${seed}\n${name}`).digest().readInt32BE(0);
