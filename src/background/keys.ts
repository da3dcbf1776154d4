/**
 * The keys of engines, in IndexedDB: that of the extension's own origin, which no web page and no
 * content script can open. (`storage.local` is open to content scripts.) They are part of no
 * settings, so that nothing that copies or exports settings can hold one.
 */
import { Dexie, type Table } from 'dexie';
import type { Remote } from '../core/engines';

interface Row {
  engine: Remote;
  key: string;
}

export class Keys {
  readonly #rows: Table<Row, Remote>;
  readonly #keys = new Map<Remote, string>();

  constructor(name = 'seawall-keys') {
    const db = new Dexie(name);
    db.version(1).stores({ keys: 'engine' });
    this.#rows = db.table('keys');
  }

  async start(): Promise<void> {
    for (const { engine, key } of await this.#rows.toArray()) this.#keys.set(engine, key);
  }

  get(engine: Remote): string | null {
    return this.#keys.get(engine) ?? null;
  }

  /** What may be shown of it: its last letters, where it is long enough for them to tell nothing. */
  masked(engine: Remote): string | null {
    const key = this.get(engine);
    if (key === null) return null;
    return `••••${key.length >= 12 ? key.slice(-4) : ''}`;
  }

  /** Null: forgets it. */
  async set(engine: Remote, key: string | null): Promise<void> {
    if (key === null) {
      this.#keys.delete(engine);
      await this.#rows.delete(engine);
      return;
    }
    await this.#rows.put({ engine, key });
    this.#keys.set(engine, key);
  }
}
