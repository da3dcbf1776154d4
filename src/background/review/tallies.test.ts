import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import type { Entry } from '../../core/review/entry';
import {
  collected,
  DAY,
  decision,
  entry,
  key,
  START,
  seen,
} from '../../core/review/testing/entries';
import { ReviewDb } from './db';
import { ReviewStore } from './store';
import { QUARTER_MS, retally } from './tallies';

let count = 0;
const open: { close(): void }[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const each of open.splice(0)) each.close();
});

function opened() {
  const name = `tallies-${count++}`;
  const [store, db] = [new ReviewStore(name), new ReviewDb(name)];
  open.push(store, db);
  return { store, db };
}

const kept = async (db: ReviewDb) => ({
  tallies: await db.tallies.toArray(),
  decided: await db.decided.toArray(),
});

/** What stands in the tables, and what a full count of the entries gives. */
async function both(db: ReviewDb) {
  const before = await kept(db);
  await db.transaction('rw', db.tables, async () => retally(db));
  return { before, counted: await kept(db) };
}

const SITES = ['a', 'b', 'c'];
const of = (at: number, more: Partial<Entry> = {}): Partial<Entry> => ({
  // Few contents on few pages: what comes in is often there already.
  content: key(at % 7),
  address: `https://${SITES[at % 3]}.example/${at % 5}`,
  kind: at % 4 === 0 ? 'image' : 'text',
  flag: at % 3 === 0 ? 'safe' : 'unsafe',
  language: [null, 'en', 'th'][at % 3] ?? null,
  seenAt: START + at * 7 * 60_000,
  ...(at % 4 === 0 ? { thumbnail: Uint8Array.of(at) } : {}),
  ...more,
});

it('are what a full count gives, whatever is done', { timeout: 30_000 }, async () => {
  const number = fc.nat({ max: 40 });
  const act = fc.oneof(
    fc.record({ do: fc.constant('see' as const), at: number }),
    fc.record({ do: fc.constant('import' as const), at: number, overturns: fc.boolean() }),
    fc.record({ do: fc.constant('decide' as const), at: number, overturns: fc.boolean() }),
    fc.record({ do: fc.constant('together' as const), at: number, bySite: fc.boolean() }),
    fc.record({ do: fc.constant('undo' as const) }),
    fc.record({ do: fc.constant('forget' as const), at: number }),
    fc.record({ do: fc.constant('forgetSite' as const), at: number }),
    fc.record({ do: fc.constant('retain' as const), at: number }),
    fc.record({ do: fc.constant('forgetAll' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
      const { store, db } = opened();
      let now = START + DAY;
      const some = async (at: number) => (await store.page({}, { limit: 50 })).entries[at % 10];
      for (const each of acts) {
        const call = 'overturns' in each && each.overturns ? 'overturn' : 'agree';
        const decided = decision({ call, decidedAt: now++ });
        if (each.do === 'see') {
          const { id: _, site: __, decision: ___, ...rest } = await entry(each.at, of(each.at));
          await store.add(seen(each.at, rest), false);
        } else if (each.do === 'import') {
          const found = [each.at, each.at + 1, each.at + 7].map((at) =>
            entry(at, of(at, { decision: at % 2 === 0 ? decided : null })),
          );
          await store.merge(await Promise.all(found));
        } else if (each.do === 'undo') await store.undo();
        else if (each.do === 'forgetAll') await store.forgetAll();
        else if (each.do === 'retain') {
          const maxEntries = 3 + (each.at % 5);
          await store.retain({ maxAgeMs: 9 * DAY, maxEntries, maxBytes: 1e9 }, now);
        } else {
          const found = await some(each.at);
          if (!found) continue;
          const { id, content, site, flag } = found;
          if (each.do === 'decide') await store.decide(id, decided);
          else if (each.do === 'forget') await store.forget(id);
          else if (each.do === 'forgetSite') await store.forgetSite(site);
          else {
            const by = each.bySite ? 'site' : 'content';
            await store.decideTogether(
              { by, value: by === 'site' ? site : content, flag },
              decided,
            );
          }
        }
      }
      const { before, counted } = await both(db);
      expect(before).toEqual(counted);
      const entries = await collected(store.all());
      const unsafe = entries.filter(({ flag }) => flag === 'unsafe');
      const until = START + DAY;
      const { days, sites } = await store.flagged({ until, days: 2, most: 10 });
      expect(days.reduce((all, { count }) => all + count, 0)).toBe(unsafe.length);
      expect(sites.reduce((all, { count }) => all + count, 0)).toBe(unsafe.length);
      expect(await store.names('site')).toEqual([...new Set(entries.map((e) => e.site))].sort());
      expect(counted.decided.map(({ id }) => id)).toEqual(
        entries.flatMap((e) => (e.decision ? e.id : [])).sort(),
      );
    }),
    { numRuns: 60 },
  );
});

it('are as they were where a write breaks off', async () => {
  const { store, db } = opened();
  await store.add(seen(1), false);
  const original = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...values
  ) {
    if (this.name === 'decided') throw new DOMException('the disk is full', 'QuotaExceededError');
    return original.apply(this, values);
  });
  const { id } = await entry(1);
  await expect(store.decide(id, decision())).rejects.toThrow();
  vi.restoreAllMocks();
  expect((await store.get(id))?.decision).toBeNull();
  const { before, counted } = await both(db);
  expect(before).toEqual(counted);
});

it('are made anew with the next look at what is too old, where they do not fit', async () => {
  const { store, db } = opened();
  await store.merge(await Promise.all([1, 2, 3].map((at) => entry(at))));
  await db.tallies.clear();
  expect(await store.count({})).toBe(0);
  await store.retain({ maxAgeMs: 9 * DAY, maxEntries: 9, maxBytes: 1e9 }, START);
  expect(await store.count({})).toBe(3);
});

it('count the days from any quarter of an hour', async () => {
  const { store } = opened();
  // Half past five from UTC, as in India.
  const midnight = START + 22 * QUARTER_MS;
  const seenAt = [midnight - 1, midnight, midnight + DAY - 1, midnight + DAY];
  await store.merge(await Promise.all(seenAt.map((at, i) => entry(i, { seenAt: at }))));
  const { days } = await store.flagged({ until: midnight + DAY, days: 2, most: 3 });
  expect(days).toEqual([
    { from: midnight - DAY, count: 1 },
    { from: midnight, count: 2 },
  ]);
});
