/**
 * Long tasks of ours: those of the page's main thread that overlap a slice of the content script's
 * work. Chromium tells long tasks to the page; Firefox does not, so there a slice itself counts.
 */
import type { PageSnapshot } from '../../src/platform/messages';
import type { DrivenPage } from '../browsers/page';

export type Span = readonly [start: number, duration: number];

const LONG_MS = 50;
const KEY = '__seawallToolsLongTasks';

/** Runs in the page before anything else does. */
export const observeLongTasks = `(() => {
  const spans = [];
  Object.defineProperty(globalThis, '${KEY}', { value: spans });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) spans.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });
})();`;

/** Null where the browser does not tell. */
export const longTasksOf = (page: DrivenPage): Promise<Span[] | null> =>
  page.evaluate((key) => (Reflect.get(globalThis, key) as Span[] | undefined) ?? null, KEY);

export function ourLongTasks(
  work: Pick<PageSnapshot['work'], 'recent'>,
  tasks: readonly Span[] | null,
): { count: number; maxMs: number } {
  const ours = tasks
    ? tasks.filter((task) => work.recent.some((slice) => overlap(task, slice)))
    : work.recent.filter(([, duration]) => duration > LONG_MS);
  return { count: ours.length, maxMs: Math.max(0, ...ours.map(([, duration]) => duration)) };
}

const overlap = ([a, lengthA]: Span, [b, lengthB]: Span): boolean =>
  a < b + lengthB && b < a + lengthA;
