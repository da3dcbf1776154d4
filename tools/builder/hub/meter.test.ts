import { expect, it } from 'vitest';
import { Meter, type Progress } from './meter';

function metered(total: number) {
  let at = 0;
  let last: Progress | undefined;
  const meter = new Meter(
    total,
    (progress) => {
      last = progress;
    },
    () => at,
  );
  return {
    meter,
    pass: (ms: number) => {
      at += ms;
    },
    last: () => last,
  };
}

it('counts what lay on disk as done, and not in the rate', () => {
  const { meter, pass, last } = metered(10_000);
  pass(60_000);
  meter.kept('a', 6000);
  expect(last()).toMatchObject({ bytes: 6000, bytesPerSecond: 0, secondsLeft: undefined });
  pass(1000);
  meter.arrived('a', 1000);
  expect(last()).toEqual({
    file: 'a',
    bytes: 7000,
    totalBytes: 10_000,
    bytesPerSecond: 1000,
    secondsLeft: 3,
  });
});

it('follows a rate that changes', () => {
  const { meter, pass, last } = metered(1e9);
  for (let second = 0; second < 60; second++) {
    pass(1000);
    meter.arrived('a', 1_000_000);
  }
  for (let second = 0; second < 15; second++) {
    pass(1000);
    meter.arrived('a', 10);
  }
  expect(last()?.bytesPerSecond).toBeLessThan(20);
});

it('takes back what was thrown away', () => {
  const { meter, last } = metered(100);
  meter.arrived('a', 60);
  meter.dropped('a', 60);
  expect(last()?.bytes).toBe(0);
});
