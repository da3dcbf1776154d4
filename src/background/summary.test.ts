/** The week's numbers, from the real store over a fake database. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SUMMARY_DAYS } from '../core/review/summary';
import { DAY, decision, entry, seen } from '../core/review/testing/entries';
import { ReviewStore } from './review/store';
import { WeeklySummary } from './summary';

const NOW = new Date(2026, 10, 27, 15, 30).getTime();

let store: ReviewStore;
let names = 0;
beforeEach(() => {
  store = new ReviewStore(`summary-${names++}`);
});
afterEach(() => store.close());

const summary = () => new WeeklySummary({ reviews: store, now: () => NOW });

it('is all zeros where nothing is kept', async () => {
  const week = await summary().get();
  expect(week).toMatchObject({ total: 0, sites: [], languages: [], isCut: false });
  expect(week.days).toHaveLength(SUMMARY_DAYS);
});

it('counts over many pages of the store, and only the week', async () => {
  const flagged = await Promise.all(
    Array.from({ length: 450 }, (_, n) => entry(n, { seenAt: NOW - (n % 7) * DAY })),
  );
  await store.merge(flagged);
  await store.merge([
    await entry(1_000, { seenAt: NOW - 20 * DAY }),
    await entry(1_001, { seenAt: NOW, flag: 'safe' }),
    await entry(1_002, { seenAt: NOW, decision: decision({ call: 'overturn' }) }),
  ]);
  const week = await summary().get();
  expect(week.total).toBe(451);
  expect(week.overturned).toBe(1);
  expect(week.sites).toEqual([{ site: 'example.com', count: 451 }]);
  expect(week.isCut).toBe(false);
});

it('holds nothing of what a page said', async () => {
  await store.add(seen(1, { seenAt: NOW, snippet: 'words of a page' }), false);
  expect(JSON.stringify(await summary().get())).not.toContain('words of a page');
});
