/** Areas against formulas that share no code with them: pairs counted, sums over thresholds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areas, rank, type Scored, steps } from './ranking';

/** Few different scores, so that there are ties of every kind. */
const items = fc.array(
  fc.record({ score: fc.integer({ min: 0, max: 6 }).map((n) => n / 6), unsafe: fc.boolean() }),
  { minLength: 2, maxLength: 40 },
);
const both = items.filter(
  (list) => list.some(({ unsafe }) => unsafe) && list.some(({ unsafe }) => !unsafe),
);

const count = (list: readonly Scored[], is: (item: Scored) => boolean) => list.filter(is).length;

/** The Mann–Whitney statistic: of all pairs, those in the right order, a half for ties. */
function aurocByPairs(list: readonly Scored[]): number {
  let [right, pairs] = [0, 0];
  for (const bad of list.filter(({ unsafe }) => unsafe))
    for (const good of list.filter(({ unsafe }) => !unsafe)) {
      pairs++;
      if (bad.score > good.score) right++;
      else if (bad.score === good.score) right += 0.5;
    }
  return right / pairs;
}

/** Precision and recall at each score that occurs, by looking at all items each time. */
function pointsByThresholds(list: readonly Scored[]): { precision: number; recall: number }[] {
  const unsafe = count(list, (item) => item.unsafe);
  return [...new Set(list.map(({ score }) => score))]
    .sort((a, b) => b - a)
    .map((threshold) => {
      const hits = count(list, (item) => item.unsafe && item.score >= threshold);
      const flagged = count(list, (item) => item.score >= threshold);
      return { precision: hits / flagged, recall: hits / unsafe };
    });
}

const apByThresholds = (list: readonly Scored[]): number =>
  pointsByThresholds(list).reduce(
    (sum, { precision, recall }, i, all) =>
      sum + precision * (recall - (i === 0 ? 0 : (all[i - 1]?.recall ?? 0))),
    0,
  );

const auprcByThresholds = (list: readonly Scored[]): number => {
  const points = [{ precision: 1, recall: 0 }, ...pointsByThresholds(list)];
  return points.slice(1).reduce((sum, { precision, recall }, i) => {
    const before = points[i] ?? { precision: 1, recall: 0 };
    return sum + ((recall - before.recall) * (precision + before.precision)) / 2;
  }, 0);
};

describe('areas under curves', () => {
  it('are what pairs and thresholds give, ties included', () => {
    fc.assert(
      fc.property(both, (list) => {
        const found = areas(rank(list));
        expect(found?.auroc).toBeCloseTo(aurocByPairs(list), 12);
        expect(found?.averagePrecision).toBeCloseTo(apByThresholds(list), 12);
        expect(found?.auprc).toBeCloseTo(auprcByThresholds(list), 12);
      }),
      { numRuns: 300 },
    );
  });

  it('do not depend on the order in which items came', () => {
    fc.assert(
      fc.property(
        both.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
          ),
        ),
        ([list, other]) => {
          expect(areas(rank(other))).toEqual(areas(rank(list)));
        },
      ),
    );
  });

  it('depend on the order of scores alone', () => {
    fc.assert(
      fc.property(both, (list) => {
        const bent = list.map((item) => ({ ...item, score: item.score ** 3 / 2 + 0.1 }));
        expect(areas(rank(bent))).toEqual(areas(rank(list)));
      }),
    );
  });

  it('weigh an item as if it stood there so often', () => {
    fc.assert(
      fc.property(both, fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }), (list, weights) => {
        const repeated = list.flatMap((item, i) => new Array<Scored>(weights[i] ?? 0).fill(item));
        const weighted = areas(rank(list), weights);
        const plain = areas(rank(repeated));
        if (plain === null) expect(weighted).toBeNull();
        else
          for (const name of ['auprc', 'averagePrecision', 'auroc'] as const)
            expect(weighted?.[name]).toBeCloseTo(plain[name], 12);
      }),
    );
  });

  it('are those of known cases', () => {
    const list = (scores: string): Scored[] =>
      scores.split(' ').map((each) => ({ score: Number.parseFloat(each), unsafe: /!/.test(each) }));
    expect(areas(rank(list('0.9! 0.8! 0.2 0.1')))).toEqual({
      auprc: 1,
      averagePrecision: 1,
      auroc: 1,
    });
    expect(areas(rank(list('0.9 0.8 0.2! 0.1!')))?.auroc).toBe(0);
    // The example of scikit-learn's `roc_auc_score` and `average_precision_score`.
    const known = areas(rank(list('0.1 0.4 0.35! 0.8!')));
    expect(known?.auroc).toBe(0.75);
    expect(known?.averagePrecision).toBeCloseTo(0.8333333, 6);
    // And of `auc` over its precision-recall curve.
    expect(known?.auprc).toBeCloseTo(0.7916667, 6);
    // A guard that says the same of everything: a coin for AUROC, the base rate for AP.
    expect(areas(rank(list('0.5! 0.5 0.5 0.5')))).toEqual({
      auprc: 0.625,
      averagePrecision: 0.25,
      auroc: 0.5,
    });
  });

  it('are none of one class, and none of nothing', () => {
    expect(areas(rank([]))).toBeNull();
    expect(areas(rank([{ score: 0.3, unsafe: true }]))).toBeNull();
    expect(areas(rank([{ score: 0.3, unsafe: false }]))).toBeNull();
  });

  it('lie under steps that end with everything flagged', () => {
    fc.assert(
      fc.property(both, (list) => {
        const all = [...steps(rank(list))];
        expect(all.map(({ threshold }) => threshold)).toEqual(
          [...new Set(list.map(({ score }) => score))].sort((a, b) => b - a),
        );
        expect(all.at(-1)).toMatchObject({
          hits: count(list, ({ unsafe }) => unsafe),
          falseAlarms: count(list, ({ unsafe }) => !unsafe),
        });
      }),
    );
  });
});
