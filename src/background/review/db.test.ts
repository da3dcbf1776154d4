import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import { collected, decision } from '../../core/review/testing/entries';
import { ReviewDb, rowOf } from './db';
import { ReviewStore } from './store';
import { QUARTER_MS } from './tallies';

/**
 * Stores as each version wrote them, with IndexedDB's own words. They are never changed: a later
 * version has to open every one of them with nothing lost.
 */
const V1 = {
  // Dexie's version 1 is IndexedDB's 10.
  version: 10,
  indexes: {
    content: 'content',
    '[cell+order+id]': ['cell', 'order', 'id'],
    '[site+cell+order+id]': ['site', 'cell', 'order', 'id'],
    '[language+cell+order+id]': ['language', 'cell', 'order', 'id'],
    '[site+language+cell+order+id]': ['site', 'language', 'cell', 'order', 'id'],
    '[state+touchedAt+size]': ['state', 'touchedAt', 'size'],
    '[content+decidedAt]': ['content', 'decidedAt'],
  },
  entry: {
    id: 'e8e6a3c1d3b94b7f8f0c5a2b1d4e6f70',
    content: 'ab'.repeat(32),
    address: 'https://example.com/page',
    kind: 'image',
    snippet: 'Pear, kiwi',
    language: null,
    flag: 'unsafe',
    pUnsafe: 0.75,
    engine: 'local',
    build: 'sea-guard-4b-q4',
    seenAt: 1_700_000_000_000,
    site: 'example.com',
    decision: {
      call: 'overturn',
      reviewer: 'first',
      note: 'fruit',
      decidedAt: 1_700_000_001_000,
    },
  },
} as const;

const ROW = {
  id: V1.entry.id,
  content: V1.entry.content,
  site: 'example.com',
  language: '',
  cell: 11,
  order: -1_700_000_000_000,
  state: 2,
  touchedAt: 1_700_000_001_000,
  size: 1_481,
  words: [
    ['pear', -1_700_000_000_000, V1.entry.id],
    ['kiwi', -1_700_000_000_000, V1.entry.id],
  ],
  decidedAt: 1_700_000_001_000,
  entry: V1.entry,
};

const BYTES = Uint8Array.of(1, 2, 3);

/** What version 2 has besides. */
const V2 = {
  version: 20,
  tallies: (['all', 'site', 'language', 'quarter'] as const).map((of, at) => ({
    of,
    name: ['', 'example.com', '', 1_888_888][at] as string | number,
    cells: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    unsafe: 1,
  })),
  decided: {
    id: V1.entry.id,
    content: V1.entry.content,
    flag: 'unsafe',
    pUnsafe: 0.75,
    engine: 'local',
    build: 'sea-guard-4b-q4',
    language: null,
    decision: { call: 'overturn', decidedAt: 1_700_000_001_000 },
  },
} as const;

function makeV1(db: IDBDatabase): void {
  const entries = db.createObjectStore('entries', { keyPath: 'id' });
  for (const [index, path] of Object.entries(V1.indexes)) {
    entries.createIndex(index, typeof path === 'string' ? path : [...path]);
  }
  entries.createIndex('words', 'words', { multiEntry: true });
  entries.put(ROW);
  db.createObjectStore('thumbnails', { keyPath: 'id' }).put({ id: ROW.id, bytes: BYTES });
  db.createObjectStore('rulings', { keyPath: 'content' }).put({
    content: ROW.content,
    says: 'safe',
  });
  const acts = db.createObjectStore('acts', { keyPath: 'seq', autoIncrement: true });
  acts.createIndex('step', 'step');
  acts.put({
    step: 4,
    decidedAt: ROW.decidedAt,
    before: [{ id: ROW.id, decision: decision() }],
  });
}

function makeV2(db: IDBDatabase): void {
  makeV1(db);
  const tallies = db.createObjectStore('tallies', { keyPath: ['of', 'name'] });
  tallies.createIndex('[of+unsafe]', ['of', 'unsafe']);
  for (const each of V2.tallies) tallies.put(each);
  db.createObjectStore('decided', { keyPath: 'id' }).put(V2.decided);
}

async function write(
  name: string,
  version: number,
  make: (db: IDBDatabase) => void,
): Promise<void> {
  const opening = indexedDB.open(name, version);
  opening.onupgradeneeded = () => make(opening.result);
  await new Promise((resolve, reject) => {
    opening.onsuccess = resolve;
    opening.onerror = reject;
  });
  opening.result.close();
}

const VERSIONS = {
  1: (name: string) => write(name, V1.version, makeV1),
  2: (name: string) => write(name, V2.version, makeV2),
};

let open: { close(): void } | null = null;
afterEach(() => open?.close());

it.each([1, 2] as const)('opens a store of version %d with nothing lost', async (version) => {
  const name = `opened-${version}`;
  await VERSIONS[version](name);
  const store = new ReviewStore(name);
  open = store;
  const entry = { ...V1.entry, thumbnail: BYTES };
  for (const filter of [
    {},
    { site: 'example.com' },
    { language: null },
    { site: 'example.com', language: null, decision: 'overturn' },
    { text: 'kiwi' },
  ] as const) {
    expect((await store.page(filter, { limit: 5 })).entries).toEqual([entry]);
  }
  // What later versions count, and what they read instead of entries.
  expect(await store.count({ decision: 'overturn', kind: 'image' })).toBe(1);
  expect(await store.count({ site: 'example.com', decision: 'none' })).toBe(0);
  expect(await store.names('site')).toEqual(['example.com']);
  expect(await store.names('language')).toEqual([null]);
  const until = ROW.touchedAt - (ROW.touchedAt % QUARTER_MS) + QUARTER_MS;
  const { days, sites } = await store.flagged({ until, days: 2, most: 3 });
  expect(days.map(({ count }) => count)).toEqual([0, 1]);
  expect(sites).toEqual([{ name: 'example.com', count: 1 }]);
  expect(await collected(store.decided())).toEqual([V2.decided]);
  expect(await store.rulings([ROW.content])).toEqual(new Map([[ROW.content, 'safe']]));
  expect(await store.undo()).toEqual([ROW.id]);
  expect((await store.get(ROW.id))?.decision).toEqual(decision());
});

it('writes rows as version 1 does', () => {
  expect(rowOf(V1.entry, BYTES.byteLength)).toEqual(ROW);
});

it('writes what version 2 has besides as it did', async () => {
  const store = new ReviewStore('written');
  open = store;
  await store.merge([{ ...V1.entry, thumbnail: BYTES }]);
  const db = new ReviewDb('written');
  expect(await db.decided.toArray()).toEqual([V2.decided]);
  const tallies = await db.tallies.toArray();
  expect(tallies).toHaveLength(V2.tallies.length);
  expect(tallies).toEqual(expect.arrayContaining([...V2.tallies]));
  db.close();
});

it.each([1, 2] as const)('has a way from version %d to a later one', async (version) => {
  class Later extends ReviewDb {
    constructor(name: string) {
      super(name);
      this.version(3)
        .stores({ entries: `${LATER_INDEXES}, touchedAt` })
        .upgrade((change) =>
          change.table('entries').toCollection().modify({ site: 'example.com.invalid' }),
        );
    }
  }
  const LATER_INDEXES = ['id', ...Object.keys(V1.indexes), '*words'].join(', ');
  await VERSIONS[version](`later-${version}`);
  const db = new Later(`later-${version}`);
  open = db;
  const row = await db.entries.orderBy('touchedAt').first();
  expect(row).toEqual({ ...ROW, site: 'example.com.invalid' });
  expect(await db.thumbnails.count()).toBe(1);
  expect(await db.decided.toArray()).toEqual([V2.decided]);
  expect(await db.tallies.count()).toBe(V2.tallies.length);
});
