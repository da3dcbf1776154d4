/** What is put into the extension's storage by hand, taken out of it, or asked twice at once opens nothing. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LONGEST_WAIT_MS } from '../core/lock/delays';
import { GUARDED } from '../core/lock/lock';
import type { LockRequest } from '../platform/lock-protocol';
import type { Lock } from './lock';
import { LockBench, outcome } from './testing/lock';

const PIN = '8305';
const WRONG = '7253';

let bench: LockBench;
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  bench = new LockBench();
  const lock = bench.open();
  await lock.request({ type: 'lock.setUp', pin: PIN });
  await lock.request({ type: 'lock.lock' });
  bench.hashes.length = 0;
});
afterEach(() => vi.restoreAllMocks());

const guess = (lock: Lock, pin: string) => outcome(lock.request({ type: 'lock.unlock', pin }));
const required = (lock: Lock) => Promise.all(GUARDED.map((what) => outcome(lock.require(what))));

type Row = Record<string, unknown> & { pin: object; tries: { pin: object; code: object } };

/** Writes into the lock's database past all of our code; undefined: takes the record away. */
async function put(change: (row: Row) => unknown): Promise<void> {
  const [row] = (await bench.stored()) as Row[];
  if (!row) throw new Error('nothing is stored');
  const request = indexedDB.open(bench.name);
  await new Promise<void>((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const transaction = request.result.transaction('lock', 'readwrite');
      const rows = transaction.objectStore('lock');
      const next = change(structuredClone(row));
      if (next === undefined) rows.delete('lock');
      else rows.put(next, 'lock');
      transaction.oncomplete = () => resolve();
    };
  });
  request.result.close();
}

describe('a record that is none of ours leaves all closed', () => {
  const tries = (pin: object) => (row: Row) => ({ ...row, tries: { ...row.tries, pin } });
  const pinOf = (change: object) => (row: Row) => ({ ...row, pin: { ...row.pin, ...change } });
  it.each<[string, (row: Row) => unknown]>([
    ['null', () => null],
    ['a word', () => 'open'],
    ['true', () => true],
    ['a list', () => []],
    ['nothing in it', () => ({})],
    ['of another version', (row) => ({ ...row, version: 2 })],
    ['without a PIN', ({ pin: _, ...row }) => row],
    ['without tries', ({ tries: _, ...row }) => row],
    ['no hash', pinOf({ hash: '' })],
    ['a hash cut short', pinOf({ hash: '00' })],
    ['a hash that is none', pinOf({ hash: 'z'.repeat(64) })],
    ['a hash as a list', pinOf({ hash: [] })],
    ['no salt', pinOf({ salt: '' })],
    ['no iteration', pinOf({ iterations: 0 })],
    ['endless iterations', pinOf({ iterations: Number.POSITIVE_INFINITY })],
    ['tries below nothing', tries({ wrong: -10_000, since: 0 })],
    ['half a try', tries({ wrong: 0.5, since: 0 })],
    ['tries that are no number', tries({ wrong: Number.NaN, since: 0 })],
    ['tries as words', tries({ wrong: '0', since: '0' })],
    ['a wait since never', tries({ wrong: 9, since: Number.NEGATIVE_INFINITY })],
    ['a schedule of its own kind', (row) => ({ ...row, schedule: 'never' })],
  ])('%s', async (_, change) => {
    await put(change);
    const lock = bench.open();
    expect(await lock.view()).toEqual({ status: 'unreadable' });
    expect(new Set(await required(lock))).toEqual(new Set(['unreadable']));
    const requests: LockRequest[] = [
      { type: 'lock.unlock', pin: PIN },
      { type: 'lock.setUp', pin: WRONG },
      { type: 'lock.remove', pin: PIN },
      { type: 'lock.schedule', schedule: [] },
    ];
    for (const request of requests) expect(await outcome(lock.request(request))).toBe('unreadable');
    // Nothing was tried, and what is there was not written over.
    expect(bench.hashes).toEqual([]);
  });
});

it.each([
  ['more wrong tries than can be counted', { wrong: Number.MAX_SAFE_INTEGER, since: 0 }],
  ['a wait from the year 9999 on', { wrong: 40, since: Date.UTC(9999, 0) }],
])('%s keep nobody out for longer than the longest wait', async (_, pin) => {
  await put((row) => ({
    ...row,
    tries: { ...row.tries, pin: { ...pin, since: pin.since || bench.now } },
  }));
  expect(await guess(bench.open(), PIN)).toBe('wait');
  bench.later(LONGEST_WAIT_MS);
  expect(await guess(bench.open(), PIN)).toBe('done');
});

it('the hash itself is no PIN, nor is it a code', async () => {
  const [row] = (await bench.stored()) as [{ pin: { hash: string }; code: { hash: string } }];
  const lock = bench.open();
  expect(await guess(lock, row.pin.hash)).toBe('wrong');
  const recover = { type: 'lock.recover', code: row.code.hash, pin: '9146' } as const;
  expect(await outcome(lock.request(recover))).toBe('wrong');
  expect(await required(lock)).toEqual(GUARDED.map(() => 'locked'));
});

describe('what is cleared', () => {
  it('of the session closes it; tries and waits are none of that', async () => {
    const lock = bench.open();
    expect(await guess(lock, PIN)).toBe('done');
    expect(await required(lock)).toEqual(GUARDED.map(() => 'done'));
    bench.session = undefined;
    expect(await required(lock)).toEqual(GUARDED.map(() => 'locked'));
    for (let i = 0; i < 5; i++) await guess(lock, WRONG);
    bench.session = undefined;
    expect(await guess(bench.open(), PIN)).toBe('wait');
  });

  it('with the lock’s own database, the lock is gone: that is said in the docs, and no page can do it', async () => {
    await put(() => undefined);
    expect(await bench.open().view()).toEqual({ status: 'off' });
  });
});

it('two that guess at once have the five tries together, and one wait', async () => {
  // As two backgrounds would, each with a chain of its own.
  const [one, other] = [bench.open(), bench.open()];
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_, i) => guess(i % 2 === 0 ? one : other, WRONG)),
  );
  expect(outcomes.filter((each) => each === 'wrong')).toHaveLength(5);
  expect(outcomes.filter((each) => each === 'wait')).toHaveLength(35);
  expect(bench.hashes).toHaveLength(5);
  expect(await Promise.all([guess(one, PIN), guess(other, PIN)])).toEqual(['wait', 'wait']);
  bench.later(30_000);
  const after = await Promise.all([guess(one, WRONG), guess(other, WRONG)]);
  expect(after.sort()).toEqual(['wait', 'wrong']);
});
