import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Throttle } from './throttle';

const EVERY_MS = 250;

let calls: number[];
let began: number;
let throttle: Throttle;

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  began = Date.now();
  throttle = new Throttle(EVERY_MS, () => calls.push(Date.now() - began));
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Throttle', () => {
  it('calls at once', () => {
    throttle.tell();
    expect(calls).toEqual([0]);
    vi.advanceTimersByTime(10 * EVERY_MS);
    expect(calls).toEqual([0]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('makes one call of many, and the last is not lost', () => {
    for (let i = 0; i < 5; i++) throttle.tell();
    vi.advanceTimersByTime(EVERY_MS - 1);
    throttle.tell();
    expect(calls).toEqual([0]);
    vi.advanceTimersByTime(10 * EVERY_MS);
    expect(calls).toEqual([0, 250]);
  });

  it('keeps its distance for as long as it is told', () => {
    for (let at = 0; at < 1_000; at += 50) {
      throttle.tell();
      vi.advanceTimersByTime(50);
    }
    vi.advanceTimersByTime(10 * EVERY_MS);
    expect(calls).toEqual([0, 250, 500, 750, 1_000]);
  });

  it('calls at once again after a rest', () => {
    throttle.tell();
    throttle.tell();
    vi.advanceTimersByTime(10 * EVERY_MS);
    throttle.tell();
    expect(calls).toEqual([0, 250, 2_500]);
  });

  it('bears being told from within the call', () => {
    let left = 2;
    const own = new Throttle(EVERY_MS, () => {
      calls.push(Date.now() - began);
      if (left-- > 0) own.tell();
    });
    own.tell();
    vi.advanceTimersByTime(10 * EVERY_MS);
    expect(calls).toEqual([0, 250, 500]);
  });
});
