import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FREE_TRIES, LONGEST_WAIT_MS, noTries, seenAt, triedAt, waitMs } from './delays';

const NOW = 1_800_000_000_000;
const wrong = (times: number, now: number) => {
  let tries = noTries();
  for (let i = 0; i < times; i++) tries = triedAt(tries, now);
  return tries;
};

describe('the wait after wrong tries', () => {
  it('is none at first, then 30 seconds, and doubles up to eight hours', () => {
    const minutes = Array.from({ length: 18 }, (_, n) => waitMs(wrong(n, NOW), NOW) / 60_000);
    expect(minutes).toEqual([0, 0, 0, 0, 0, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 480, 480, 480]);
    expect(waitMs(wrong(5_000, NOW), NOW)).toBe(LONGEST_WAIT_MS);
  });

  it('makes 10,000 tries take nine years', () => {
    let waited = 0;
    let tries = noTries();
    for (let i = 0; i < 10_000; i++) {
      waited += waitMs(tries, NOW + waited);
      tries = triedAt(tries, NOW + waited);
    }
    expect(waited / (365 * 86_400_000)).toBeCloseTo(9.1, 1);
  });

  it('passes with the clock, to the millisecond', () => {
    const tries = wrong(FREE_TRIES, NOW);
    expect(waitMs(tries, NOW + 10_000)).toBe(20_000);
    expect(waitMs(tries, NOW + 29_999)).toBe(1);
    expect(waitMs(tries, NOW + 30_000)).toBe(0);
  });

  it('begins anew where the clock is set back, by however much', () => {
    const tries = wrong(FREE_TRIES + 2, NOW);
    const back = NOW - 10 * 365 * 86_400_000;
    expect(waitMs(tries, back)).toBe(120_000);
    const seen = seenAt(tries, back);
    expect(waitMs(seen, back + 60_000)).toBe(60_000);
    expect(waitMs(seen, back + 120_000)).toBe(0);
    expect(seenAt(seen, back + 1)).toBe(seen);
  });

  it('is never cut by a clock that only goes back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 1e12 }), { maxLength: 10 }),
        (times, steps) => {
          let tries = wrong(times, NOW);
          const whole = waitMs(tries, NOW);
          let now = NOW;
          for (const step of steps) {
            now -= step;
            tries = seenAt(tries, now);
            expect(waitMs(tries, now)).toBe(whole);
          }
        },
      ),
    );
  });
});
