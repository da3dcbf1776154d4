/** Intervals against the exact distribution that a bootstrap samples from, and against another way of making one. */
import { describe, expect, it } from 'vitest';
import { bootstrap } from './bootstrap';
import { areas, rank, type Scored } from './ranking';

const range = (length: number, from = 0) => Array.from({ length }, (_, i) => from + i);
const sampling = { replicates: 2_000, seed: 7, name: 'test' };

/** Quantile of a binomial distribution, by its terms. */
function binomialQuantile(n: number, p: number, q: number): number {
  let term = (1 - p) ** n;
  let sum = term;
  let k = 0;
  while (sum < q) {
    term *= ((n - k) / (k + 1)) * (p / (1 - p));
    sum += term;
    k++;
  }
  return k;
}

describe('the bootstrap', () => {
  it('draws from each stratum as many as there are', () => {
    const strata = [range(5), range(12, 5), range(1, 17)];
    bootstrap(18, strata, { ...sampling, replicates: 200 }, (weights) => {
      for (const stratum of strata)
        expect(stratum.reduce((sum, i) => sum + (weights[i] ?? 0), 0)).toBe(stratum.length);
      return {};
    });
  });

  it('finds the interval of a share that the binomial distribution has', () => {
    // 30 of 100: the number of hits in a sample is binomial with p = 0.3.
    const { share } = bootstrap(100, [range(100)], sampling, (weights) => ({
      share: range(30).reduce((sum, i) => sum + (weights[i] ?? 0), 0) / 100,
    }));
    expect(Math.abs((share?.low ?? 0) * 100 - binomialQuantile(100, 0.3, 0.025))).toBeLessThan(1.5);
    expect(Math.abs((share?.high ?? 0) * 100 - binomialQuantile(100, 0.3, 0.975))).toBeLessThan(
      1.5,
    );
  });

  it('agrees with a plain one that copies items and sorts them anew', () => {
    const scored: Scored[] = range(120).map((i) => ({
      score: ((i * 37) % 101) / 101 + (i % 3 === 0 ? 0.25 : 0),
      unsafe: i % 3 === 0,
    }));
    const classes = [true, false].map((is) => range(120).filter((i) => scored[i]?.unsafe === is));
    const ranking = rank(scored);
    const ours = bootstrap(120, classes, sampling, (weights) => ({ ...areas(ranking, weights) }));
    // Another generator, another way: Park and Miller's, items copied.
    let state = 12_345;
    const random = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    const aurocs = range(2_000)
      .map(() => {
        const sample = classes.flatMap((own) =>
          own.map(() => scored[own[Math.floor(random() * own.length)] ?? 0] as Scored),
        );
        return areas(rank(sample))?.auroc ?? Number.NaN;
      })
      .sort((a, b) => a - b);
    expect(Math.abs((ours.auroc?.low ?? 0) - (aurocs[50] ?? 0))).toBeLessThan(0.015);
    expect(Math.abs((ours.auroc?.high ?? 0) - (aurocs[1_949] ?? 0))).toBeLessThan(0.015);
  });

  it('gives the same interval for the same seed and name, another for another', () => {
    const of = (change: Partial<typeof sampling>) =>
      bootstrap(50, [range(50)], { ...sampling, replicates: 300, ...change }, (weights) => ({
        mean: range(50).reduce((sum, i) => sum + i ** 2 * (weights[i] ?? 0), 0),
      })).mean;
    expect(of({})).toEqual(of({}));
    expect(of({ seed: 8 })).not.toEqual(of({}));
    expect(of({ name: 'other' })).not.toEqual(of({}));
  });

  it('has no interval where a sample has no value, or none was drawn', () => {
    let n = 0;
    const of = bootstrap(3, [range(3)], { ...sampling, replicates: 10 }, () => ({
      always: 1,
      once: ++n === 5 ? null : 1,
    }));
    expect(of).toEqual({ always: { low: 1, high: 1 } });
    expect(bootstrap(3, [range(3)], { ...sampling, replicates: 0 }, () => ({ x: 1 }))).toEqual({});
    expect(bootstrap(0, [], { ...sampling, replicates: 5 }, () => ({}))).toEqual({});
  });
});
