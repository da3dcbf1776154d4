import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { History } from './history';

let stored: unknown;
const open = async () => {
  const history = new History({
    load: async () => stored,
    save: async (weights) => {
      stored = structuredClone(weights);
    },
  });
  await history.start();
  return history;
};
beforeEach(() => {
  stored = undefined;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

it('remembers over restarts what a site was like', async () => {
  const history = await open();
  for (let i = 0; i < 10; i++) history.of('rough.example').saw(4, true);
  history.saveSoon();
  history.saveSoon();
  await vi.advanceTimersByTimeAsync(1_500);
  const again = await open();
  expect(again.of('rough.example').mean).toBeCloseTo(history.of('rough.example').mean, 12);
  expect(again.of('other.example').mean).toBeLessThan(0.1);
});

it('believes nothing that is not its own', async () => {
  for (const odd of ['x', { 'a.example': [1, 2] }, { 'a.example': ['x'] }]) {
    stored = odd;
    expect((await open()).of('a.example').groupSize(32)).toBeGreaterThan(8);
  }
});
