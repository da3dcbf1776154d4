import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Diagnostics, kindOf } from './diagnostics';

let kept: unknown;
beforeEach(() => {
  kept = undefined;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

const life = () =>
  new Diagnostics({
    load: async () => kept,
    save: async (stored) => {
      kept = structuredClone(stored);
    },
    now: () => Date.now(),
  });

it('keeps the last hundred runs and thirty errors, past a killed background', async () => {
  const first = life();
  for (let ms = 0; ms < 150; ms++) first.ran({ engine: 'local', kind: 'text', ms, others: 0 });
  for (let i = 0; i < 40; i++) first.failed(`error ${i}`);
  await vi.advanceTimersByTimeAsync(2_500);
  const second = life();
  second.failed('after it');
  await second.start();
  expect(second.runs.length).toBe(100);
  expect(second.runs.at(-1)?.ms).toBe(149);
  expect(second.errors.length).toBe(30);
  expect(second.errors.at(-1)?.what).toBe('after it');
  expect(second.errors.at(-2)?.what).toBe('error 39');
});

it('notes the same error once, as the latest', () => {
  const diagnostics = life();
  diagnostics.failed('x');
  vi.setSystemTime(Date.now() + 1_000);
  diagnostics.failed('x');
  expect(diagnostics.errors).toEqual([{ at: Date.now(), what: 'x' }]);
});

it('begins empty where what was kept is broken', async () => {
  kept = { runs: [{ ms: 'long' }], errors: [] };
  const diagnostics = life();
  await diagnostics.start();
  expect(diagnostics.runs).toEqual([]);
});

it('tells of an error its kind alone', () => {
  expect(kindOf(new TypeError('https://secret.example/'))).toBe('TypeError');
  const named = new Error('x');
  named.name = 'secret.example/?q=1';
  expect(kindOf(named)).toBe('secretexampleq');
  expect(kindOf('https://secret.example/')).toBe('string');
});
