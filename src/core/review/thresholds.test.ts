import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { share } from './interval';
import { decision, entry, key, START } from './testing/entries';
import { type Judged, judgedByGuard, report, reportsByLanguage } from './thresholds';

describe('share', () => {
  // Wilson's interval at 95 %, as tables of it have it.
  it.each([
    [0, 10, 0, 0.2775],
    [1, 1, 0.2065, 1],
    [8, 10, 0.4902, 0.9433],
    [10, 10, 0.7225, 1],
    [50, 100, 0.4038, 0.5962],
  ])('%d of %d lies between %d and %d', (hits, of, low, high) => {
    const found = share(hits, of);
    expect(found).toMatchObject({ value: hits / of, of });
    expect(found?.low).toBeCloseTo(low, 4);
    expect(found?.high).toBeCloseTo(high, 4);
  });

  it('ends where the share seen would just be believed', () => {
    const cases = fc
      .integer({ min: 1, max: 5_000 })
      .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
    fc.assert(
      fc.property(cases, ([hits, of]) => {
        const found = share(hits, of);
        if (!found) throw new Error('no share');
        const { value, low, high } = found;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        const far = (end: number) => Math.abs(value - end) / Math.sqrt((end * (1 - end)) / of);
        if (hits > 0) expect(far(low)).toBeCloseTo(1.96, 3);
        if (hits < of) expect(far(high)).toBeCloseTo(1.96, 3);
      }),
    );
  });

  it('knows nothing of no cases', () => {
    expect(share(0, 0)).toBeNull();
  });
});

const many = (
  count: number,
  pUnsafe: number,
  guard: Judged['guard'],
  person: Judged['person'],
  language: string | null = 'en',
): Judged[] => Array.from({ length: count }, () => ({ pUnsafe, guard, person, language }));

/** 100 decisions: 45 unsafe, 40 of them flagged; 10 flagged that are safe. */
const HUNDRED = [
  ...many(40, 0.9, 'unsafe', 'unsafe'),
  ...many(10, 0.6, 'unsafe', 'safe'),
  ...many(5, 0.4, 'safe', 'unsafe'),
  ...many(45, 0.1, 'safe', 'safe'),
];

describe('report', () => {
  it('has precision and recall at each threshold', () => {
    const { decided, unsafe, points } = report(HUNDRED);
    expect({ decided, unsafe }).toEqual({ decided: 100, unsafe: 45 });
    const rates = points.map(({ threshold, flagged, precision, recall }) => [
      threshold,
      flagged,
      precision?.value,
      recall?.value,
    ]);
    expect(rates).toEqual([
      [0.1, 100, 45 / 100, 1],
      [0.4, 55, 45 / 55, 1],
      [0.6, 50, 40 / 50, 40 / 45],
      [0.9, 40, 1, 40 / 45],
    ]);
  });

  it('suggests by the lower ends, and by F1', () => {
    const { strict, balanced, quiet } = report(HUNDRED).suggested;
    // 45 of 45: from 45 / (45 + 1.96²) = 0.921. 40 of 45 would be from 0.765.
    expect(strict).toMatchObject({ known: true, threshold: 0.4, recall: { value: 1 } });
    if (strict.known) expect(strict.recall?.low).toBeCloseTo(0.9213, 4);
    // 40 of 40: from 40 / (40 + 1.96²) = 0.912. 40 of 50 would be from 0.67.
    expect(quiet).toMatchObject({ known: true, threshold: 0.9, precision: { value: 1 } });
    if (quiet.known) expect(quiet.precision.low).toBeCloseTo(0.9124, 4);
    // F1 at 0.1: 0.62; at 0.4: 0.90; at 0.6: 0.84; at 0.9: 0.94.
    expect(balanced).toMatchObject({ known: true, threshold: 0.9 });
  });

  it('flags those with the same P together', () => {
    const tied = [...many(30, 0.7, 'unsafe', 'unsafe'), ...many(30, 0.7, 'unsafe', 'safe')];
    const mixed = tied.toSorted((_a, b) => (b.person === 'safe' ? -1 : 1));
    for (const judged of [tied, tied.toReversed(), mixed]) {
      const { points, suggested } = report(judged);
      expect(points).toMatchObject([{ threshold: 0.7, flagged: 60, precision: { value: 0.5 } }]);
      expect(suggested.quiet).toEqual({ known: false, why: 'out-of-reach' });
    }
  });

  it('counts as one does by hand, whatever was decided', () => {
    const flag = fc.constantFrom('safe' as const, 'unsafe' as const);
    const each = fc.record({
      pUnsafe: fc.constantFrom(0, 0.2, 0.5, 0.501, 0.99, 1),
      guard: flag,
      person: flag,
      language: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(each, { minLength: 60, maxLength: 90 }), (judged) => {
        const safe = judged.filter(({ guard }) => guard === 'safe').length;
        const unsafe = judged.filter(({ person }) => person === 'unsafe').length;
        for (const { threshold, flagged, precision, recall } of report(judged).points) {
          const above = judged.filter(({ pUnsafe }) => pUnsafe >= threshold);
          const hits = above.filter(({ person }) => person === 'unsafe').length;
          expect(flagged).toBe(above.length);
          expect(precision).toEqual(share(hits, above.length));
          expect(recall).toEqual(safe >= 20 ? share(hits, unsafe) : null);
        }
      }),
    );
  });

  it('knows no recall where little that was called safe has been decided', () => {
    const { points, suggested } = report([
      ...many(40, 0.9, 'unsafe', 'unsafe'),
      ...many(15, 0.6, 'unsafe', 'safe'),
      ...many(5, 0.1, 'safe', 'unsafe'),
    ]);
    const why = { known: false, why: 'few-called-safe', missing: 15 };
    expect(suggested).toMatchObject({ strict: why, balanced: why });
    expect(suggested.quiet).toMatchObject({ known: true, threshold: 0.9, recall: null });
    expect(points.map(({ threshold, recall }) => [threshold, recall])).toEqual([
      [0.6, null],
      [0.9, null],
    ]);
  });

  it.each([
    ['nothing', [], { why: 'few-decisions', missing: 50 }],
    ['few', many(49, 0.9, 'unsafe', 'unsafe'), { why: 'few-decisions', missing: 1 }],
    ['unsafe alone', many(60, 0.9, 'unsafe', 'unsafe'), { why: 'few-safe', missing: 10 }],
    ['safe alone', many(60, 0.9, 'unsafe', 'safe'), { why: 'few-unsafe', missing: 10 }],
    [
      'hardly any that is unsafe',
      [...many(60, 0.1, 'safe', 'safe'), ...many(9, 0.9, 'unsafe', 'unsafe')],
      { why: 'few-unsafe', missing: 1 },
    ],
  ])('suggests nothing from %s, and says what is missing', (_name, judged, why) => {
    const unknown = { known: false, ...why };
    expect(report(judged).suggested).toEqual({
      strict: unknown,
      balanced: unknown,
      quiet: unknown,
    });
  });
});

it('reports on each language, and says of which there is too little', () => {
  const thai = many(7, 0.9, 'unsafe', 'safe', 'th');
  const british = many(3, 0.9, 'unsafe', 'unsafe', 'en-GB');
  const reports = reportsByLanguage([
    ...thai,
    ...many(2, 0.5, 'unsafe', 'safe', null),
    ...british,
    ...HUNDRED,
  ]);
  expect(reports.map(({ language, report: { decided } }) => [language, decided])).toEqual([
    ['en', 103],
    ['th', 7],
    [null, 2],
  ]);
  expect(reports[0]?.report.suggested.quiet).toMatchObject({ known: true, threshold: 0.9 });
  expect(reports[1]?.report.suggested.quiet).toEqual({
    known: false,
    why: 'few-decisions',
    missing: 43,
  });
});

it('takes the latest decision of each content, each guard by itself', async () => {
  const content = key(99);
  const overturned = decision({ call: 'overturn', decidedAt: START + 2 });
  const agreed = decision({ decidedAt: START + 1 });
  const entries = await Promise.all([
    entry(1, { content, decision: overturned }),
    entry(2, { content, decision: agreed }),
    entry(3),
    entry(4, { decision: agreed, build: 'other-build' }),
    entry(5, { decision: agreed, engine: 'server' }),
    entry(6, { decision: agreed, pUnsafe: null }),
    entry(7, { decision: agreed, flag: 'safe', pUnsafe: 0.2, language: null }),
  ]);
  const [first, ...others] = await judgedByGuard(entries);
  expect(first).toEqual({
    engine: 'local',
    build: 'test-build',
    judged: [
      { pUnsafe: 0.9, guard: 'unsafe', person: 'safe', language: 'en' },
      { pUnsafe: 0.2, guard: 'safe', person: 'safe', language: null },
    ],
  });
  expect(others.map(({ engine, build, judged }) => [engine, build, judged.length])).toEqual([
    ['local', 'other-build', 1],
    ['server', 'test-build', 1],
  ]);
});
