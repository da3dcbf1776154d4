import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BINS, binOf, calibration, calibrationError } from './calibration';
import type { Scored } from './ranking';

const items = fc.array(
  fc.record({
    score: fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: BINS }).map((n) => n / BINS),
    ),
    unsafe: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

describe('calibration', () => {
  it('error is the sum over bins, by its definition', () => {
    fc.assert(
      fc.property(items, (list) => {
        const bins = new Map<number, Scored[]>();
        for (const item of list) {
          const bin = item.score === 1 ? BINS - 1 : Math.floor(item.score * BINS);
          bins.set(bin, [...(bins.get(bin) ?? []), item]);
        }
        let error = 0;
        for (const own of bins.values()) {
          const mean = own.reduce((sum, { score }) => sum + score, 0) / own.length;
          const unsafe = own.filter((each) => each.unsafe).length / own.length;
          error += (own.length / list.length) * Math.abs(mean - unsafe);
        }
        expect(calibrationError(list)).toBeCloseTo(error, 12);
      }),
    );
  });

  it('is perfect where scores are the truth, and none of nothing', () => {
    const sure = [0, 0, 1].map((score) => ({ score, unsafe: score === 1 }));
    expect(calibrationError(sure)).toBe(0);
    expect(calibrationError(sure.map((each) => ({ ...each, unsafe: !each.unsafe })))).toBe(1);
    expect(calibrationError([])).toBeNull();
  });

  it('puts every score into one bin, edges and ends too', () => {
    expect([0, 1 / BINS, 1].map((score) => binOf(score))).toEqual([0, 1, BINS - 1]);
    fc.assert(
      fc.property(items, (list) => {
        const bins = calibration(list);
        expect(bins.reduce((sum, bin) => sum + bin.items, 0)).toBe(list.length);
        for (const { items: own, mean, unsafe, low, high } of bins) {
          expect(mean === null).toBe(own === 0);
          expect(unsafe === null).toBe(own === 0);
          if (mean === null) continue;
          expect(mean).toBeGreaterThanOrEqual(low - 1e-9);
          expect(mean).toBeLessThanOrEqual(high + 1e-9);
        }
      }),
    );
  });
});
