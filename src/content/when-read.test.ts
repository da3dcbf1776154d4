import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whenRead } from './when-read';

let page: {
  readyState: DocumentReadyState;
  body: object | null;
  on(type: string, run: () => void): void;
};
let heard: (() => void)[];
let runs: number;
const start = (isHeld: boolean): void => whenRead(() => runs++, isHeld, page);

beforeEach(() => {
  vi.useFakeTimers();
  runs = 0;
  heard = [];
  page = { readyState: 'loading', body: null, on: (_, run) => heard.push(run) };
});
afterEach(() => {
  vi.useRealTimers();
});

it.each([true, false])('begins at once in a page that has been read, held: %s', (isHeld) => {
  page.readyState = 'interactive';
  start(isHeld);
  vi.runAllTimers();
  expect(runs).toBe(1);
});

it.each([true, false])('begins once when the page has been read, held: %s', (isHeld) => {
  start(isHeld);
  page.body = {};
  for (const run of heard) run();
  expect(runs).toBe(1);
  vi.advanceTimersByTime(60_000);
  expect(runs).toBe(1);
  for (const run of heard) run();
  expect(runs).toBe(1);
});

it('begins in a held page while it comes, as soon as there may be something to see', () => {
  start(true);
  vi.advanceTimersByTime(3_000);
  expect(runs).toBe(0);
  page.body = {};
  vi.advanceTimersByTime(500);
  expect(runs).toBe(1);
});

it('begins in a page that was opened anew and is never closed, which tells nobody', () => {
  start(false);
  page.body = {};
  heard = [];
  vi.advanceTimersByTime(1_000);
  expect(runs).toBe(0);
  vi.advanceTimersByTime(2_000);
  expect(runs).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});
