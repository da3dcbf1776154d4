/**
 * Where the lock is kept: in IndexedDB, as the keys are (keys.ts), since no web page and no content
 * script can open that. Each change is read, decided and written in one transaction, and is on disk
 * when it resolves, so that no crash takes a wrong try back.
 */
import { Dexie, type Table } from 'dexie';
import * as v from 'valibot';
import { LockRecord } from '../core/lock/lock';

const KEY = 'lock';

export class LockStore {
  readonly #db: Dexie;
  readonly #rows: Table<unknown, string>;

  constructor(name = 'seawall-lock') {
    this.#db = new Dexie(name, { chromeTransactionDurability: 'strict' });
    this.#db.version(1).stores({ lock: '' });
    this.#rows = this.#db.table('lock');
  }

  /** Null where there is no lock. Rejects where that cannot be told. */
  read(): Promise<LockRecord | null> {
    return this.#use(async () => parsed(await this.#rows.get(KEY)));
  }

  /**
   * Stores what `decide` makes of the lock; null removes it, and the very same leaves it. When
   * `decide` throws, all stays as it was.
   */
  change<T extends LockRecord | null>(decide: (lock: LockRecord | null) => T): Promise<T> {
    return this.#use(() =>
      this.#db.transaction('rw', this.#rows, async () => {
        const before = parsed(await this.#rows.get(KEY));
        const after = decide(before);
        if (after === null) await this.#rows.delete(KEY);
        else if (after !== before) await this.#rows.put(after, KEY);
        return after;
      }),
    );
  }

  async #use<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      // A database that failed to open would never be tried again.
      if (!this.#db.isOpen()) this.#db.close({ disableAutoOpen: false });
      throw error;
    }
  }
}

/** Throws where something else is stored: that is not the same as no lock. */
const parsed = (row: unknown): LockRecord | null =>
  row === undefined ? null : v.parse(LockRecord, row);
