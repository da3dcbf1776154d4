import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { GUARDED } from '../core/lock/lock';
import { pbkdf2 } from '../core/lock/secret';
import { UNLOCK_MS } from '../core/lock/unlock';
import type { Lock } from './lock';
import { LockBench, outcome } from './testing/lock';

const PIN = '830561940273';
const OTHER = '7253';

let bench: LockBench;
let lock: Lock;
beforeEach(() => {
  bench = new LockBench();
  lock = bench.open();
});

async function setUp(): Promise<string> {
  const { recoveryCode } = await lock.request({ type: 'lock.setUp', pin: PIN });
  await lock.request({ type: 'lock.lock' });
  return recoveryCode ?? '';
}
const unlock = (pin: string) => outcome(lock.request({ type: 'lock.unlock', pin }));
const status = async () => (await lock.view()).status;
const required = () => Promise.all(GUARDED.map((what) => outcome(lock.require(what))));
const ALL_REFUSED = GUARDED.map(() => 'locked');
const ALL_DONE = GUARDED.map(() => 'done');

describe('without a lock', () => {
  it('nothing is guarded, and there is nothing to open', async () => {
    expect(await lock.view()).toEqual({ status: 'off' });
    expect(await required()).toEqual(ALL_DONE);
    expect(await unlock(PIN)).toBe('off');
    expect(await outcome(lock.request({ type: 'lock.remove', pin: PIN }))).toBe('off');
    expect(await outcome(lock.request({ type: 'lock.schedule', schedule: [] }))).toBe('off');
    expect(bench.hashes).toEqual([]);
  });

  it('none is set up with a PIN that is none or easily guessed', async () => {
    expect(await outcome(lock.request({ type: 'lock.setUp', pin: '12' }))).toBe('not-a-pin');
    expect(await outcome(lock.request({ type: 'lock.setUp', pin: '1234' }))).toBe('too-easy');
    expect(await status()).toBe('off');
  });
});

describe('a PIN that is given for one thing', () => {
  it('opens nothing, counts as a try, and forgets wrong ones when it was right', async () => {
    expect(await outcome(lock.prove(PIN))).toBe('off');
    await setUp();
    for (let tries = 0; tries < 4; tries++) expect(await outcome(lock.prove(OTHER))).toBe('wrong');
    expect(await outcome(lock.prove(PIN))).toBe('done');
    expect(await status()).toBe('locked');
    expect(await required()).toEqual(ALL_REFUSED);
    for (let tries = 0; tries < 5; tries++) expect(await outcome(lock.prove(OTHER))).toBe('wrong');
    expect(await outcome(lock.prove(PIN))).toBe('wait');
    expect(await unlock(PIN)).toBe('wait');
    expect(bench.session).toBeUndefined();
  });

  it('leaves a lock open that was', async () => {
    await setUp();
    await unlock(PIN);
    expect(await outcome(lock.prove(PIN))).toBe('done');
    expect(await status()).toBe('unlocked');
  });
});

describe('a lock', () => {
  it('is open for whoever has just set it up, and for ten minutes', async () => {
    const answer = await lock.request({ type: 'lock.setUp', pin: PIN });
    expect(answer).toEqual({
      lock: {
        status: 'unlocked',
        until: bench.now + UNLOCK_MS,
        pinWaitMs: 0,
        codeWaitMs: 0,
        schedule: [],
        reveal: true,
      },
      recoveryCode: expect.stringMatching(/^(\w{5}-){3}\w{5}$/),
    });
    bench.later(UNLOCK_MS - 1);
    expect(await required()).toEqual(ALL_DONE);
    bench.later(1);
    expect(await required()).toEqual(ALL_REFUSED);
  });

  it('is set up once', async () => {
    await setUp();
    expect(await outcome(lock.request({ type: 'lock.setUp', pin: OTHER }))).toBe('on');
    expect(await unlock(OTHER)).toBe('wrong');
    expect(await unlock(PIN)).toBe('done');
  });

  it('opens by its PIN, as any keyboard writes it, and closes when told to', async () => {
    await setUp();
    expect(await required()).toEqual(ALL_REFUSED);
    expect(await unlock('๘๓๐๕๖๑๙๔๐๒๗๓')).toBe('done');
    expect(await required()).toEqual(ALL_DONE);
    await lock.request({ type: 'lock.lock' });
    expect(await required()).toEqual(ALL_REFUSED);
  });

  it('stays open when the background is ended, not when the browser is', async () => {
    await setUp();
    await unlock(PIN);
    lock = bench.open();
    expect(await status()).toBe('unlocked');
    bench.session = undefined;
    lock = bench.open();
    expect(await required()).toEqual(ALL_REFUSED);
  });

  it('once closed by time is not opened by the clock', async () => {
    await setUp();
    await unlock(PIN);
    const opened = bench.now;
    expect(bench.alarms).toContain(opened + UNLOCK_MS);
    bench.now = opened + UNLOCK_MS;
    await bench.open().tidy();
    bench.now = opened + 1;
    expect(await status()).toBe('locked');
  });

  it.each([{ from: 0, until: 9e15 }, { from: 'now' }, 'open', null, true])(
    'is closed where %j is said of it',
    async (session) => {
      await setUp();
      bench.session = session;
      expect(await required()).toEqual(ALL_REFUSED);
    },
  );

  it('has its PIN changed, by the PIN alone, even while it is open', async () => {
    await setUp();
    await unlock(PIN);
    const change = (pin: string, next: string) =>
      outcome(lock.request({ type: 'lock.change', pin, next }));
    expect(await change(OTHER, OTHER)).toBe('wrong');
    expect(await change(PIN, '0000')).toBe('too-easy');
    expect(await change(PIN, OTHER)).toBe('done');
    await lock.request({ type: 'lock.lock' });
    expect(await unlock(PIN)).toBe('wrong');
    expect(await unlock(OTHER)).toBe('done');
  });

  it('is removed by the PIN alone', async () => {
    await setUp();
    await unlock(PIN);
    expect(await outcome(lock.request({ type: 'lock.remove', pin: OTHER }))).toBe('wrong');
    const { lock: view } = await lock.request({ type: 'lock.remove', pin: PIN });
    expect(view).toEqual({ status: 'off' });
    expect(await bench.stored()).toEqual([]);
    expect(bench.session).toBeUndefined();
    expect(await required()).toEqual(ALL_DONE);
  });
});

describe('the recovery code', () => {
  const recover = (code: string, pin = OTHER) => lock.request({ type: 'lock.recover', code, pin });

  it('sets a new PIN, once, and makes a new code', async () => {
    const code = await setUp();
    const { lock: view, recoveryCode: next } = await recover(code.toLowerCase());
    expect(view.status).toBe('unlocked');
    expect(next).not.toBe(code);
    await lock.request({ type: 'lock.lock' });
    expect(await unlock(PIN)).toBe('wrong');
    expect(await unlock(OTHER)).toBe('done');
    expect(await outcome(recover(code))).toBe('wrong');
    expect(await outcome(recover(next ?? '', PIN))).toBe('done');
  });

  it('is not spent on a PIN that cannot be set, and a slip of the pen is no try', async () => {
    const code = await setUp();
    expect(await outcome(recover(code, '1234'))).toBe('too-easy');
    expect(await outcome(recover(code.slice(1)))).toBe('wrong');
    expect(await unlock(' not a PIN ')).toBe('wrong');
    expect(await bench.stored()).toMatchObject([
      { tries: { pin: { wrong: 0 }, code: { wrong: 0 } } },
    ]);
    expect(await outcome(recover(code))).toBe('done');
  });

  it('opens while the PIN has to wait; wrong codes have waits of their own', async () => {
    const code = await setUp();
    for (let i = 0; i < 5; i++) expect(await unlock(OTHER)).toBe('wrong');
    expect(await unlock(PIN)).toBe('wait');
    for (let i = 0; i < 5; i++)
      expect(await outcome(recover('00000-00000-00000-00000'))).toBe('wrong');
    expect(await outcome(recover(code))).toBe('wait');
    expect(await lock.view()).toMatchObject({ pinWaitMs: 30_000, codeWaitMs: 30_000 });
    bench.later(30_000);
    expect(await outcome(recover(code))).toBe('done');
    expect(await lock.view()).toMatchObject({ pinWaitMs: 0, codeWaitMs: 0 });
  });

  it('is made anew by the PIN', async () => {
    const code = await setUp();
    expect(await outcome(lock.request({ type: 'lock.newCode', pin: OTHER }))).toBe('wrong');
    const { recoveryCode } = await lock.request({ type: 'lock.newCode', pin: PIN });
    expect(await outcome(recover(code))).toBe('wrong');
    expect(await outcome(recover(recoveryCode ?? ''))).toBe('done');
  });
});

describe('the schedule', () => {
  const schedule = [{ days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 1 }];

  it('is set while the lock is open, and frees nothing but revealing', async () => {
    await setUp();
    expect(await outcome(lock.request({ type: 'lock.schedule', schedule }))).toBe('locked');
    await unlock(PIN);
    expect(await outcome(lock.request({ type: 'lock.schedule', schedule }))).toBe('done');
    await lock.request({ type: 'lock.lock' });
    bench.now = new Date(2026, 10, 27, 12).getTime();
    expect(await lock.view()).toMatchObject({ status: 'locked', schedule, reveal: false });
    for (const what of GUARDED)
      expect(await outcome(lock.require(what))).toBe(what === 'reveal' ? 'done' : 'locked');
    bench.now = new Date(2026, 10, 27, 0, 0, 30).getTime();
    expect(await lock.view()).toMatchObject({ reveal: true });
    expect(await required()).toEqual(ALL_REFUSED);
  });
});

describe('what is stored', () => {
  it('tells neither PIN nor code, by the hash that is used', async () => {
    lock = bench.open(pbkdf2(crypto.subtle));
    const code = await setUp();
    expect(await unlock(OTHER)).toBe('wrong');
    expect(await unlock(PIN)).toBe('done');
    const hexadecimal = (digits: number) => expect.stringMatching(`^[0-9a-f]{${digits}}$`);
    const secret = { salt: hexadecimal(32), iterations: 600_000, hash: hexadecimal(64) };
    const tries = { wrong: 0, since: 0 };
    const stored = await bench.stored();
    expect(stored).toEqual([
      { version: 1, pin: secret, code: secret, tries: { pin: tries, code: tries }, schedule: [] },
    ]);
    expect(bench.session).toEqual({ from: bench.now, until: bench.now + UNLOCK_MS });
    const all = JSON.stringify([stored, bench.session, await lock.view()]).toUpperCase();
    for (const told of [PIN, code, code.replaceAll('-', ''), ...code.split('-')])
      expect(all).not.toContain(told);
  });

  it('keeps everything closed where it cannot be read', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    await setUp();
    await unlock(PIN);
    const open = indexedDB.open(bench.name);
    await new Promise<void>((resolve) => {
      open.onsuccess = () => {
        const transaction = open.result.transaction('lock', 'readwrite');
        transaction.objectStore('lock').put({ version: 2 }, 'lock');
        transaction.oncomplete = () => resolve();
      };
    });
    open.result.close();
    expect(await status()).toBe('unreadable');
    expect(new Set(await required())).toEqual(new Set(['unreadable']));
    expect(await outcome(lock.request({ type: 'lock.setUp', pin: OTHER }))).toBe('unreadable');
    expect(await unlock(PIN)).toBe('unreadable');
    log.mockRestore();
  });

  it('is read again after a time when the database did not open', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    await setUp();
    lock = bench.open();
    const opening = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('not now', 'InvalidStateError');
    });
    expect(new Set(await required())).toEqual(new Set(['unreadable']));
    opening.mockRestore();
    expect(await required()).toEqual(ALL_REFUSED);
    expect(await unlock(PIN)).toBe('done');
    log.mockRestore();
  });
});
