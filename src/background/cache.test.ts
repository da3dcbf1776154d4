import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CacheOptions, VerdictCache } from './cache';

const DAY = 24 * 60 * 60_000;
let now = 0;
let name = '';
let count = 0;

const open = (options: CacheOptions = {}) => new VerdictCache({ name, now: () => now, ...options });
const answer = (pUnsafe: number) => ({ pUnsafe, whole: true });

beforeEach(() => {
  now = 1_000_000_000_000;
  name = `test-${count++}`;
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('VerdictCache', () => {
  it('finds what was put, at once and in a later life', async () => {
    const cache = open();
    cache.put('a', { pUnsafe: 0.25, whole: false });
    expect((await cache.find(['a', 'b'], true)).get('a')).toMatchObject({ pUnsafe: 0.25 });
    await cache.flush();
    const found = await open().find(['a', 'b'], true);
    expect([...found.keys()]).toEqual(['a']);
    expect(found.get('a')).toMatchObject({ pUnsafe: 0.25, whole: false });
  });

  it('loses nothing that is put while it writes', async () => {
    const cache = open();
    cache.put('a', answer(0.1));
    cache.put('c', answer(0.1));
    const written = cache.flush();
    cache.put('b', answer(0.2));
    cache.put('c', answer(0.3));
    await written;
    const found = await cache.find(['a', 'b', 'c'], true);
    expect([...found.values()].map(({ pUnsafe }) => pUnsafe).sort()).toEqual([0.1, 0.2, 0.3]);
    await cache.flush();
    const later = await open().find(['a', 'b', 'c'], true);
    expect([...later.values()].map(({ pUnsafe }) => pUnsafe).sort()).toEqual([0.1, 0.2, 0.3]);
  });

  it('keeps to its bound', async () => {
    const cache = open({ maxEntries: 100 });
    for (let i = 0; i < 700; i++) cache.put(`key${i}`, answer(0.2));
    await cache.flush();
    const table = await new Dexie(name).open().then((db) => db.table('verdicts'));
    expect(await table.count()).toBe(100);
  });

  it('drops the unused before the used', async () => {
    const cache = open({ maxEntries: 501 });
    cache.put('used', answer(0.1));
    cache.put('unused', answer(0.1));
    await cache.flush();
    now += 2 * DAY;
    await cache.find(['used'], true);
    await cache.flush();
    for (let i = 0; i < 500; i++) cache.put(`new${i}`, answer(0.2));
    await cache.flush();
    expect([...(await cache.find(['used', 'unused'], true)).keys()]).toEqual(['used']);
  });

  it('forgets what is older than its age, however often it is used', async () => {
    const cache = open({ maxAgeMs: 30 * DAY });
    cache.put('a', answer(0.1));
    await cache.flush();
    now += 29 * DAY;
    expect((await cache.find(['a'], true)).size).toBe(1);
    await cache.flush();
    now += 2 * DAY;
    expect((await cache.find(['a'], true)).size).toBe(0);
  });

  it('leaves no trace of reading from a private window', async () => {
    const cache = open();
    cache.put('a', answer(0.1));
    await cache.flush();
    const table = await new Dexie(name).open().then((db) => db.table('verdicts'));
    const before = await table.get('a');
    now += 5 * DAY;
    await cache.find(['a'], false);
    await cache.flush();
    expect(await table.get('a')).toEqual(before);
  });

  it('goes on without a database that cannot be opened', async () => {
    vi.spyOn(console, 'debug').mockImplementation(() => {});
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no storage in this window', 'SecurityError');
    });
    const cache = open();
    expect((await cache.find(['a'], true)).size).toBe(0);
    cache.put('a', answer(0.1));
    await expect(cache.flush()).resolves.toBeUndefined();
    expect((await cache.find(['a'], true)).size).toBe(0);
  });

  it('does not wait for a database that hangs', async () => {
    vi.spyOn(console, 'debug').mockImplementation(() => {});
    vi.useFakeTimers();
    try {
      vi.spyOn(indexedDB, 'open').mockImplementation(() => new IDBOpenDBRequest());
      const found = open().find(['a'], true);
      await vi.advanceTimersByTimeAsync(3_000);
      expect((await found).size).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
