import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from '../../core/review/entry';
import { isShown, type QueueFilter } from '../../core/review/filter';
import {
  collected,
  DAY,
  decision,
  entry,
  key,
  START,
  seen,
} from '../../core/review/testing/entries';
import { SEARCHED } from './pages';
import { ReviewStore } from './store';

let name = '';
let count = 0;
let store: ReviewStore;

beforeEach(() => {
  name = `review-${count++}`;
  store = new ReviewStore(name);
});
afterEach(() => {
  vi.restoreAllMocks();
  store.close();
});

const overturn = (more = {}) => decision({ call: 'overturn', ...more });

const all = (filter: QueueFilter = {}): Promise<Entry[]> => collected(store.all(filter));
const numbers = (entries: Entry[]) => entries.map(({ seenAt }) => seenAt - START);
const table = async (of: string) => (await new Dexie(name).open()).table(of).toArray();

describe('add', () => {
  it('keeps a verdict with its picture, also over the end of the background', async () => {
    const thumbnail = Uint8Array.of(1, 2, 3);
    expect(await store.add(seen(1, { kind: 'image', thumbnail }), false)).toBe('added');
    store.close();
    store = new ReviewStore(name);
    const [found] = await all();
    expect(found).toEqual(await entry(1, { kind: 'image', thumbnail }));
    expect(await store.get(found?.id ?? '')).toEqual(found);
    expect(await store.get('nowhere')).toBeNull();
  });

  it('keeps nothing of a private window', async () => {
    expect(await store.add(seen(1), true)).toBe('private');
    expect(await all()).toEqual([]);
  });

  it('refuses what does not fit', async () => {
    await expect(store.add(seen(1, { address: 'javascript:alert(1)' }), false)).rejects.toThrow();
    expect(await all()).toEqual([]);
  });

  it('renews what nobody has decided about, and keeps what somebody has', async () => {
    await store.add(seen(1), false);
    expect(await store.add(seen(1, { pUnsafe: 0.7, seenAt: START + 5 }), false)).toBe('renewed');
    const [renewed] = await all();
    expect(renewed).toMatchObject({ pUnsafe: 0.7, seenAt: START + 5 });
    await store.decide(renewed?.id ?? '', decision());
    expect(await store.add(seen(1, { pUnsafe: 0.2, flag: 'safe' }), false)).toBe('known');
    expect(await all()).toMatchObject([{ pUnsafe: 0.7, flag: 'unsafe', decision: decision() }]);
  });

  it('loses nothing but the entry whose writing broke off', async () => {
    await store.add(seen(1), false);
    const thumbnail = Uint8Array.of(1);
    // The entry is written, and its picture is not: nothing of either is left.
    const original = IDBObjectStore.prototype.put;
    let puts = 0;
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...values
    ) {
      if (++puts === 2) throw new DOMException('the disk is full', 'QuotaExceededError');
      return original.apply(this, values);
    });
    await expect(store.add(seen(2, { kind: 'image', thumbnail }), false)).rejects.toThrow();
    put.mockRestore();
    expect(puts).toBe(2);
    expect(numbers(await all())).toEqual([1]);
    expect(await store.add(seen(3), false)).toBe('added');
    expect(numbers(await all())).toEqual([3, 1]);
  });
});

describe('decide and undo', () => {
  it('keeps the decision, and takes it back', async () => {
    const { id } = await entry(1);
    await store.add(seen(1), false);
    expect(await store.decide(id, decision({ note: 'first' }))).toBe(true);
    expect(await store.decide(id, overturn({ note: 'second', decidedAt: START + 9 }))).toBe(true);
    expect((await store.get(id))?.decision).toEqual(
      overturn({ note: 'second', decidedAt: START + 9 }),
    );
    expect(await store.undo()).toEqual([id]);
    expect((await store.get(id))?.decision).toEqual(decision({ note: 'first' }));
    expect(await store.undo()).toEqual([id]);
    expect((await store.get(id))?.decision).toBeNull();
    expect(await store.undo()).toEqual([]);
    expect(await store.decide('nowhere', decision())).toBe(false);
  });

  it('remembers steps over the end of the background', async () => {
    const { id } = await entry(1);
    await store.add(seen(1), false);
    await store.decide(id, overturn());
    store.close();
    store = new ReviewStore(name);
    expect(await store.undo()).toEqual([id]);
    expect(await store.rulings([key(1)])).toEqual(new Map());
  });

  it('leaves what was decided otherwise since', async () => {
    const one = await entry(1);
    await store.merge([one]);
    await store.decide(one.id, overturn());
    const later = decision({ reviewer: 'second', decidedAt: START + 2 * DAY });
    expect(await store.merge([{ ...one, decision: later }])).toEqual({ added: 0, decided: 1 });
    expect(await store.undo()).toEqual([]);
    expect((await store.get(one.id))?.decision).toEqual(later);
  });

  it('decides about all of one content, as one step', async () => {
    const content = key(99);
    for (const at of [1, 2, 3]) await store.add(seen(at, { content }), false);
    await store.add(seen(4, { content, flag: 'safe' }), false);
    await store.add(seen(5), false);
    const which = { by: 'content', value: content, flag: 'unsafe' } as const;
    expect(await store.decideTogether(which, overturn())).toBe(3);
    expect(numbers(await all({ decision: 'overturn' }))).toEqual([3, 2, 1]);
    expect(await store.rulings([content, key(5)])).toEqual(new Map([[content, 'safe']]));
    expect(await store.undo()).toHaveLength(3);
    expect(await all({ decision: 'any' })).toEqual([]);
    expect(await store.rulings([content])).toEqual(new Map());
  });

  it('decides about all of one site that nobody has decided about, in many transactions', async () => {
    const entries = await Promise.all(Array.from({ length: 450 }, (_, at) => entry(at)));
    await store.merge(entries);
    await store.add(seen(900, { address: 'https://other.example/' }), false);
    await store.decide(entries[0]?.id ?? '', overturn());
    const which = { by: 'site', value: 'example.com', flag: 'unsafe' } as const;
    expect(await store.decideTogether(which, decision())).toBe(449);
    expect(await store.count({ decision: 'agree' })).toBe(449);
    expect(await store.count({ decision: 'none' })).toBe(1);
    expect(await store.undo()).toHaveLength(449);
    expect(await store.count({ decision: 'none' })).toBe(450);
    expect(await store.count({ decision: 'overturn' })).toBe(1);
  });

  it('holds for a content what was decided last, wherever', async () => {
    const content = key(99);
    const [one, other] = [await entry(1, { content }), await entry(2, { content })];
    await store.merge([one, other]);
    await store.decide(one.id, overturn({ decidedAt: START + 1 }));
    expect((await store.rulings([content])).get(content)).toBe('safe');
    await store.decide(other.id, decision({ decidedAt: START + 2 }));
    expect(await store.rulings([content])).toEqual(new Map());
    await store.undo();
    expect((await store.rulings([content])).get(content)).toBe('safe');
    await store.forget(one.id);
    expect(await store.rulings([content])).toEqual(new Map());
  });
});

describe('pages', () => {
  const sites = ['https://a.example/', 'https://b.example/'];
  const snippets = ['red apple', 'green apple', 'red pear', ''];
  const any = <T>(values: readonly T[]) => fc.constantFrom(undefined, ...values);

  it('are what the filter shows, in order, whatever is asked', async () => {
    const entries = await Promise.all(
      Array.from({ length: 240 }, (_, at) =>
        entry(at, {
          address: `${sites[at % 2]}${at}`,
          kind: at % 3 === 0 ? 'image' : 'text',
          flag: at % 5 === 0 ? 'safe' : 'unsafe',
          language: [null, 'en', 'th'][(at % 7) % 3] ?? null,
          snippet: snippets[at % 4] ?? '',
          // Three at a time.
          seenAt: START + Math.floor(at / 3),
          decision: [null, decision(), overturn()][(at % 11) % 3] ?? null,
        }),
      ),
    );
    await store.merge(entries);
    const sorted = entries.toSorted((a, b) => b.seenAt - a.seenAt || (a.id < b.id ? -1 : 1));
    const filters = fc.record({
      flag: any(['safe', 'unsafe'] as const),
      decision: any(['none', 'any', 'agree', 'overturn'] as const),
      site: any(['a.example', 'b.example', 'c.example']),
      language: any([null, 'en', 'th']),
      kind: any(['text', 'image'] as const),
      text: any(['red', 'apple RED', 'blue', '…']),
      from: any([START, START + 20, START + 60]),
      before: any([START + 21, START + 50, START + 1_000]),
    });
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 40 }), async (drawn, limit) => {
        const given = Object.entries(drawn).filter(([, value]) => value !== undefined);
        const filter: QueueFilter = Object.fromEntries(given);
        const found: Entry[] = [];
        let after = null;
        do {
          const page: Awaited<ReturnType<ReviewStore['page']>> = await store.page(filter, {
            after,
            limit,
          });
          expect(page.entries.length).toBeLessThanOrEqual(limit);
          found.push(...page.entries);
          after = page.next;
        } while (after);
        const shown = sorted.filter((each) => isShown(each, filter));
        expect(found.map(({ id }) => id)).toEqual(shown.map(({ id }) => id));
        const counted = await store.count(filter);
        if (counted !== null) expect(counted).toBe(shown.length);
      }),
      { numRuns: 60 },
    );
  });

  it.each<[QueueFilter, ranges: number]>([
    [{}, 12],
    [{ site: 'example.com' }, 12],
    [{ decision: 'none' }, 4],
    [{ site: 'example.com', language: 'en', flag: 'unsafe', kind: 'text', decision: 'none' }, 1],
  ])(
    'of %j read a little of %d ranges and go on in one, whatever the size of the store',
    async (filter, ranges) => {
      await store.merge(await Promise.all(Array.from({ length: 300 }, (_, at) => entry(at))));
      const getAll = vi.spyOn(IDBIndex.prototype, 'getAll');
      const cursors = [
        vi.spyOn(IDBIndex.prototype, 'openCursor'),
        vi.spyOn(IDBObjectStore.prototype, 'openCursor'),
        vi.spyOn(IDBObjectStore.prototype, 'getAll'),
      ];
      const { next } = await store.page(filter, { limit: 10 });
      await store.page(filter, { limit: 10, after: next });
      const asked = getAll.mock.calls.map(([options]) =>
        typeof options === 'object' && options !== null && 'count' in options
          ? Number(options.count)
          : Number.POSITIVE_INFINITY,
      );
      expect(asked.length).toBeGreaterThanOrEqual(2 * ranges);
      // Of two pages of ten, and one more each time to know whether there is more.
      const rows = asked.reduce((sum, count) => sum + count, 0);
      expect(rows).toBeLessThanOrEqual(2 * (2 * 11 + 12) + 2 * 2 * 11);
      for (const cursor of cursors) expect(cursor).not.toHaveBeenCalled();
    },
  );

  it('can be of each site and language that there is', async () => {
    expect(await store.names('site')).toEqual([]);
    const address = (at: number) => `https://${['b', 'a', 'bb'][at % 3]}.example/${at}`;
    const language = (at: number) => ['th', null, 'en'][at % 3] ?? null;
    const entries = Array.from({ length: 30 }, (_, at) =>
      entry(at, {
        address: address(at),
        language: language(at),
        decision: at % 2 === 0 ? decision() : null,
      }),
    );
    await store.merge(await Promise.all(entries));
    expect(await store.names('site')).toEqual(['a.example', 'b.example', 'bb.example']);
    expect(await store.names('language')).toEqual([null, 'en', 'th']);
  });

  it('go on where they ended while others come in', async () => {
    await store.merge(await Promise.all([1, 2, 3, 4].map((at) => entry(at))));
    const first = await store.page({}, { limit: 2 });
    await store.add(seen(9), false);
    const second = await store.page({}, { limit: 2, after: first.next });
    expect(numbers([...first.entries, ...second.entries])).toEqual([4, 3, 2, 1]);
    expect(second.next).toBeNull();
  });

  it('of a search look at so many entries and no more', async () => {
    const more = 1.2 * SEARCHED;
    const many = Array.from({ length: more }, (_, at) =>
      entry(at + 1, { snippet: 'common', flag: 'safe' }),
    );
    await store.merge([await entry(0, { snippet: 'common' }), ...(await Promise.all(many))]);
    const first = await store.page({ text: 'common', flag: 'unsafe' }, { limit: 10 });
    expect(first.entries).toEqual([]);
    expect(first.next).toEqual({ order: -(START + more - SEARCHED + 1), id: expect.any(String) });
    const second = await store.page(
      { text: 'common', flag: 'unsafe' },
      { limit: 10, after: first.next },
    );
    expect(numbers(second.entries)).toEqual([0]);
    expect(second.next).toBeNull();
  });

  it('leave out what cannot be understood, and say so', async () => {
    const debug = vi.spyOn(console, 'debug').mockImplementation(() => {});
    await store.merge([await entry(1), await entry(2)]);
    const raw = (await new Dexie(name).open()).table('entries');
    const { id } = await entry(1);
    await raw
      .where('id')
      .equals(id)
      .modify((row) => {
        row.entry.engine = 'nobody';
      });
    expect(numbers(await all())).toEqual([2]);
    expect(debug).toHaveBeenCalled();
  });
});

describe('forget and retain', () => {
  it('deletes one, a site, all, with pictures, rulings and steps', async () => {
    const image = { kind: 'image', thumbnail: Uint8Array.of(1) } as const;
    for (const at of [1, 2, 3]) await store.add(seen(at, image), false);
    await store.add(seen(4, { ...image, address: 'https://other.example/' }), false);
    for (const { id } of await all()) await store.decide(id, overturn());
    expect(await store.forget((await entry(1)).id)).toBe(true);
    expect(await store.forget((await entry(1)).id)).toBe(false);
    expect(await table('acts')).toEqual([]);
    expect(await store.forgetSite('example.com')).toBe(2);
    expect(numbers(await all())).toEqual([4]);
    expect(await table('thumbnails')).toHaveLength(1);
    expect(await table('rulings')).toEqual([{ content: key(4), says: 'safe' }]);
    await store.forgetAll();
    for (const of of ['entries', 'thumbnails', 'rulings', 'acts', 'tallies', 'decided'])
      expect(await table(of)).toEqual([]);
  });

  it('lets go by age, then what is worth least first', async () => {
    const at = { decidedAt: START + 3 };
    await store.merge(
      await Promise.all([
        entry(1, { decision: overturn(at) }),
        entry(2, { decision: decision(at) }),
        entry(3),
        entry(4),
      ]),
    );
    const wide = { maxAgeMs: DAY, maxEntries: 100, maxBytes: 1e9 };
    expect(await store.retain(wide, START + DAY)).toBe(0);
    expect(await store.retain({ ...wide, maxEntries: 3 }, START + DAY)).toBe(1);
    expect(numbers(await all())).toEqual([4, 2, 1]);
    expect(await store.retain({ ...wide, maxEntries: 1 }, START + DAY)).toBe(2);
    expect(numbers(await all())).toEqual([1]);
    expect(await store.retain(wide, START + 4 + DAY)).toBe(1);
    expect(await store.rulings([key(1)])).toEqual(new Map());
  });

  it('lets go by size, pictures counted', async () => {
    const thumbnail = new Uint8Array(30_000);
    await store.merge(
      await Promise.all([1, 2, 3].map((at) => entry(at, { kind: 'image', thumbnail }))),
    );
    const limits = { maxAgeMs: DAY, maxEntries: 100, maxBytes: 70_000 };
    expect(await store.retain(limits, START)).toBe(1);
    expect(numbers(await all())).toEqual([3, 2]);
  });
});
