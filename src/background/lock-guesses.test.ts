/** Whoever guesses PINs is held to the waits, however often the background is started anew. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { LONGEST_WAIT_MS } from '../core/lock/delays';
import type { Lock } from './lock';
import { LockBench, outcome } from './testing/lock';

const PIN = '8305';
const GUESSES = Array.from({ length: 10_000 }, (_, n) => String(n).padStart(4, '0'));
const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

let bench: LockBench;
beforeEach(async () => {
  bench = new LockBench();
  const lock = bench.open();
  await lock.request({ type: 'lock.setUp', pin: PIN });
  await lock.request({ type: 'lock.lock' });
  bench.hashes.length = 0;
});
const guess = (lock: Lock, pin: string) => outcome(lock.request({ type: 'lock.unlock', pin }));
const waitAfter = (tries: number) =>
  tries < 5 ? 0 : Math.min(30_000 * 2 ** (tries - 5), LONGEST_WAIT_MS);
/** Every try keeps its wait after those before it. */
function expectWaits(): void {
  const short = bench.hashes.filter(
    (time, n) => n > 0 && time - (bench.hashes[n - 1] ?? 0) < waitAfter(n),
  );
  expect(short).toEqual([]);
}

/** `delays.test.ts` tells how long 10,000 of them take. */
it('the patient guess once a wait, and are right at last', async () => {
  const begin = bench.now;
  for (const pin of [...GUESSES.slice(0, 300), PIN]) {
    const lock = bench.open();
    const view = await lock.view();
    bench.later(view.status === 'locked' ? view.pinWaitMs : 0);
    expect(await guess(lock, pin)).toBe(pin === PIN ? 'done' : 'wrong');
  }
  expect(bench.hashes).toHaveLength(301);
  expectWaits();
  expect(bench.now - begin).toBeGreaterThan(90 * DAY_MS);
});

describe('10,000 guesses', () => {
  it('one every seven seconds, each to a new background, make 16 tries', async () => {
    const outcomes = new Map<string, number>();
    for (const pin of GUESSES) {
      const was = await guess(bench.open(), pin);
      outcomes.set(was, (outcomes.get(was) ?? 0) + 1);
      // Whatever a right PIN is told in a wait, others are told.
      if (pin === PIN) expect(was).toBe('wait');
      bench.later(7_000);
    }
    expect(Object.fromEntries(outcomes)).toEqual({ wrong: 16, wait: 9_984 });
    expect(bench.hashes).toHaveLength(16);
    expectWaits();
    expect((await bench.open().view()).status).toBe('locked');
  }, 120_000);

  it('(a thousand of them) all at once make five tries, one after another', async () => {
    let together = 0;
    let most = 0;
    const lock = bench.open(async (...secret) => {
      most = Math.max(most, ++together);
      await new Promise((resolve) => setTimeout(resolve, 1));
      together--;
      return bench.derive(...secret);
    });
    const outcomes = await Promise.all(GUESSES.slice(0, 1_000).map((pin) => guess(lock, pin)));
    expect(outcomes.slice(0, 5)).toEqual(Array(5).fill('wrong'));
    expect(new Set(outcomes.slice(5))).toEqual(new Set(['wait']));
    expect(bench.hashes).toHaveLength(5);
    expect(most).toBe(1);
  }, 120_000);
});

describe('a try', () => {
  it('counts when the background is ended before its hash is there', async () => {
    for (let i = 0; i < 5; i++) {
      // Nobody hears of this one again.
      await new Promise<void>((resolve) => {
        const ended = bench.open(() => {
          resolve();
          return new Promise(() => {});
        });
        void guess(ended, GUESSES[i] ?? '');
      });
    }
    expect(await guess(bench.open(), PIN)).toBe('wait');
    bench.later(30_000);
    expect(await guess(bench.open(), PIN)).toBe('done');
  });

  it('by any way that asks for the PIN counts alike', async () => {
    const pin = '7253';
    const lock = bench.open();
    for (const request of [
      { type: 'lock.unlock', pin },
      { type: 'lock.change', pin, next: pin },
      { type: 'lock.newCode', pin },
      { type: 'lock.remove', pin },
      { type: 'lock.remove', pin },
    ] as const)
      expect(await outcome(lock.request(request))).toBe('wrong');
    expect(await outcome(lock.request({ type: 'lock.remove', pin: PIN }))).toBe('wait');
  });

  it('that is right takes back all wrong ones before it', async () => {
    const lock = bench.open();
    for (let i = 0; i < 4; i++) await guess(lock, '7253');
    expect(await guess(lock, PIN)).toBe('done');
    for (let i = 0; i < 5; i++) expect(await guess(lock, '7253')).toBe('wrong');
    expect(await guess(lock, PIN)).toBe('wait');
  });
});

describe('a clock that is set back', () => {
  it('makes the wait begin anew, over restarts, and keeps nobody out for longer', async () => {
    for (let i = 0; i < 7; i++) {
      await guess(bench.open(), '7253');
      bench.later(waitAfter(i + 1));
    }
    // After the wait of 120 seconds but one; then the clock goes back by five years.
    bench.later(-1 - 5 * YEAR_MS);
    expect(await guess(bench.open(), PIN)).toBe('wait');
    bench.later(119_999);
    expect(await guess(bench.open(), PIN)).toBe('wait');
    expect(await bench.open().view()).toMatchObject({ pinWaitMs: 1 });
    bench.later(1);
    expect(await guess(bench.open(), PIN)).toBe('done');
  });

  it('wins no try, however often it is set back', async () => {
    for (let i = 0; i < 5; i++) await guess(bench.open(), '7253');
    for (let i = 0; i < 200; i++) {
      bench.later(i % 2 === 0 ? 29_000 : -60_000);
      expect(await guess(bench.open(), PIN)).toBe('wait');
    }
    expect(bench.hashes).toHaveLength(5);
  });
});
