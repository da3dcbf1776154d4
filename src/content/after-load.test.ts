import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { afterLoad } from './after-load';

/** A document as a content script finds it at its start. */
class Page {
  state = 'loading';
  asked = 0;
  get readyState(): string {
    this.asked++;
    return this.state;
  }
}

let page: Page;
let heard: (() => void)[];
let runs: number;
const start = (): void => afterLoad(() => runs++);

beforeEach(() => {
  vi.useFakeTimers();
  page = new Page();
  heard = [];
  runs = 0;
  vi.stubGlobal('Document', Page);
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', (_: string, listener: () => void) => heard.push(listener));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('runs in a page that has loaded, soon', () => {
  page.state = 'complete';
  start();
  vi.advanceTimersByTime(300);
  expect(runs).toBe(1);
  vi.runAllTimers();
  expect(runs).toBe(1);
});

it('touches no document before its load', () => {
  start();
  vi.advanceTimersByTime(299);
  for (const listener of heard) listener();
  expect(page.asked).toBe(0);
});

it('runs in a task after the load, once', () => {
  start();
  page.state = 'complete';
  for (const listener of heard) listener();
  expect(runs).toBe(0);
  vi.advanceTimersByTime(1);
  expect(runs).toBe(1);
  vi.runAllTimers();
  expect(runs).toBe(1);
});

it('does not wait longer for a page that has been read and goes on loading', () => {
  start();
  vi.advanceTimersByTime(10_000);
  expect(runs).toBe(0);
  expect(page.asked).toBeGreaterThan(0);
  page.state = 'interactive';
  vi.advanceTimersByTime(300);
  expect(runs).toBe(0);
  vi.advanceTimersByTime(300);
  expect(runs).toBe(1);
});

it('runs where the page was opened anew, which drops the listener', () => {
  start();
  heard = [];
  page.state = 'complete';
  vi.advanceTimersByTime(300);
  expect(runs).toBe(1);
});

it('is not deceived by what the page has named readyState', () => {
  Object.defineProperty(page, 'readyState', { value: 'complete' });
  start();
  vi.advanceTimersByTime(1_000);
  expect(page.asked).toBeGreaterThan(0);
  expect(runs).toBe(0);
});
