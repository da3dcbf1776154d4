/** A lock over a fake database, with a clock that tests set and a hash that costs nothing. */
import { createHash } from 'node:crypto';
import type { Derive } from '../../core/lock/secret';
import { Lock, LockRefusal } from '../lock';
import { LockStore } from '../lock-store';

let names = 0;

export class LockBench {
  readonly name = `lock-${names++}`;
  now = Date.parse('2026-11-27T12:00Z');
  /** The browser's session. */
  session: unknown;
  /** When each hash was computed. */
  readonly hashes: number[] = [];
  readonly alarms: number[] = [];

  /** What the browser starts anew after it has ended the background. */
  open(derive: Derive = this.derive): Lock {
    return new Lock({
      store: new LockStore(this.name),
      session: {
        load: async () => structuredClone(this.session),
        save: async (unlock) => {
          this.session = unlock ?? undefined;
        },
      },
      derive,
      random: (bytes) => void crypto.getRandomValues(bytes),
      now: () => this.now,
      wakeAt: (time) => void this.alarms.push(time),
    });
  }

  readonly derive: Derive = async (secret, salt, iterations) => {
    this.hashes.push(this.now);
    return createHash('sha256').update(salt).update(`${iterations} ${secret}`).digest();
  };

  later(ms: number): void {
    this.now += ms;
  }

  /** All that is stored, as it is stored. */
  async stored(): Promise<unknown[]> {
    const request = indexedDB.open(this.name);
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const found: unknown[] = [];
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store).getAll();
      found.push(
        ...(await new Promise<unknown[]>((resolve) => {
          all.onsuccess = () => resolve(all.result);
        })),
      );
    }
    db.close();
    return found;
  }
}

/** Why it was refused; `done` where it was not. */
export const outcome = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof LockRefusal) return error.reason;
      throw error;
    },
  );
