/**
 * The keys of engines, in IndexedDB: that of the extension's own origin, which no web page and no
 * content script can open. (`storage.local` is open to content scripts.) They are part of no
 * settings, so that nothing that copies or exports settings can hold one.
 *
 * A key is for the address that it was given for. An organisation's policy can put another in its
 * place and take it away again, and neither's key must go to the other.
 */
import { Dexie, type Table } from 'dexie';
import { isElsewhere, type Remote } from '../core/engines';

interface Row {
  engine: Remote;
  key: string;
  /** Absent in what earlier versions wrote, until `start`. */
  address?: string;
}

export class Keys {
  readonly #rows: Table<Row, Remote>;
  readonly #keys = new Map<Remote, Row>();

  constructor(name = 'seawall-keys') {
    const db = new Dexie(name);
    db.version(1).stores({ keys: 'engine' });
    this.#rows = db.table('keys');
  }

  /** `own`: the addresses that a person has set; keys without one were given for these. */
  async start(own: Readonly<Record<Remote, string>>): Promise<void> {
    for (const row of await this.#rows.toArray()) {
      if (row.address === undefined) await this.set(row.engine, row.key, own[row.engine]);
      else this.#keys.set(row.engine, row);
    }
  }

  /** Null where there is none, or only one for another host. */
  get(engine: Remote, address: string): string | null {
    const row = this.#keys.get(engine);
    if (row?.address === undefined || isElsewhere(row.address, address)) return null;
    return row.key;
  }

  /** What may be shown of it: its last letters, where it is long enough for them to tell nothing. */
  masked(engine: Remote, address: string): string | null {
    const key = this.get(engine, address);
    if (key === null) return null;
    return `••••${key.length >= 12 ? key.slice(-4) : ''}`;
  }

  /** Null: forgets it. */
  async set(engine: Remote, key: string | null, address: string): Promise<void> {
    if (key === null) {
      this.#keys.delete(engine);
      await this.#rows.delete(engine);
      return;
    }
    const row = { engine, key, address };
    await this.#rows.put(row);
    this.#keys.set(engine, row);
  }
}
