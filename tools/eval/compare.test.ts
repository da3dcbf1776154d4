import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, QUANTILES } from './compare';
import type { JudgedItem } from './report/judged';

const item = (n: number, pUnsafe: number | null, more: Partial<JudgedItem> = {}): JudgedItem => ({
  file: 'a.jsonl',
  line: n,
  set: 'set',
  lang: n % 2 === 0 ? 'th' : 'en',
  label: n % 3 === 0 ? 'unsafe' : 'safe',
  content: `content ${n}`,
  flag: pUnsafe === null ? 'unknown' : pUnsafe >= 0.5 ? 'unsafe' : 'safe',
  pUnsafe,
  reason: pUnsafe === null ? 'bad-answer' : null,
  basis: null,
  ...more,
});

describe('two evaluations', () => {
  it('that are the same have no flip and no shift', () => {
    const items = [0.1, 0.7, 0.2, 0.9].map((p, i) => item(i, p));
    const { rows, onlyA, onlyB, moved } = compare(items, items);
    expect(rows.map(({ lang }) => lang)).toEqual(['en', 'th', null]);
    for (const { flips, shift } of rows) {
      expect(new Set(Object.values(flips))).toEqual(new Set([0]));
      expect(shift).toMatchObject({ mean: 0, meanAbsolute: 0, max: 0, quantiles: [0, 0, 0, 0] });
      expect(shift?.correlation).toBeCloseTo(1, 12);
    }
    expect([onlyA, onlyB, moved]).toEqual([0, 0, []]);
  });

  it('are compared item by item, whatever their order', () => {
    const a = [item(0, 0.4), item(1, 0.4), item(2, 0.6), item(3, null), item(4, 0.9), item(9, 1)];
    const b = [item(8, 1), item(4, null), item(3, 0.2), item(2, 0.1), item(1, 0.6), item(0, 0.6)];
    const { rows, onlyA, onlyB, moved } = compare(a, b);
    const all = rows.at(-1);
    expect(all).toMatchObject({
      lang: null,
      items: 5,
      // 0 is labelled unsafe, 1 and 2 are not.
      flips: {
        toUnsafe: 2,
        toSafe: 1,
        toUnknown: 1,
        fromUnknown: 1,
        becameRight: 2,
        becameWrong: 1,
      },
    });
    expect(all?.shift?.items).toBe(3);
    expect(all?.shift?.mean).toBeCloseTo((0.2 + 0.2 - 0.5) / 3);
    expect(all?.shift?.max).toBeCloseTo(0.5);
    expect([onlyA, onlyB]).toEqual([1, 1]);
    expect(moved.map(({ line }) => line)).toEqual([2, 0, 1]);
  });

  it('where the same text is in two sets or languages are apart', () => {
    const a = [item(0, 0.1, { content: 'same' }), item(1, 0.1, { content: 'same', set: 'other' })];
    expect(compare(a, a.slice(0, 1))).toMatchObject({ onlyA: 1, onlyB: 0 });
  });

  it('without scores have no shift, and without variance no correlation', () => {
    const words = [item(0, null, { flag: 'safe', basis: 'word' })];
    expect(compare(words, words).rows.at(-1)?.shift).toBeNull();
    const flat = [item(0, 0.5), item(2, 0.5)];
    expect(compare(flat, [item(0, 0.1), item(2, 0.9)]).rows.at(-1)?.shift?.correlation).toBeNull();
  });

  it('have the shifts that their definitions give', () => {
    const scores = fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
      { minLength: 3, maxLength: 30 },
    );
    fc.assert(
      fc.property(scores, (pairs) => {
        const found = compare(
          pairs.map(([a], i) => item(i, a)),
          pairs.map(([, b], i) => item(i, b)),
        ).rows.at(-1)?.shift;
        if (!found) throw new Error('there are scores');
        const n = pairs.length;
        const shifts = pairs.map(([a, b]) => b - a);
        expect(found.mean).toBeCloseTo(shifts.reduce((x, y) => x + y, 0) / n, 12);
        expect(found.max).toBe(Math.max(...shifts.map(Math.abs)));
        found.quantiles.forEach((value, i) => {
          const q = QUANTILES[i] ?? 0;
          const least = shifts.filter((each) => Math.abs(each) <= value + 1e-12).length;
          expect(least / n).toBeGreaterThanOrEqual(q - 1 / n - 1e-9);
        });
        if (found.correlation === null) return;
        expect(Math.abs(found.correlation)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
