/** How many there are: from the running tallies (tallies.ts) wherever these know. */
import { Dexie } from 'dexie';
import * as v from 'valibot';
import type { QueueFilter } from '../../core/review/filter';
import { wordsOf } from '../../core/review/words';
import { cellsIn } from './cells';
import type { ReviewDb, Tally } from './db';
import { ranges } from './pages';
import { cellsFor, QUARTER_MS, sum, unsafeOf } from './tallies';

/**
 * How many entries a filter shows; null with words, whose entries nobody has counted.
 * @param most Counts no further: a browser counts a hundred thousand keys in about a second, and
 *   nothing else is read meanwhile.
 */
export async function countShown(
  db: ReviewDb,
  filter: QueueFilter,
  most = Number.POSITIVE_INFINITY,
): Promise<number | null> {
  if (filter.text !== undefined && wordsOf(filter.text).length > 0) return null;
  const tallied = await countTallied(db, filter);
  if (tallied !== null) return Math.min(most, tallied);
  if (most < Number.POSITIVE_INFINITY) {
    let count = 0;
    await db.transaction('r', db.entries, async () => {
      for (const range of ranges(db, filter, null)) {
        count += (await range.limit(most - count).primaryKeys()).length;
        if (count >= most) return;
      }
    });
    return count;
  }
  const counts = await db.transaction('r', db.entries, async () =>
    Promise.all(ranges(db, filter, null).map((range) => range.count())),
  );
  return sum(counts);
}

/** Null where no tally is of this filter's entries. */
async function countTallied(db: ReviewDb, filter: QueueFilter): Promise<number | null> {
  const { site, language, from, before } = filter;
  if (from !== undefined || before !== undefined) return null;
  if (site !== undefined && language !== undefined) return null;
  const cells = await cellsFor(db, filter);
  return sum(cellsIn(filter).map((cell) => cells[cell] ?? 0));
}

/**
 * The sites or the languages that there are entries of, in order; null stands for no language
 * known.
 */
export async function namesOf(db: ReviewDb, of: 'site' | 'language'): Promise<(string | null)[]> {
  const keys = await db.tallies
    .where('[of+name]')
    .between([of, Dexie.minKey], [of, Dexie.maxKey])
    .primaryKeys();
  return v.parse(v.array(v.tuple([v.string(), v.string()])), keys).map(([, name]) => name || null);
}

const DAY_MS = 24 * 60 * 60_000;

export interface Counted {
  /** Of each day, the earliest first. */
  days: { from: number; count: number }[];
  /** Those with most first. */
  sites: { name: string; count: number }[];
  languages: { name: string | null; count: number }[];
}

/**
 * How much was flagged on the days up to `until` (the end of the last, at a quarter of an hour), and
 * in all by site and language, `most` names at most. No entry is read.
 */
export function countFlagged(
  db: ReviewDb,
  { until, days, most }: { until: number; days: number; most: number },
): Promise<Counted> {
  const first = until - days * DAY_MS;
  const byDay = async () => {
    const counts = Array<number>(days).fill(0);
    const quarters = await db.tallies
      .where('[of+name]')
      .between(['quarter', Math.floor(first / QUARTER_MS)], ['quarter', until / QUARTER_MS])
      .toArray();
    for (const { name, cells } of quarters) {
      const day = Math.floor((Number(name) * QUARTER_MS - first) / DAY_MS);
      counts[day] = (counts[day] ?? 0) + unsafeOf(cells);
    }
    return counts.map((count, day) => ({ from: first + day * DAY_MS, count }));
  };
  const by = async (of: Tally['of']) => {
    const highest = db.tallies.where('[of+unsafe]').between([of, 1], [of, Dexie.maxKey]).reverse();
    const found = await highest.limit(most).toArray();
    return found.map(({ name, unsafe }) => ({ name: String(name), count: unsafe }));
  };
  return db.transaction('r', db.tallies, async () => ({
    days: await byDay(),
    sites: await by('site'),
    languages: (await by('language')).map(({ name, count }) => ({ name: name || null, count })),
  }));
}
