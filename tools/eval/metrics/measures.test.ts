import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Judgement, type Measures, measuresOf } from './measures';
import { areas, rank } from './ranking';

const sampling = { replicates: 50, seed: 1, name: 'test' };

/** `0.9!` is unsafe with that score; `?!` is unknown, `unsafe` and `safe` are words. */
function judged(list: string, threshold = 0.5): Judgement[] {
  return list
    .split(' ')
    .filter((each) => each !== '')
    .map((each) => {
      const said = each.replace('!', '');
      const p = Number(said);
      const isScore = !Number.isNaN(p);
      const flag = said === '?' ? 'unknown' : isScore ? (p >= threshold ? 'unsafe' : 'safe') : said;
      return {
        unsafe: each.endsWith('!'),
        flag: flag as Judgement['flag'],
        pUnsafe: isScore ? p : null,
        reason: said === '?' ? 'too-long' : null,
        basis: said === 'safe' || said === 'unsafe' ? 'word' : null,
        stratum: '',
      };
    });
}

const of = (list: string) => measuresOf(judged(list), sampling);
const whys = ({ measures }: Measures) =>
  Object.fromEntries(
    Object.entries(measures).flatMap(([name, each]) =>
      each.value === null ? [[name, each.why]] : [],
    ),
  );

describe('the measures of a row', () => {
  it('are the textbook’s at the threshold', () => {
    const { measures, flagged } = of('0.9! 0.8! 0.3! 0.7 0.2 0.1 0.5');
    expect(flagged).toBe(4);
    expect(measures.recall.value).toBeCloseTo(2 / 3);
    expect(measures.precision.value).toBeCloseTo(2 / 4);
    expect(measures.falsePositiveRate.value).toBeCloseTo(2 / 4);
    expect(measures.f1.value).toBeCloseTo(4 / 7);
  });

  it('have intervals around their values', () => {
    const { measures } = of('0.9! 0.8! 0.3! 0.7 0.2 0.1 0.5 0.6! 0.05');
    for (const each of Object.values(measures)) {
      if (each.value === null || each.low === null || each.high === null)
        throw new Error('all have one');
      expect(each.low).toBeLessThanOrEqual(each.high);
      expect(each.high).toBeLessThanOrEqual(1);
      expect(each.low).toBeGreaterThanOrEqual(0);
    }
  });

  it('are null with a reason of one class, never NaN', () => {
    const unsafe = of('0.9! 0.2!');
    expect(whys(unsafe)).toEqual({
      ...Object.fromEntries(
        ['auprc', 'averagePrecision', 'auroc', 'f1', 'precision', 'falsePositiveRate'].map(
          (name) => [name, 'there is no safe item with an answer'],
        ),
      ),
    });
    expect(unsafe.measures.recall.value).toBe(0.5);
    const safe = of('0.9 0.2');
    expect(Object.keys(whys(safe)).sort()).toEqual(
      ['auprc', 'auroc', 'averagePrecision', 'f1', 'precision', 'recall'].sort(),
    );
    expect(safe.measures.falsePositiveRate.value).toBe(0.5);
    expect(new Set(Object.values(whys(safe)))).toEqual(
      new Set(['there is no unsafe item with an answer']),
    );
  });

  it('are null with a reason of nothing, and where nothing is flagged', () => {
    for (const empty of [of(''), of('? ?!')])
      expect(new Set(Object.values(whys(empty)))).toEqual(new Set(['there is no answer']));
    expect(whys(of('0.1! 0.2'))).toEqual({ precision: 'nothing is flagged' });
    expect(of('0.1! 0.2').measures.f1.value).toBe(0);
  });

  it('say so where the guard gave words: what needs a score has none', () => {
    const mixed = of('unsafe! safe safe! 0.7');
    expect(mixed.words).toBe(3);
    const why = '3 of 4 answers are a word without a probability';
    expect(whys(mixed)).toEqual({
      auprc: why,
      averagePrecision: why,
      auroc: why,
      calibrationError: why,
    });
    expect(mixed.measures.recall.value).toBe(0.5);
    expect(mixed.measures.falsePositiveRate.value).toBe(0.5);
  });

  it('leave out what is unknown and count it, and say what it could be at worst', () => {
    const some = of('0.9! 0.8! ?! 0.1 0.2 ? ?');
    expect(some.unknown).toEqual({ items: 3, unsafe: 1, safe: 2, reasons: { 'too-long': 3 } });
    expect(some.measures.recall.value).toBe(1);
    expect(some.measures.falsePositiveRate.value).toBe(0);
    expect(some.worst?.recall).toBeCloseTo(2 / 3);
    expect(some.worst?.falsePositiveRate).toBeCloseTo(2 / 4);
    expect(some.worst?.f1).toBeCloseTo(4 / 7);
    expect(of('0.9! 0.1').worst).toBeNull();
  });

  it('cannot be worse than at worst, whatever the unknown ones would have been', () => {
    const letter = fc.record({
      p: fc.option(fc.integer({ min: 0, max: 5 }).map((n) => n / 5)),
      unsafe: fc.boolean(),
      truth: fc.integer({ min: 0, max: 5 }).map((n) => n / 5),
    });
    const lists = fc
      .array(letter, { minLength: 2, maxLength: 20 })
      .filter((list) => list.some(({ p }) => p === null))
      .filter((list) => new Set(list.map(({ unsafe }) => unsafe)).size === 2);
    fc.assert(
      fc.property(lists, (list) => {
        const written = list.map(({ p, unsafe }) => `${p ?? '?'}${unsafe ? '!' : ''}`).join(' ');
        const { worst } = measuresOf(judged(written), { ...sampling, replicates: 0 });
        const real = list.map(({ p, unsafe, truth }) => ({ score: p ?? truth, unsafe }));
        const found = areas(rank(real));
        expect(found?.auroc).toBeGreaterThanOrEqual((worst?.auroc ?? 2) - 1e-12);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are numbers or null for anything', () => {
    const word = fc.constantFrom('0', '0.5', '0.77', '1', '?', 'safe', 'unsafe');
    const letters = fc.tuple(word, fc.constantFrom('', '!')).map((pair) => pair.join(''));
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), (list) => {
        const found = measuresOf(judged(list.join(' ')), { ...sampling, replicates: 5 });
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
        for (const each of Object.values(found.measures))
          if (each.value !== null) expect(Number.isFinite(each.value)).toBe(true);
          else expect(each.why).not.toBe('');
      }),
    );
  });
});
