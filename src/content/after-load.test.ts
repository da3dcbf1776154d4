import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { afterLoad } from './after-load';

/** A document as a content script finds it at its start. */
class Page {
  state = 'loading';
  get readyState(): string {
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

it('runs at once in a page that has loaded', () => {
  page.state = 'complete';
  start();
  expect(runs).toBe(1);
  vi.runAllTimers();
  expect(runs).toBe(1);
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
  expect(runs).toBe(0);
});
