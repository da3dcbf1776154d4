import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const { browser } = vi.hoisted(() => ({ browser: {} as Record<string, unknown> }));
vi.mock('./browser', () => ({ browser }));

import { wakefulness } from './stay-awake';

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
