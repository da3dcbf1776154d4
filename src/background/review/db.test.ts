import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import { decision } from '../../core/review/testing/entries';
import { ReviewDb, rowOf } from './db';
import { ReviewStore } from './store';

/**
 * A store as version 1 wrote it, with IndexedDB's own words. It is never changed: a later version
 * has to open it with nothing lost.
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

async function writeV1(name: string): Promise<void> {
  const opening = indexedDB.open(name, V1.version);
  opening.onupgradeneeded = () => {
    const db = opening.result;
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
  };
  await new Promise((resolve, reject) => {
    opening.onsuccess = resolve;
    opening.onerror = reject;
  });
  opening.result.close();
}

let open: { close(): void } | null = null;
afterEach(() => open?.close());

it('opens a store of version 1 with nothing lost', async () => {
  await writeV1('opened');
  const store = new ReviewStore('opened');
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
  expect(await store.rulings([ROW.content])).toEqual(new Map([[ROW.content, 'safe']]));
  expect(await store.undo()).toEqual([ROW.id]);
  expect((await store.get(ROW.id))?.decision).toEqual(decision());
});

it('writes rows as version 1 does', () => {
  expect(rowOf(V1.entry, BYTES.byteLength)).toEqual(ROW);
});

it('has a way to a later version', async () => {
  class Later extends ReviewDb {
    constructor(name: string) {
      super(name);
      this.version(2)
        .stores({ entries: `${LATER_INDEXES}, touchedAt` })
        .upgrade((change) =>
          change.table('entries').toCollection().modify({ site: 'example.com.invalid' }),
        );
    }
  }
  const LATER_INDEXES = ['id', ...Object.keys(V1.indexes), '*words'].join(', ');
  await writeV1('later');
  const db = new Later('later');
  open = db;
  const row = await db.entries.orderBy('touchedAt').first();
  expect(row).toEqual({ ...ROW, site: 'example.com.invalid' });
  expect(await db.thumbnails.count()).toBe(1);
});
