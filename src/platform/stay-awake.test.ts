import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const { browser } = vi.hoisted(() => ({ browser: {} as Record<string, unknown> }));
vi.mock('./browser', () => ({ browser }));

import { liveliness, wakefulness } from './stay-awake';

let beats: number;

beforeEach(() => {
  vi.useFakeTimers();
  beats = 0;
  browser.storage = {
    session: { onChanged: { addListener: () => {} }, set: async () => void beats++ },
  };
});
afterEach(() => {
  vi.useRealTimers();
});

it('beats while anybody wants the page awake, at one pace however many do', () => {
  const { stay } = wakefulness();
  vi.advanceTimersByTime(60_000);
  expect(beats).toBe(0);
  stay('guard', true);
  stay('store', true);
  vi.advanceTimersByTime(30_000);
  expect(beats).toBe(4);
  stay('guard', false);
  vi.advanceTimersByTime(20_000);
  expect(beats).toBe(6);
  stay('store', false);
  vi.advanceTimersByTime(60_000);
  expect(beats).toBe(6);
});

it('calls Chrome often enough to be kept, as long as an answer is awaited', async () => {
  let calls = 0;
  browser.runtime = {
    getPlatformInfo: async () => {
      calls++;
      return { os: 'linux' };
    },
  };
  const { stay } = liveliness();
  stay('server', true);
  // Chrome's patience is 30 seconds.
  for (let i = 1; i <= 4; i++) {
    const before = calls;
    await vi.advanceTimersByTimeAsync(25_000);
    expect(calls).toBeGreaterThan(before);
  }
  stay('server', false);
  const before = calls;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toBe(before);
});
