import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace, Rate } from './pace';

describe('Pace', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('passes the first at once, then the newest in each while', () => {
    const passed: number[] = [];
    const pace = new Pace<number>(250, (value) => passed.push(value));
    for (let i = 0; i < 99; i++) {
      pace.offer(i);
      vi.advanceTimersByTime(10);
    }
    expect(passed).toEqual([0, 24, 49, 74]);
    vi.advanceTimersByTime(1_000);
    expect(passed.at(-1)).toBe(98);
    expect(passed).toHaveLength(5);
  });

  it('lets what must be told now go first, and nothing older after it', () => {
    const passed: string[] = [];
    const pace = new Pace<string>(250, (value) => passed.push(value));
    pace.offer('a');
    pace.offer('b');
    pace.now('end');
    vi.advanceTimersByTime(1_000);
    expect(passed).toEqual(['a', 'end']);
  });
});

describe('Rate', () => {
  it('speaks of the last seconds', () => {
    const rate = new Rate();
    expect(rate.sample(0, 0)).toBeNull();
    expect(rate.sample(100, 10)).toBeNull();
    for (let at = 200; at <= 10_000; at += 100) rate.sample(at, at);
    expect(rate.sample(10_100, 10_100)).toBeCloseTo(1_000, 0);
    for (let at = 10_200; at <= 20_000; at += 100) rate.sample(at, 10_100 + (at - 10_100) * 3);
    expect(rate.sample(20_100, 10_100 + 30_000)).toBeCloseTo(3_000, 0);
  });

  it('falls where nothing comes any more', () => {
    const rate = new Rate();
    for (let at = 0; at <= 5_000; at += 100) rate.sample(at, at);
    for (let at = 5_100; at <= 12_000; at += 100) rate.sample(at, 5_000);
    expect(rate.sample(12_100, 5_000)).toBe(0);
  });
});
