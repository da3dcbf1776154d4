/**
 * Running tallies of the review store: how many entries there are in all, of each site, of each
 * language and of each quarter of an hour, by cell (db.ts). With them go the decisions that
 * thresholds are worked out from, in short. Pictures, counts and reports read these few rows, and
 * not a hundred thousand entries.
 *
 * They are written in the transaction that changes the entries, from the rows before and after, so
 * they hold whatever the change is. Where they are missing, or do not fit, they are made anew.
 */
import * as v from 'valibot';
import { Decision, Seen } from '../../core/review/entry';
import type { QueueFilter } from '../../core/review/filter';
import { CELLS, cellsIn, FIRST_DECIDED } from './cells';
import type { Decided, ReviewDb, Row, Tally } from './db';

/** Every time zone of today is some quarters of an hour from UTC, so every day begins with one. */
export const QUARTER_MS = 15 * 60_000;

type Tables = Pick<ReviewDb, 'entries' | 'tallies' | 'decided'>;
/** What of a row is counted: all of it stands in the key of one index. */
type Counted = Pick<Row, 'site' | 'language' | 'cell' | 'order'>;

/** An entry before and after; undefined: there was none, or is none. */
export interface Change {
  before?: Row | undefined;
  after?: Row | undefined;
}

/** In the transaction of the change. No entry may be in it twice. */
export async function tally(db: Tables, changes: readonly Change[]): Promise<void> {
  const sums = new Sums();
  const decided: Decided[] = [];
  const undecided: string[] = [];
  for (const { before, after } of changes) {
    if (before) sums.count(before, -1);
    if (after) sums.count(after, 1);
    const short = after && decidedOf(after);
    if (short) decided.push(short);
    else if (before?.decidedAt !== undefined) undecided.push(before.id);
  }
  await sums.write(db);
  if (decided.length > 0) await db.decided.bulkPut(decided);
  if (undecided.length > 0) await db.decided.bulkDelete(undecided);
}

/** How many entries there are by cell: of the filter's site, else of its language, else in all. */
export async function cellsFor(
  db: Pick<Tables, 'tallies'>,
  { site, language }: Pick<QueueFilter, 'site' | 'language'>,
): Promise<readonly number[]> {
  const key: [Tally['of'], string] =
    site !== undefined
      ? ['site', site]
      : language !== undefined
        ? ['language', language ?? '']
        : ['all', ''];
  return (await db.tallies.get(key))?.cells ?? [];
}

/** Index keys, and decisions, that are read at a time. */
const KEYS = 5_000;
const DECISIONS = 1_000;

/** Counts everything anew, in a transaction over all three tables. */
export async function retally(db: Tables): Promise<void> {
  await db.tallies.clear();
  await db.decided.clear();
  const sums = new Sums();
  let rest = db.entries.orderBy('[site+language+cell+order+id]');
  for (;;) {
    // By the index's keys alone: no entry is read.
    const keys = await rest.limit(KEYS).keys();
    for (const key of keys) {
      if (!v.is(Key, key)) continue;
      const [site, language, cell, order] = key;
      sums.count({ site, language, cell, order }, 1);
    }
    const last = keys.at(-1);
    if (!last || keys.length < KEYS) break;
    rest = db.entries.where('[site+language+cell+order+id]').above(last);
  }
  await sums.write(db);
  let decided = db.entries.where('[cell+order+id]').aboveOrEqual([FIRST_DECIDED]);
  for (;;) {
    const rows = await decided.limit(DECISIONS).toArray();
    await db.decided.bulkPut(rows.flatMap((row) => decidedOf(row) ?? []));
    const last = rows.at(-1);
    if (!last || rows.length < DECISIONS) break;
    decided = db.entries.where('[cell+order+id]').above([last.cell, last.order, last.id]);
  }
}

/** Whether the tallies know of so many entries. */
export async function isTallied(db: Tables, entries: number): Promise<boolean> {
  return sum(await cellsFor(db, {})) === entries;
}

/** What was decided about, in no order. What cannot be understood is left out. */
export async function* decisions(db: Tables): AsyncGenerator<Decided, void, undefined> {
  let rest = db.decided.toCollection();
  for (;;) {
    const rows = await rest.limit(DECISIONS).toArray();
    for (const row of rows) if (v.is(DecidedRow, row)) yield row;
    const last = rows.at(-1);
    if (!last || rows.length < DECISIONS) return;
    rest = db.decided.where('id').above(last.id);
  }
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const UNSAFE = cellsIn({ flag: 'unsafe' });
/** Of these cells, what the guard called unsafe. */
export const unsafeOf = (cells: readonly number[]): number =>
  sum(UNSAFE.map((cell) => cells[cell] ?? 0));

/** What is to be added to the tallies: each is read and written once, however many entries change. */
class Sums {
  readonly #cells = new Map<string, { key: [Tally['of'], string | number]; cells: number[] }>();

  count({ site, language, cell, order }: Counted, by: 1 | -1): void {
    this.#add('all', '', cell, by);
    this.#add('site', site, cell, by);
    this.#add('language', language, cell, by);
    this.#add('quarter', Math.floor(-order / QUARTER_MS), cell, by);
  }

  #add(of: Tally['of'], name: string | number, cell: number, by: number): void {
    const at = `${of} ${name}`;
    const known = this.#cells.get(at) ?? { key: [of, name], cells: Array(CELLS).fill(0) };
    known.cells[cell] = (known.cells[cell] ?? 0) + by;
    this.#cells.set(at, known);
  }

  async write({ tallies }: Tables): Promise<void> {
    const changed = [...this.#cells.values()].filter(({ cells }) => cells.some((by) => by !== 0));
    if (changed.length === 0) return;
    const before = await tallies.bulkGet(changed.map(({ key }) => key));
    const after = changed.map(({ key: [of, name], cells }, at): Tally => {
      const now = cells.map((by, cell) => Math.max(0, (before[at]?.cells[cell] ?? 0) + by));
      return { of, name, cells: now, unsafe: unsafeOf(now) };
    });
    const isEmpty = ({ cells }: Tally) => cells.every((count) => count === 0);
    const [empty, full] = [after.filter(isEmpty), after.filter((each) => !isEmpty(each))];
    if (full.length > 0) await tallies.bulkPut(full);
    if (empty.length > 0) await tallies.bulkDelete(empty.map(({ of, name }) => [of, name]));
  }
}

function decidedOf({ id, entry }: Row): Decided | null {
  const { content, flag, pUnsafe, engine, build, language, decision } = entry;
  if (!decision) return null;
  const { call, decidedAt } = decision;
  return { id, content, flag, pUnsafe, engine, build, language, decision: { call, decidedAt } };
}

const Key = v.tuple([v.string(), v.string(), v.number(), v.number(), v.string()]);

const DecidedRow = v.object({
  id: v.string(),
  ...v.pick(Seen, ['flag', 'pUnsafe', 'engine', 'build']).entries,
  content: v.string(),
  language: v.nullable(v.string()),
  decision: v.pick(Decision, ['call', 'decidedAt']),
});
