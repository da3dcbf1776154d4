/** Reads a queue a page at a time, each by an index that is in the queue's order (db.ts). */
import { type Collection, Dexie } from 'dexie';
import * as v from 'valibot';
import { Entry } from '../../core/review/entry';
import { isShown, type QueueFilter } from '../../core/review/filter';
import { wordsOf } from '../../core/review/words';
import type { QueuePlace } from '../../platform/review-protocol';
import { cellOf, FLAGS, KINDS, type ReviewDb, type Row, STATES } from './db';

export interface QueuePage {
  /** The latest first. */
  entries: Entry[];
  /**
   * Null at the end. A search may give a page that is not full, or empty, with more to come: it
   * looks at `SEARCHED` entries a time, so that no page takes long.
   */
  next: QueuePlace | null;
}

/** Entries that one page of a search looks at. */
export const SEARCHED = 1_500;
const BATCH = 250;
/** Words of a search that are compared to find the rarest; long ones are rarer. */
const COMPARED = 4;
/** Entries of a word that are counted: what has more is not rare. */
const RARE = 2_000;

export async function readPage(
  db: ReviewDb,
  filter: QueueFilter,
  {
    after = null,
    limit,
    pictures = true,
  }: { after?: QueuePlace | null; limit: number /** Read them, too. */; pictures?: boolean },
): Promise<QueuePage> {
  const words = filter.text === undefined ? [] : wordsOf(filter.text);
  const { rows, next } = await db.transaction('r', db.entries, () =>
    words.length > 0 ? search(db, filter, words, after, limit) : list(db, filter, after, limit),
  );
  return { entries: await (pictures ? withPictures(db, rows) : checked(rows, new Map())), next };
}

/**
 * How many entries a filter shows; null with words, whose entries nobody has counted.
 * @param most Counts no further: a browser counts a hundred thousand in about a second, and nothing
 *   else is read meanwhile.
 */
export async function countShown(
  db: ReviewDb,
  filter: QueueFilter,
  most = Number.POSITIVE_INFINITY,
): Promise<number | null> {
  if (filter.text !== undefined && wordsOf(filter.text).length > 0) return null;
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
  const counts = await db.transaction('r', db.entries, () =>
    Promise.all(ranges(db, filter, null).map((range) => range.count())),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The ids of all entries that a filter without words shows, in no order. */
export async function idsShown(db: ReviewDb, filter: Omit<QueueFilter, 'text'>): Promise<string[]> {
  const ids = await Promise.all(ranges(db, filter, null).map((range) => range.primaryKeys()));
  return ids.flat();
}

/**
 * The sites or the languages that there are entries of, in order; null stands for no language
 * known. Each is a step in the index, past all entries that have it.
 */
export function namesOf(db: ReviewDb, of: 'site' | 'language'): Promise<(string | null)[]> {
  return db.transaction('r', db.entries, async () => {
    const index = db.entries.where(`[${of}+cell+order+id]`);
    const names: (string | null)[] = [];
    let rest = index.aboveOrEqual(['']);
    for (;;) {
      const [key] = await rest.limit(1).keys();
      if (key === undefined) return names;
      const [name] = v.parse(NameKey, key);
      names.push(name || null);
      rest = index.above([name, Dexie.maxKey]);
    }
  });
}

const NameKey = v.looseTuple([v.string()]);

interface Rows {
  rows: Row[];
  next: QueuePlace | null;
}

/**
 * Merges the ranges. A little is read of each, and more of one only where it is used up: most entries
 * lie in few ranges, and to read a whole page of each would cost twelve times as much.
 */
async function list(
  db: ReviewDb,
  filter: QueueFilter,
  after: QueuePlace | null,
  limit: number,
): Promise<Rows> {
  const parts = cells(filter).map((cell) => ({ cell, rows: [] as Row[], after, isEnd: false }));
  const first = Math.min(limit + 1, Math.ceil((2 * (limit + 1)) / Math.max(1, parts.length)));
  const rows: Row[] = [];
  while (rows.length <= limit) {
    const most = rows.length === 0 ? first : limit + 1 - rows.length;
    const empty = parts.filter(({ rows, isEnd }) => rows.length === 0 && !isEnd);
    await Promise.all(
      empty.map(async (part) => {
        part.rows = await rangeOf(db, filter, part.cell, part.after).limit(most).toArray();
        part.isEnd = part.rows.length < most;
        part.after = placeOf(part.rows) ?? part.after;
      }),
    );
    // Until one of them has to be read on.
    while (rows.length <= limit && parts.every(({ rows, isEnd }) => rows.length > 0 || isEnd)) {
      const heads = parts.filter(({ rows }) => rows.length > 0);
      if (heads.length === 0) return { rows, next: null };
      const next = heads
        .reduce((a, b) => (inOrder(b.rows[0] as Row, a.rows[0] as Row) < 0 ? b : a))
        .rows.shift();
      if (next) rows.push(next);
    }
  }
  rows.length = limit;
  return { rows, next: placeOf(rows) };
}

/** One range for each cell that the filter shows, each in the queue's order. */
function ranges(
  db: ReviewDb,
  filter: QueueFilter,
  after: QueuePlace | null,
): Collection<Row, string>[] {
  return cells(filter).map((cell) => rangeOf(db, filter, cell, after));
}

function rangeOf(
  db: ReviewDb,
  filter: QueueFilter,
  cell: number,
  after: QueuePlace | null,
): Collection<Row, string> {
  const { site, language } = filter;
  const names: string[] = [];
  const head: string[] = [];
  if (site !== undefined) {
    names.push('site');
    head.push(site);
  }
  if (language !== undefined) {
    names.push('language');
    head.push(language ?? '');
  }
  const index = `[${[...names, 'cell', 'order', 'id'].join('+')}]`;
  return between(db, index, [...head, cell], filter, after);
}

/** The part of an index under `head` that lies in the filter's time and after a place. */
function between(
  db: ReviewDb,
  index: string,
  head: (string | number)[],
  { from, before }: QueueFilter,
  after: QueuePlace | null,
): Collection<Row, string> {
  // Orders are negative times: what was seen before a time lies above it.
  const first = before === undefined ? [...head, Dexie.minKey] : [...head, -before, '\uffff'];
  const last = from === undefined ? [...head, Dexie.maxKey] : [...head, -from, Dexie.maxKey];
  const isLater = after && (before === undefined || after.order > -before);
  const lower = isLater ? [...head, after.order, after.id] : first;
  return db.entries.where(index).between(lower, last, !isLater, true);
}

function cells({ decision, flag, kind }: QueueFilter): number[] {
  const states = STATES.filter((state) => {
    if (decision === undefined) return true;
    return decision === 'any' ? state !== 'none' : state === decision;
  });
  const flags = FLAGS.filter((each) => flag === undefined || each === flag);
  const kinds = KINDS.filter((each) => kind === undefined || each === kind);
  return states.flatMap((state) =>
    flags.flatMap((each) =>
      kinds.map((of) => cellOf(STATES.indexOf(state), FLAGS.indexOf(each), KINDS.indexOf(of))),
    ),
  );
}

async function rarestOf(db: ReviewDb, filter: QueueFilter, words: string[]): Promise<string> {
  const long = words.toSorted((a, b) => b.length - a.length).slice(0, COMPARED);
  const counts = await Promise.all(
    long.map(async (word) => {
      const keys = await between(db, 'words', [word], filter, null).limit(RARE).primaryKeys();
      return keys.length;
    }),
  );
  return long[counts.indexOf(Math.min(...counts))] ?? '';
}

/** Goes through the entries with the rarest of the words, and takes those that have all else. */
async function search(
  db: ReviewDb,
  filter: QueueFilter,
  words: string[],
  after: QueuePlace | null,
  limit: number,
): Promise<Rows> {
  // A transaction in which nothing is asked for a while ends by itself.
  const rarest = words[1] === undefined ? (words[0] ?? '') : await rarestOf(db, filter, words);
  const { text: _, ...others } = filter;
  const rows: Row[] = [];
  let place = after;
  for (let looked = 0; looked < SEARCHED; looked += BATCH) {
    const batch = await between(db, 'words', [rarest], filter, place).limit(BATCH).toArray();
    for (const row of batch) {
      place = { order: row.order, id: row.id };
      const has = new Set(row.words.map(([word]) => word));
      if (!words.every((word) => has.has(word))) continue;
      if (!isShown({ ...row.entry, thumbnail: null }, others)) continue;
      rows.push(row);
      if (rows.length === limit) return { rows, next: place };
    }
    if (batch.length < BATCH) return { rows, next: null };
  }
  return { rows, next: place };
}

const DAY_MS = 24 * 60 * 60_000;

export interface Counted {
  /** Of each day, the earliest first. */
  days: { from: number; count: number }[];
  /** Those with most first. */
  sites: { name: string; count: number }[];
  languages: { name: string | null; count: number }[];
}

/** Ranges of cells that lie side by side: what the guard called unsafe, decided about or not. */
const UNSAFE = STATES.map((_, state) => [cellOf(state, 1, 0), cellOf(state, 1, 1)] as const);

/**
 * How much was flagged on the days up to `until` (the end of the last), and in all by site and
 * language, `most` names at most. No entry is read.
 */
export async function countFlagged(
  db: ReviewDb,
  { until, days, most }: { until: number; days: number; most: number },
): Promise<Counted> {
  const sum = async (ranges: Collection<Row, string>[]): Promise<number> => {
    const counts = await Promise.all(ranges.map((range) => range.count()));
    return counts.reduce((all, count) => all + count, 0);
  };
  const cellsUnsafe = cells({ flag: 'unsafe' });
  const ofDay = async (back: number) => {
    const from = until - (back + 1) * DAY_MS;
    const filter = { from, before: from + DAY_MS };
    const ranges = cellsUnsafe.map((cell) => between(db, '[cell+order+id]', [cell], filter, null));
    return { from, count: await sum(ranges) };
  };
  const by = async (of: 'site' | 'language') => {
    const counted: { name: string | null; count: number }[] = [];
    for (const name of await namesOf(db, of)) {
      const count = await sum(
        UNSAFE.map(([first, last]) =>
          db.entries
            .where(`[${of}+cell+order+id]`)
            .between([name ?? '', first, Dexie.minKey], [name ?? '', last, Dexie.maxKey]),
        ),
      );
      if (count > 0) counted.push({ name, count });
    }
    return counted.sort((a, b) => b.count - a.count).slice(0, most);
  };
  return db.transaction('r', db.entries, async () => ({
    days: await Promise.all(Array.from({ length: days }, (_, i) => ofDay(days - 1 - i))),
    sites: (await by('site')).map(({ name, count }) => ({ name: name ?? '', count })),
    languages: await by('language'),
  }));
}

const inOrder = (a: Row, b: Row): number => a.order - b.order || (a.id < b.id ? -1 : 1);

function placeOf(rows: Row[]): QueuePlace | null {
  const last = rows.at(-1);
  return last ? { order: last.order, id: last.id } : null;
}

/** Rows → entries with their thumbnails. What cannot be understood is left out, and said. */
export async function withPictures(db: ReviewDb, rows: Row[]): Promise<Entry[]> {
  const pictures = rows.filter(({ entry }) => entry.kind === 'image').map(({ id }) => id);
  const kept = pictures.length > 0 ? await db.thumbnails.bulkGet(pictures) : [];
  return checked(
    rows,
    new Map(kept.flatMap((each) => (each ? [[each.id, each.bytes] as const] : []))),
  );
}

function checked(rows: Row[], bytes: ReadonlyMap<string, Uint8Array>): Entry[] {
  return rows.flatMap(({ id, entry }) => {
    const parsed = v.safeParse(Entry, { ...entry, thumbnail: bytes.get(id) ?? null });
    if (parsed.success) return [parsed.output];
    console.debug('seawall: an entry of the review store does not fit', parsed.issues[0].message);
    return [];
  });
}
