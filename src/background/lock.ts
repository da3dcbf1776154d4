/**
 * The lock: whoever knows the PIN sets it, opens it for a while, changes and removes it; while it is
 * closed, what it guards is refused. Everything is read from where it is stored each time and kept
 * nowhere else, so ending the background changes nothing. All that is asked goes through one chain:
 * one try at a time.
 */
import * as v from 'valibot';
import { noTries, triedAt, waitMs } from '../core/lock/delays';
import { type Guarded, guards, type LockRecord, newLock, settled } from '../core/lock/lock';
import { readNewPin, readPin } from '../core/lock/pin';
import { makeRecoveryCode, readRecoveryCode } from '../core/lock/recovery-code';
import type { Schedule } from '../core/lock/schedule';
import { type Derive, isSecret, storedSecret } from '../core/lock/secret';
import { isOpen, Unlock, unlockAt } from '../core/lock/unlock';
import type { LockRefusalReason, LockRequest, LockView } from '../platform/lock-protocol';
import type { LockStore } from './lock-store';
import { words } from './strings';

export interface LockOptions {
  store: Pick<LockStore, 'read' | 'change'>;
  /** Whether it is open: kept as long as the browser runs, where no content script can write. */
  session: {
    load(): Promise<unknown>;
    /** Null: it is closed. */
    save(unlock: Unlock | null): Promise<void>;
  };
  derive: Derive;
  /** Fills the bytes with random ones, fit for secrets. */
  random(bytes: Uint8Array<ArrayBuffer>): void;
  now(): number;
  /** Have `tidy` called at this time. */
  wakeAt(time: number): void;
  /** How it stands may be another now: pages that are open are told. */
  changed?(view: LockView): void;
}

/** What a request came to. */
export interface LockAnswer {
  lock: LockView;
  /** To be shown this once. */
  recoveryCode?: string;
}

/** A sentence for the person who asked, and the reason for the page. */
export class LockRefusal extends Error {
  constructor(readonly reason: LockRefusalReason) {
    super(words.refusals[reason]);
  }
}

type Kind = keyof LockRecord['tries'];

export class Lock {
  readonly #options: LockOptions;
  #chain: Promise<unknown> = Promise.resolve();

  constructor(options: LockOptions) {
    this.#options = options;
  }

  /** Rejects with a `LockRefusal` where the lock guards this and is closed. */
  require(what: Guarded): Promise<void> {
    return this.#serial(() => this.#require(what));
  }

  /** Rejects with a `LockRefusal` where it is not done. */
  request(request: LockRequest): Promise<LockAnswer> {
    return this.#serial(async () => {
      try {
        return await this.#answer(request);
      } finally {
        if (request.type !== 'lock.get') await this.#tell();
      }
    });
  }

  /**
   * Rejects with a `LockRefusal` unless this is the PIN. It opens nothing: whatever else waits for
   * the PIN, on whichever page, goes on waiting.
   */
  prove(pin: string): Promise<void> {
    return this.#serial(async () => {
      try {
        await this.#try('pin', readPin(pin));
        await this.#forgetTries((lock) => lock);
      } finally {
        await this.#tell();
      }
    });
  }

  view(): Promise<LockView> {
    return this.#serial(() => this.#view());
  }

  /** Forgets that it was open once that is over: no later change of the clock opens it again. */
  async tidy(): Promise<void> {
    await this.#serial(async () => {
      await this.#unlock();
      await this.#tell();
    });
  }

  async #tell(): Promise<void> {
    const { changed } = this.#options;
    if (changed) changed(await this.#view());
  }

  async #answer(request: LockRequest): Promise<LockAnswer> {
    let recoveryCode: string | undefined;
    switch (request.type) {
      case 'lock.get':
        break;
      case 'lock.setUp':
        recoveryCode = await this.#setUp(request.pin);
        break;
      case 'lock.unlock':
        await this.#try('pin', readPin(request.pin));
        await this.#proven((lock) => lock);
        break;
      case 'lock.lock':
        await this.#options.session.save(null);
        break;
      case 'lock.recover':
        recoveryCode = await this.#recover(request.code, request.pin);
        break;
      case 'lock.change':
        await this.#change(request.pin, request.next);
        break;
      case 'lock.newCode':
        recoveryCode = await this.#newCode(request.pin);
        break;
      case 'lock.remove':
        await this.#try('pin', readPin(request.pin));
        await this.#decide(() => null);
        await this.#options.session.save(null);
        break;
      case 'lock.schedule':
        await this.#setSchedule(request.schedule);
        break;
    }
    const lock = await this.#view();
    return recoveryCode === undefined ? { lock } : { lock, recoveryCode };
  }

  async #require(what: Guarded): Promise<void> {
    const lock = await this.#read();
    if (lock === null || !guards(lock, what, this.#options.now())) return;
    if ((await this.#unlock()) === null) throw new LockRefusal('locked');
  }

  async #view(): Promise<LockView> {
    const now = this.#options.now();
    const lock = await this.#decide((stored) => stored && settled(stored, now)).catch(
      () => undefined,
    );
    if (lock === undefined) return { status: 'unreadable' };
    if (lock === null) return { status: 'off' };
    const details = {
      pinWaitMs: waitMs(lock.tries.pin, now),
      codeWaitMs: waitMs(lock.tries.code, now),
      schedule: lock.schedule,
      reveal: guards(lock, 'reveal', now),
    };
    const unlock = await this.#unlock();
    return unlock
      ? { status: 'unlocked', until: unlock.until, ...details }
      : { status: 'locked', ...details };
  }

  async #setUp(written: string): Promise<string> {
    const pin = newPin(written);
    if ((await this.#read()) !== null) throw new LockRefusal('on');
    const code = makeRecoveryCode(this.#options.random);
    const made = newLock(await this.#stored(pin), await this.#stored(code));
    await this.#decide((lock) => {
      if (lock !== null) throw new LockRefusal('on');
      return made;
    });
    await this.#open();
    return code;
  }

  async #change(written: string, next: string): Promise<void> {
    const pin = newPin(next);
    await this.#try('pin', readPin(written));
    const stored = await this.#stored(pin);
    await this.#proven((lock) => ({ ...lock, pin: stored }));
  }

  async #newCode(written: string): Promise<string> {
    await this.#try('pin', readPin(written));
    const code = makeRecoveryCode(this.#options.random);
    const stored = await this.#stored(code);
    await this.#proven((lock) => ({ ...lock, code: stored }));
    return code;
  }

  async #recover(written: string, next: string): Promise<string> {
    const pin = newPin(next);
    await this.#try('code', readRecoveryCode(written));
    const code = makeRecoveryCode(this.#options.random);
    const stored = { pin: await this.#stored(pin), code: await this.#stored(code) };
    await this.#proven((lock) => ({ ...lock, ...stored }));
    return code;
  }

  async #setSchedule(schedule: Schedule): Promise<void> {
    await this.#require('settings');
    await this.#decide((lock) => ({ ...existing(lock), schedule }));
  }

  /**
   * Rejects unless it is right. It is written down as a wrong try before it is made, in the same
   * transaction that finds it allowed: whatever ends the background meanwhile, the try counts.
   * @param tried Null: it can be no such secret, which is no try.
   */
  async #try(kind: Kind, tried: string | null): Promise<void> {
    const { now, derive } = this.#options;
    let wait = 0;
    const lock = await this.#decide((stored) => {
      const at = now();
      const before = settled(existing(stored), at);
      const tries = before.tries[kind];
      wait = waitMs(tries, at);
      if (wait > 0 || tried === null) return before;
      return { ...before, tries: { ...before.tries, [kind]: triedAt(tries, at) } };
    });
    if (wait > 0) throw new LockRefusal('wait');
    if (tried === null || !(await isSecret(tried, lock[kind], derive)))
      throw new LockRefusal('wrong');
  }

  /** After a right try: forgets the wrong ones, makes the change, and opens. */
  async #proven(change: (lock: LockRecord) => LockRecord): Promise<void> {
    await this.#forgetTries(change);
    await this.#open();
  }

  #forgetTries(change: (lock: LockRecord) => LockRecord): Promise<LockRecord> {
    return this.#decide((lock) => ({
      ...change(existing(lock)),
      tries: { pin: noTries(), code: noTries() },
    }));
  }

  async #open(): Promise<void> {
    const unlock = unlockAt(this.#options.now());
    await this.#options.session.save(unlock);
    this.#options.wakeAt(unlock.until);
  }

  /** Until when it is open; null where it is closed. */
  async #unlock(): Promise<Unlock | null> {
    const { session, now } = this.#options;
    // What cannot be told counts as closed.
    const stored = await session.load().catch(() => undefined);
    const unlock = v.safeParse(Unlock, stored);
    if (unlock.success && isOpen(unlock.output, now())) return unlock.output;
    if (stored !== undefined) await session.save(null);
    return null;
  }

  #stored(secret: string) {
    const { derive, random } = this.#options;
    return storedSecret(secret, derive, random);
  }

  #read(): Promise<LockRecord | null> {
    return this.#options.store.read().catch(unreadable);
  }

  #decide<T extends LockRecord | null>(decide: (lock: LockRecord | null) => T): Promise<T> {
    return this.#options.store.change(decide).catch(unreadable);
  }

  #serial<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#chain.then(act);
    this.#chain = result.catch(() => {});
    return result;
  }
}

function newPin(written: string): string {
  const read = readNewPin(written);
  if (!read.ok) throw new LockRefusal(read.problem);
  return read.pin;
}

function existing(lock: LockRecord | null): LockRecord {
  if (lock === null) throw new LockRefusal('off');
  return lock;
}

/** What cannot be read or written leaves the lock closed. */
function unreadable(error: unknown): never {
  if (error instanceof LockRefusal) throw error;
  console.error('seawall: could not get at the lock', error);
  throw new LockRefusal('unreadable');
}
