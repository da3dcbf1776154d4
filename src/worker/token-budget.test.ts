import { describe, expect, it } from 'vitest';
import { TokenBudget } from './token-budget';

/** Milliseconds of a run of so many tokens, the how manieth. */
type Device = (tokens: number, run: number) => number;

/** Asks full runs of a device. @returns how long each took */
function runs(budget: TokenBudget, device: Device, count: number): number[] {
  return Array.from({ length: count }, (_, run) => {
    const tokens = budget.value;
    const milliseconds = device(tokens, run);
    budget.observe(tokens, milliseconds);
    return milliseconds;
  });
}

/** Lehmer's generator (Park and Miller, 1988), in [0, 1). */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const laptop: Device = (tokens) => 30 + tokens * 0.09;
const slow: Device = (tokens) => 5 + tokens * 0.6;
/** Attention grows with the square. */
const curved: Device = (tokens) => 12 + tokens * 0.05 + (tokens / 100) ** 2;

function noisy(device: Device, amount: number, seed: number): Device {
  const next = lehmer(seed);
  return (tokens, run) => device(tokens, run) * (1 + amount * (2 * next() - 1));
}

const inRange = (times: readonly number[]) => times.every((ms) => ms >= 70 && ms <= 140);

describe('the budget of tokens', () => {
  it.each([
    ['a laptop’s graphics', laptop],
    ['a slow processor', slow],
    ['a device that attention weighs on', curved],
    ['one that costs nothing to start', ((tokens) => tokens * 0.2) as Device],
    ['one that costs much to start', ((tokens) => 60 + tokens * 0.04) as Device],
  ])('brings runs near 100 ms on %s within ten of them', (_name, device) => {
    const times = runs(new TokenBudget(), device, 40);
    expect(times.slice(10).filter((ms) => !inRange([ms]))).toEqual([]);
  });

  it('stays within its bounds on the fastest and the slowest', () => {
    const fast = new TokenBudget();
    runs(fast, (tokens) => 2 + tokens * 0.004, 12);
    expect(fast.value).toBe(2_048);
    const crawling = new TokenBudget();
    runs(crawling, (tokens) => tokens * 40, 12);
    expect(crawling.value).toBe(64);
    runs(crawling, () => 0, 12);
    expect(crawling.value).toBe(2_048);
  });

  it('follows a device that slows down to a fifth, and back', () => {
    const budget = new TokenBudget();
    runs(budget, slow, 15);
    const hot = runs(budget, (tokens) => slow(tokens, 0) * 2.2, 20);
    expect(inRange(hot.slice(10))).toBe(true);
    runs(budget, slow, 15);
    const fast = new TokenBudget();
    runs(fast, laptop, 15);
    const slowed = runs(fast, (tokens) => 30 + tokens * 0.45, 20);
    expect(Math.max(...slowed.slice(10))).toBeLessThan(140);
    const again = runs(fast, laptop, 20);
    expect(inRange(again.slice(10))).toBe(true);
  });

  it('lets runs be longer where their start takes most of the time', () => {
    // Measured on an H100: 36 layers of a 4B, 82 ms for 40 tokens, 139 for 237, 245 for 493.
    const h100: Device = (tokens) => 73 + tokens * 0.25 + (tokens / 90) ** 2;
    const budget = new TokenBudget();
    const next = lehmer(3);
    let tokens = 0;
    let milliseconds = 0;
    for (let run = 0; run < 120; run++) {
      // Texts do not fill a run to its last token.
      const own = Math.round(budget.value * (0.6 + 0.4 * next()));
      const time = h100(own, run);
      budget.observe(own, time);
      expect(time).toBeLessThan(300);
      if (run < 20) continue;
      tokens += own;
      milliseconds += time;
    }
    // Runs of 64 tokens would bring 0.6 a millisecond.
    expect(tokens / milliseconds).toBeGreaterThan(0.9);
  });

  it('is not moved by one slow run', () => {
    const budget = new TokenBudget();
    runs(budget, laptop, 15);
    const before = budget.value;
    budget.observe(before, 4_000);
    expect(budget.value).toBe(before);
    const after = runs(budget, laptop, 1);
    expect(inRange(after)).toBe(true);
    expect(Math.abs(budget.value - before)).toBeLessThan(before * 0.1);
  });

  it('holds runs near 100 ms, most of the time, where measurements scatter by a quarter', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const times = runs(new TokenBudget(), noisy(laptop, 0.25, seed), 110).slice(10);
      const median = [...times].sort((a, b) => a - b)[50] ?? 0;
      expect(median).toBeGreaterThan(80);
      expect(median).toBeLessThan(125);
      expect(times.filter((ms) => inRange([ms])).length).toBeGreaterThan(80);
    }
  });

  it('learns from runs that are not full', () => {
    const budget = new TokenBudget();
    const next = lehmer(7);
    for (let run = 0; run < 40; run++) {
      const tokens = Math.max(8, Math.round(budget.value * next()));
      budget.observe(tokens, laptop(tokens, run));
    }
    expect(inRange([laptop(budget.value, 0)])).toBe(true);
    for (let run = 0; run < 10; run++) budget.observe(6, laptop(6, run));
    expect(inRange([laptop(budget.value, 0)])).toBe(true);
  });

  it('knows how long a run should take, after the first', () => {
    const budget = new TokenBudget();
    expect(budget.predict(100)).toBeNull();
    runs(budget, laptop, 20);
    expect(budget.predict(500)).toBeGreaterThan(laptop(500, 0) * 0.7);
    expect(budget.predict(500)).toBeLessThan(laptop(500, 0) * 1.4);
  });

  it('stays at half of what the memory was too small for, and takes no nonsense', () => {
    const budget = new TokenBudget();
    runs(budget, laptop, 10);
    const before = budget.value;
    budget.tooMuch(before);
    expect(budget.value).toBe(before >> 1);
    for (const ms of [Number.NaN, -1]) budget.observe(100, ms);
    budget.observe(0, 50);
    runs(budget, laptop, 10);
    expect(budget.value).toBe(before >> 1);
    budget.tooMuch(4);
    expect(budget.value).toBe(64);
  });
});
