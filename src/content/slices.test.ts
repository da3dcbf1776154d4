import { expect, test } from 'vitest';
import { Slices } from './slices';

const nextTask = () => new Promise((resolve) => setTimeout(resolve, 0));

function busy(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('long work is cut into slices with other tasks in between', async () => {
  const slices = new Slices((run) => setTimeout(run, 0));
  let left = 40;
  slices.add({
    step() {
      busy(1);
      return --left > 0;
    },
  });
  slices.wake();
  let tasksBetween = 0;
  while (left > 0) {
    await nextTask();
    tasksBetween++;
  }
  expect(slices.report.slices).toBeGreaterThanOrEqual(4);
  expect(tasksBetween).toBeGreaterThanOrEqual(3);
  expect(slices.report.recent.length).toBeGreaterThanOrEqual(4);
});

test('a job that fails does not end the others for good', async () => {
  const runs: (() => void)[] = [];
  const slices = new Slices((run) => runs.push(run));
  let steps = 0;
  slices.add({
    step() {
      if (++steps === 1) throw new Error('page did something odd');
      return false;
    },
  });
  slices.wake();
  expect(() => runs.shift()?.()).toThrow('odd');
  slices.wake();
  runs.shift()?.();
  expect(steps).toBe(2);
});

test('what comes last in a slice is told whether there is time left for it', () => {
  const runs: (() => void)[] = [];
  const slices = new Slices((run) => runs.push(run));
  const told: boolean[] = [];
  let ms = 0;
  slices.add({
    step: () => {
      busy(ms);
      return false;
    },
    endSlice: (hasTime) => told.push(hasTime),
  });
  for (ms of [0, 10]) {
    slices.wake();
    runs.shift()?.();
  }
  expect(told).toEqual([true, false]);
});

test('nothing runs after the stop', () => {
  const runs: (() => void)[] = [];
  const slices = new Slices((run) => runs.push(run));
  let steps = 0;
  slices.add({ step: () => ++steps < 0 });
  slices.wake();
  slices.stop();
  runs.shift()?.();
  slices.wake();
  expect([steps, runs.length]).toEqual([0, 0]);
});

test('only the outermost measure counts', () => {
  const slices = new Slices(() => {});
  slices.measure(() => slices.measure(() => busy(1)));
  expect(slices.report.slices).toBe(1);
});

test('many small slices do not push the long ones out of what is reported', () => {
  const slices = new Slices(() => {});
  slices.measure(() => busy(5));
  for (let i = 0; i < 5_000; i++) slices.measure(() => {});
  const { recent, slices: count, maxMs, totalMs } = slices.report;
  expect(recent[0]?.[1]).toBeGreaterThanOrEqual(5);
  expect(recent.every(([, duration]) => duration >= 4)).toBe(true);
  expect(count).toBe(5_001);
  expect(maxMs).toBeGreaterThanOrEqual(5);
  expect(totalMs).toBeGreaterThanOrEqual(maxMs);
});
