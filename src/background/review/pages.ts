/** Reads a queue a page at a time, each by an index that is in the queue's order (db.ts). */
import { type Collection, Dexie } from 'dexie';
import * as v from 'valibot';
import { Entry } from '../../core/review/entry';
import { isShown, type QueueFilter } from '../../core/review/filter';
import { wordsOf } from '../../core/review/words';
import type { QueuePlace } from '../../platform/review-protocol';
import { cellsIn } from './cells';
import type { ReviewDb, Row } from './db';
import { cellsFor, sum } from './tallies';

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
  const { rows, next } = await db.transaction('r', [db.entries, db.tallies], async () =>
    words.length > 0 ? search(db, filter, words, after, limit) : list(db, filter, after, limit),
  );
  return { entries: await (pictures ? withPictures(db, rows) : checked(rows, new Map())), next };
}

/** The ids of all entries that a filter without words shows, in no order. */
export async function idsShown(db: ReviewDb, filter: Omit<QueueFilter, 'text'>): Promise<string[]> {
  const ids = await Promise.all(ranges(db, filter, null).map((range) => range.primaryKeys()));
  return ids.flat();
}

interface Rows {
  rows: Row[];
  next: QueuePlace | null;
}

/** Rows that are read of a range at first: so many, and so many times its share of the page. */
const LEAST = 4;
const MARGIN = 1.15;

/**
 * Merges the ranges. Of each is read about what the page will need of it, and more only where that is
 * used up: most entries lie in few ranges, and to read a whole page of each would cost twelve times as
 * much.
 */
async function list(
  db: ReviewDb,
  filter: QueueFilter,
  after: QueuePlace | null,
  limit: number,
): Promise<Rows> {
  const shares = await cellsFor(db, filter);
  const wanted = cellsIn(filter);
  const all = Math.max(1, sum(wanted.map((cell) => shares[cell] ?? 0)));
  const parts = wanted.map((cell) => ({
    cell,
    rows: [] as Row[],
    after,
    isEnd: false,
    // A page holds about as much of each cell as the store does; more is read where it holds more.
    most: LEAST + Math.ceil((limit * MARGIN * (shares[cell] ?? 0)) / all),
  }));
  const rows: Row[] = [];
  while (rows.length <= limit) {
    const left = limit + 1 - rows.length;
    const empty = parts.filter(({ rows, isEnd }) => rows.length === 0 && !isEnd);
    await Promise.all(
      empty.map(async (part) => {
        const most = Math.min(left, part.most);
        part.rows = await rangeOf(db, filter, part.cell, part.after).limit(most).toArray();
        part.isEnd = part.rows.length < most;
        part.after = endOf(part.rows) ?? part.after;
        part.most *= 2;
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
  return { rows, next: endOf(rows) };
}

/** One range for each cell that the filter shows, each in the queue's order. */
export function ranges(
  db: ReviewDb,
  filter: QueueFilter,
  after: QueuePlace | null,
): Collection<Row, string>[] {
  return cellsIn(filter).map((cell) => rangeOf(db, filter, cell, after));
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

const inOrder = (a: Row, b: Row): number => a.order - b.order || (a.id < b.id ? -1 : 1);

const endOf = (rows: Row[]): QueuePlace | null => {
  const last = rows.at(-1);
  return last ? { order: last.order, id: last.id } : null;
};

/** Where a page would have ended with this entry. */
export const placeOf = ({ id, seenAt }: Pick<Entry, 'id' | 'seenAt'>): QueuePlace => ({
  order: -seenAt,
  id,
});

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
