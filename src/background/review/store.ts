/**
 * The review store: verdicts on what a person's pages showed, and what they decided about them. All
 * of it stays on this machine. Every write is one transaction, so that a crash loses at most what
 * was being written.
 */
import { Dexie } from 'dexie';
import * as v from 'valibot';
import {
  Decision,
  type Entry,
  entryOf,
  personFlag,
  ReviewFlag,
  Seen,
} from '../../core/review/entry';
import type { QueueFilter } from '../../core/review/filter';
import { keeper, type RetentionLimits } from '../../core/review/retention';
import type { QueuePlace } from '../../platform/review-protocol';
import { type Counted, countFlagged, countShown, namesOf } from './counts';
import { type Decided, ReviewDb, type Row, rowOf, withDecision } from './db';
import { mergedWith } from './merging';
import { idsShown, type QueuePage, readPage, withPictures } from './pages';
import { type Change, decisions, isTallied, retally, tally } from './tallies';

/**
 * What became of a verdict. `known`: a person has decided about it already, and it stays as it was
 * decided about. `private`: it came from a private window, of which nothing is kept.
 */
export type Added = 'added' | 'renewed' | 'known' | 'private';

/** Undecided entries that are decided about together. */
export const Together = v.object({
  by: v.picklist(['content', 'site']),
  /** Which content, or which site. */
  value: v.string(),
  flag: ReviewFlag,
});
export type Together = v.InferOutput<typeof Together>;

/** Entries in one transaction. */
const BATCH = 200;
/** Steps that can be undone. */
const STEPS = 100;

export class ReviewStore {
  readonly #db: ReviewDb;

  /** Transactions that wrote a ruling, or took one away; whether one says `unsafe`. */
  readonly #ruling = new WeakMap<object, boolean>();

  /** @param ruled Persons say something else of some content now; of some, that it is unsafe. */
  constructor(
    name = 'seawall-review',
    private readonly ruled: (unsafe: boolean) => void = () => {},
  ) {
    this.#db = new ReviewDb(name);
  }

  /** @param isPrivate Whether it comes from a private window. */
  async add(seen: Seen, isPrivate: boolean): Promise<Added> {
    if (isPrivate) return 'private';
    return (await this.addAll([seen]))[0] ?? 'known';
  }

  /** What came together, in one transaction. None of it may be from a private window. */
  async addAll(seen: readonly Seen[]): Promise<Added[]> {
    const entries = await Promise.all(seen.map((each) => entryOf(v.parse(Seen, each))));
    return this.#write(async () => {
      const added: Added[] = [];
      for (const entry of entries) {
        const known = await this.#db.entries.get(entry.id);
        if (!known?.entry.decision) await this.#put(entry, known);
        added.push(known?.entry.decision ? 'known' : known ? 'renewed' : 'added');
      }
      return added;
    });
  }

  /** Null where there is no such entry. */
  async get(id: string): Promise<Entry | null> {
    const row = await this.#db.entries.get(id);
    return row ? ((await withPictures(this.#db, [row]))[0] ?? null) : null;
  }

  page(
    filter: QueueFilter,
    options: { after?: QueuePlace | null; limit: number; pictures?: boolean },
  ): Promise<QueuePage> {
    return readPage(this.#db, filter, options);
  }

  /**
   * How many entries a filter shows, counted up to `most`; null with a search, whose entries nobody has
   * counted.
   */
  count(filter: QueueFilter, most?: number): Promise<number | null> {
    return countShown(this.#db, filter, most);
  }

  /** How much was flagged by day, site and language (pages.ts). */
  flagged(options: { until: number; days: number; most: number }): Promise<Counted> {
    return countFlagged(this.#db, options);
  }

  /** The sites or the languages to filter by; null stands for no language known. */
  names(of: 'site' | 'language'): Promise<(string | null)[]> {
    return namesOf(this.#db, of);
  }

  /**
   * What persons say of contents whose verdict they overturned, by content; the latest decision
   * about a content counts.
   */
  async rulings(contents: readonly string[]): Promise<Map<string, ReviewFlag>> {
    const found = await this.#db.rulings.bulkGet([...contents]);
    return new Map(found.flatMap((each) => (each ? [[each.content, each.says] as const] : [])));
  }

  /** Whether there are any rulings to ask for. */
  async hasRulings(): Promise<boolean> {
    return (await this.#db.rulings.limit(1).count()) > 0;
  }

  /** Decides about one entry, or decides anew. False where there is no such entry. */
  async decide(id: string, decision: Decision): Promise<boolean> {
    const parsed = v.parse(Decision, decision);
    return this.#write(async () => {
      const row = await this.#db.entries.get(id);
      if (!row) return false;
      await this.#decideRows([row], parsed, await this.#nextStep());
      return true;
    });
  }

  /**
   * Decides about all undecided entries of the same content or site that the guard gave this flag:
   * one step to undo. Returns how many.
   */
  async decideTogether(which: Together, decision: Decision): Promise<number> {
    const parsed = v.parse(Decision, decision);
    const { by, value, flag } = which;
    const ids =
      by === 'site'
        ? await idsShown(this.#db, { site: value, flag, decision: 'none' })
        : await this.#db.entries.where('content').equals(value).primaryKeys();
    const isMeant = ({ entry }: Row) => entry.flag === flag && entry.decision === null;
    return this.#inBatches(ids, async (found, step) => {
      const still = found.filter(isMeant);
      if (still.length > 0) await this.#decideRows(still, parsed, step);
      return still.length;
    });
  }

  /** How many entries `decideTogether` would decide about. */
  async countUndecided({ by, value, flag }: Together): Promise<number> {
    if (by === 'site') return (await this.count({ site: value, flag, decision: 'none' })) ?? 0;
    const rows = await this.#db.entries.where('content').equals(value).toArray();
    return rows.filter(({ entry }) => entry.flag === flag && entry.decision === null).length;
  }

  /**
   * Takes the last step back, and returns the ids of its entries; none where there is no step left.
   * What has been decided otherwise since, by an import, stays.
   */
  undo(): Promise<string[]> {
    return this.#write(async () => {
      const last = await this.#db.acts.orderBy('step').last();
      if (!last) return [];
      const acts = await this.#db.acts.where('step').equals(last.step).toArray();
      const undone: { before: Row; after: Row }[] = [];
      for (const { before, decidedAt } of acts) {
        const rows = await this.#db.entries.bulkGet(before.map(({ id }) => id));
        for (const [at, row] of rows.entries()) {
          if (row?.decidedAt !== decidedAt) continue;
          undone.push({ before: row, after: withDecision(row, before[at]?.decision ?? null) });
        }
      }
      await this.#changeRows(undone);
      await this.#db.acts.where('step').equals(last.step).delete();
      return undone.map(({ after }) => after.id);
    });
  }

  /** Deletes one entry. What was decided before can then not be undone any more. */
  async forget(id: string): Promise<boolean> {
    return (await this.#forget([id], () => true)) > 0;
  }

  /** Deletes all entries of a site, and says how many. */
  async forgetSite(site: string): Promise<number> {
    const ids = await idsShown(this.#db, { site });
    return this.#forget(ids, () => true);
  }

  forgetAll(): Promise<void> {
    return this.#write(async () => {
      if ((await this.#db.rulings.count()) > 0) this.#ruling.set(Dexie.currentTransaction, false);
      await Promise.all(this.#db.tables.map((table) => table.clear()));
    });
  }

  /** Deletes what is beyond the limits (core/review/retention.ts), and says how many. */
  async retain(limits: RetentionLimits, now = Date.now()): Promise<number> {
    const stays = keeper(limits, now);
    const going = new Map<string, number>();
    // By the index's keys alone: no entry is read.
    const byWorth = this.#db.entries.orderBy('[state+touchedAt+size]').reverse();
    const isTrue = await this.#db.transaction('r', this.#db.tables, async () => {
      let entries = 0;
      await byWorth.eachKey((key, { primaryKey }) => {
        const [, touchedAt, size] = v.parse(WorthKey, key);
        entries++;
        if (!stays({ touchedAt, size })) going.set(primaryKey, touchedAt);
      });
      return isTallied(this.#db, entries);
    });
    if (!isTrue) await this.retally();
    // What has been seen again or decided about meanwhile is judged the next time.
    return this.#forget([...going.keys()], (row) => row.touchedAt === going.get(row.id));
  }

  /** Counts anew what the running tallies say (tallies.ts). */
  retally(): Promise<void> {
    return this.#write(() => retally(this.#db));
  }

  /** All that was decided about, in short and in no order. */
  decided(): AsyncGenerator<Decided, void, undefined> {
    return decisions(this.#db);
  }

  /** All entries that a filter shows, the latest first, read a page at a time. */
  async *all(filter: QueueFilter = {}, pictures = true): AsyncGenerator<Entry, void, undefined> {
    let after: QueuePlace | null = null;
    do {
      const options = { after, limit: BATCH, pictures };
      const { entries, next }: QueuePage = await this.page(filter, options);
      yield* entries;
      after = next;
    } while (after);
  }

  /**
   * Takes entries of another machine in, in one transaction. An entry that is here already stays,
   * but takes over a decision that is later than its own, or its first. What was decided by an
   * import is no step to undo.
   */
  merge(entries: readonly Entry[]): Promise<{ added: number; decided: number }> {
    return this.#write(async () => {
      const found = await this.#db.entries.bulkGet(entries.map(({ id }) => id));
      const { changes, thumbnails, added, decided } = mergedWith(found, entries);
      await this.#changeRows(changes);
      await this.#db.thumbnails.bulkPut(thumbnails);
      return { added, decided };
    });
  }

  /** For tests, and before the database is deleted. */
  close(): void {
    this.#db.close();
  }

  async #write<T>(act: () => Promise<T>): Promise<T> {
    let own: object | null = null;
    // Dexie keeps native awaits in the transaction where the function itself is an async one.
    const result = await this.#db.transaction('rw', this.#db.tables, async () => {
      own = Dexie.currentTransaction;
      return act();
    });
    const ruled = own && this.#ruling.get(own);
    if (typeof ruled === 'boolean') this.ruled(ruled);
    return result;
  }

  async #put({ thumbnail, ...entry }: Entry, before: Row | undefined): Promise<void> {
    const after = rowOf(entry, thumbnail?.byteLength ?? 0);
    await this.#db.entries.put(after);
    if (thumbnail) await this.#db.thumbnails.put({ id: entry.id, bytes: thumbnail });
    else await this.#db.thumbnails.delete(entry.id);
    await tally(this.#db, [{ before, after }]);
  }

  /** Rows in their new state, their tallies and rulings. No entry may be in it twice. */
  async #changeRows(changes: readonly Required<Change>[]): Promise<void> {
    await this.#db.entries.bulkPut(changes.flatMap(({ after }) => after ?? []));
    await tally(this.#db, changes);
    const isRuled = ({ before, after }: Change) => before?.decidedAt ?? after?.decidedAt;
    const contents = changes.filter((each) => isRuled(each) !== undefined);
    await this.#rule(contents.flatMap(({ after }) => after?.content ?? []));
  }

  async #nextStep(): Promise<number> {
    return ((await this.#db.acts.orderBy('step').last())?.step ?? 0) + 1;
  }

  async #decideRows(rows: Row[], decision: Decision, step: number): Promise<void> {
    const before = rows.map(({ id, entry }) => ({ id, decision: entry.decision }));
    await this.#changeRows(
      rows.map((row) => ({ before: row, after: withDecision(row, decision) })),
    );
    await this.#db.acts.add({ step, decidedAt: decision.decidedAt, before });
    await this.#db.acts
      .where('step')
      .belowOrEqual(step - STEPS)
      .delete();
  }

  /** Writes anew what persons say of these contents, from the entries that there are. */
  async #rule(contents: string[]): Promise<void> {
    for (const content of new Set(contents)) {
      const latest = await this.#db.entries
        .where('[content+decidedAt]')
        .between([content, Dexie.minKey], [content, Dexie.maxKey])
        .last();
      const says = latest && personFlag(latest.entry);
      const isOverturned = latest?.entry.decision?.call === 'overturn';
      const ruling = (isOverturned && says) || undefined;
      const before = await this.#db.rulings.get(content);
      if (before?.says === ruling) continue;
      const own = Dexie.currentTransaction;
      this.#ruling.set(own, this.#ruling.get(own) === true || ruling === 'unsafe');
      if (ruling) await this.#db.rulings.put({ content, says: ruling });
      else await this.#db.rulings.delete(content);
    }
  }

  /** One transaction for each batch of rows, and one step for all; returns the sum. */
  async #inBatches(
    ids: string[],
    act: (rows: Row[], step: number) => Promise<number>,
  ): Promise<number> {
    let [sum, step] = [0, 0];
    for (let at = 0; at < ids.length; at += BATCH) {
      sum += await this.#write(async () => {
        step ||= await this.#nextStep();
        const rows = await this.#db.entries.bulkGet(ids.slice(at, at + BATCH));
        return act(
          rows.filter((row) => row !== undefined),
          step,
        );
      });
    }
    return sum;
  }

  #forget(ids: string[], isMeant: (row: Row) => boolean): Promise<number> {
    return this.#inBatches(ids, async (found) => {
      const rows = found.filter(isMeant);
      const going = rows.map(({ id }) => id);
      await this.#db.entries.bulkDelete(going);
      await this.#db.thumbnails.bulkDelete(going);
      await tally(
        this.#db,
        rows.map((before) => ({ before })),
      );
      const decided = rows.filter(({ decidedAt }) => decidedAt !== undefined);
      await this.#rule(decided.map(({ content }) => content));
      // Acts hold notes and names of what was deleted.
      await this.#db.acts.clear();
      return rows.length;
    });
  }
}

const WorthKey = v.tuple([v.number(), v.number(), v.number()]);
