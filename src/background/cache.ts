/**
 * Answers that have been given, by content key, in IndexedDB. It only ever saves work: where the
 * database cannot be opened, is full or is slow, screening goes on without it.
 */
import { Dexie, type Table } from 'dexie';
import type { Basis } from '../core/verdict';

export interface CachedAnswer {
  pUnsafe: number;
  /** False where only the beginning of the content was asked. */
  whole: boolean;
  /** Where `pUnsafe` is no probability. */
  basis?: Basis | undefined;
}

interface Row extends CachedAnswer {
  key: string;
  /** When the guard gave the answer; it ages from here. */
  answeredAt: number;
  /** When it was last of use; the oldest go first. */
  usedAt: number;
}

export interface CacheOptions {
  name?: string;
  maxEntries?: number;
  maxAgeMs?: number;
  now?: () => number;
}

const DAY_MS = 24 * 60 * 60_000;
const WRITE_AFTER_MS = 200;
/** How many writes between two looks at the size of the table. */
const TRIM_EVERY = 500;
/** An answer from the guard takes less than a database that takes longer than this. */
const SLOW_MS = 2_000;
/** After a failure, how long to leave the database alone. */
const PAUSE_MS = 60_000;

export class VerdictCache {
  readonly #db: Dexie;
  readonly #rows: Table<Row, string>;
  readonly #maxEntries: number;
  readonly #maxAgeMs: number;
  readonly #now: () => number;
  /** Written soon; read from at once. */
  readonly #unwritten = new Map<string, Row>();
  #touched = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writes = TRIM_EVERY;
  #pausedUntil = 0;

  constructor(options: CacheOptions = {}) {
    this.#maxEntries = options.maxEntries ?? 50_000;
    this.#maxAgeMs = options.maxAgeMs ?? 30 * DAY_MS;
    this.#now = options.now ?? Date.now;
    this.#db = new Dexie(options.name ?? 'seawall-verdicts');
    this.#db.version(1).stores({ verdicts: 'key, usedAt, answeredAt' });
    this.#rows = this.#db.table('verdicts');
  }

  /**
   * The answers that are known, by key.
   * @param remember False from a private window: then reading leaves no trace either.
   */
  async find(keys: readonly string[], remember: boolean): Promise<Map<string, CachedAnswer>> {
    const found = new Map<string, CachedAnswer>();
    const asked = keys.filter((key) => {
      const row = this.#unwritten.get(key);
      if (row) found.set(key, row);
      return !row;
    });
    if (asked.length === 0) return found;
    const rows = await this.#guarded('read', () => this.#rows.bulkGet(asked));
    const now = this.#now();
    for (const row of rows ?? []) {
      if (!row || now - row.answeredAt > this.#maxAgeMs) continue;
      found.set(row.key, row);
      // Once a day is enough to know what is of use, and saves most writes.
      if (remember && now - row.usedAt > DAY_MS) this.#touched.set(row.key, now);
    }
    if (this.#touched.size > 0) this.#writeSoon();
    return found;
  }

  put(key: string, { pUnsafe, whole, basis }: CachedAnswer): void {
    const now = this.#now();
    const row = { key, pUnsafe, whole, ...(basis ? { basis } : {}) };
    this.#unwritten.set(key, { ...row, answeredAt: now, usedAt: now });
    this.#writeSoon();
  }

  /** Writes what waits. The timer does it by itself; tests and shutdown may hurry it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rows = [...this.#unwritten];
    const touched = this.#touched;
    if (rows.length === 0 && touched.size === 0) return;
    this.#touched = new Map();
    await this.#guarded('write', async () => {
      await this.#rows.bulkPut(rows.map(([, row]) => row));
      const changes = [...touched].map(([key, usedAt]) => ({ key, changes: { usedAt } }));
      await this.#rows.bulkUpdate(changes);
      this.#writes += rows.length;
      if (this.#writes < TRIM_EVERY) return;
      this.#writes = 0;
      await this.#trim();
    });
    // Written or not: memory is no second cache. What came in meanwhile stays for the next write.
    for (const [key, row] of rows) {
      if (this.#unwritten.get(key) === row) this.#unwritten.delete(key);
    }
  }

  async clear(): Promise<void> {
    this.#unwritten.clear();
    this.#touched.clear();
    await this.#guarded('clear', () => this.#rows.clear());
  }

  #writeSoon(): void {
    this.#timer ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS);
  }

  async #trim(): Promise<void> {
    await this.#rows
      .where('answeredAt')
      .below(this.#now() - this.#maxAgeMs)
      .delete();
    const excess = (await this.#rows.count()) - this.#maxEntries;
    if (excess <= 0) return;
    const oldest = await this.#rows.orderBy('usedAt').limit(excess).primaryKeys();
    await this.#rows.bulkDelete(oldest);
  }

  /** Runs a use of the database that may fail or hang; then there is just no cache for a while. */
  async #guarded<T>(what: string, act: () => PromiseLike<T>): Promise<T | undefined> {
    if (this.#now() < this.#pausedUntil) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const slow = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`took over ${SLOW_MS} ms`)), SLOW_MS);
    });
    try {
      return await Promise.race([act(), slow]);
    } catch (error) {
      this.#pausedUntil = this.#now() + PAUSE_MS;
      console.debug(`seawall: the verdict cache could not ${what}; going on without it`, error);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}
