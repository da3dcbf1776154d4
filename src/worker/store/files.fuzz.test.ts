/** `build.json` of any server, and the store's own files after whatever a disk has made of them. */
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect } from 'vitest';
import { GuardBuild } from '../../core/guard-build';
import { InstallFailure } from '../../platform/store-protocol';
import { fuzz } from '../../testing/fuzz';
import { damagedFile, mutated } from '../../testing/hostile';
import { openBuild } from '../build-files';
import { GuardError } from '../errors';
import { readBuild } from './build-json';
import { InstallError } from './failure';
import { Journal, readJournal } from './journal';
import { openStored } from './stored-files';
import { FakeDisk } from './testing/fake-disk';
import { FakeServer } from './testing/fake-server';
import { sampleBuild } from './testing/sample-build';
import { storeOn } from './testing/store';

const ADDRESS = 'https://builds.example/one/';
const JOURNAL = 'installing/journal.jsonl';
const MARKER = 'guards/sample-1/installed.json';
const sample = await sampleBuild('sample-1', 1, {
  'decoder.f32.onnx': 1_500,
  weights: 9_000,
  'embeddings.bin': 300,
});
const build = {
  ...sample.build,
  variants: [{ ...sample.build.variants[0], weights: ['weights'] }],
};
sample.files.set('build.json', new TextEncoder().encode(JSON.stringify(build)));
const goodBuild = fc.constant<unknown>(build);
const text = (path: string, disk: FakeDisk) => new TextDecoder().decode(disk.read(path));

/** An installation whose Worker died, and one that came to its end. */
const cut = await diskAfter(45);
const done = await diskAfter(Number.POSITIVE_INFINITY);

async function diskAfter(steps: number): Promise<ReadonlyMap<string, string>> {
  const disk = new FakeDisk();
  const store = storeOn(disk, new FakeServer(ADDRESS, sample.files));
  disk.dieAt = steps;
  store.service.handle({ type: 'store.install', source: { kind: 'web', address: ADDRESS } });
  await store.rest();
  return new Map([...disk.files()].map(([path]) => [path, text(path, disk)]));
}

/** The same disk again, each file's bytes as they were, but for this one. */
async function diskWith(steps: number, path: string, contents: string): Promise<FakeDisk> {
  const disk = new FakeDisk();
  const store = storeOn(disk, new FakeServer(ADDRESS, sample.files));
  disk.dieAt = steps;
  store.service.handle({ type: 'store.install', source: { kind: 'web', address: ADDRESS } });
  await store.rest();
  disk.restart();
  disk.write(path, contents);
  return disk;
}

/** Fails instead of hanging. */
const within = <T>(what: string, answer: Promise<T>): Promise<T> =>
  Promise.race([
    answer,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`${what} did not end`)), 20_000).unref();
    }),
  ]);

const lines = (journal: string): unknown[] =>
  journal
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const damagedJournal = fc.oneof(
  damagedFile(fc.constant(cut.get(JOURNAL) ?? '')),
  mutated(fc.constant(lines(cut.get(JOURNAL) ?? ''))).map((entries) =>
    (Array.isArray(entries) ? entries : [entries])
      .map((entry) => `${JSON.stringify(entry)}\n`)
      .join(''),
  ),
);
const damagedMarker = fc.oneof(
  damagedFile(fc.constant(done.get(MARKER) ?? '')),
  mutated(fc.constant<unknown>(JSON.parse(done.get(MARKER) ?? ''))).map(
    (value) => JSON.stringify(value) ?? '',
  ),
);

describe('fuzz: files of the guard store', () => {
  fuzz(
    'guard store: build.json',
    fc.oneof(
      mutated(goodBuild).map((value) => JSON.stringify(value) ?? ''),
      damagedFile(fc.constant(JSON.stringify(build))),
    ),
    async (json) => {
      const bytes = new TextEncoder().encode(json);
      try {
        const read = await readBuild(bytes);
        expect(v.parse(GuardBuild, read.build)).toEqual(read.build);
        const paths = read.build.files.map(({ path }) => path);
        expect(new Set(paths).size).toBe(paths.length);
        for (const path of paths) expect(path.split('/')).not.toContain('..');
      } catch (error) {
        if (!(error instanceof InstallError)) throw error;
        expect(error.code).toBe('not-a-build');
      }
      try {
        const files = await openBuild({
          checked: false,
          bytes: async () => bytes.buffer,
          blob: async () => new Blob([bytes]),
          close: () => {},
        });
        await files.read(files.build.embeddings.path);
      } catch (error) {
        if (!(error instanceof GuardError)) throw error;
      }
    },
    { runs: 400 },
  );

  fuzz(
    'guard store: the journal',
    damagedJournal,
    async (contents) => {
      const disk = await diskWith(45, JOURNAL, contents);
      const root = disk.connect();
      const before = await readJournal(root);
      const journal = await Journal.open(root);
      expect(journal.left).toEqual(before);
      const more = { kind: 'notice', text: 'one more' } as const;
      journal.add(more);
      journal.close();
      const after = await readJournal(root);
      // What is added is found again, behind whatever stood there.
      if (before) expect(after?.notices).toEqual([...before.notices, more.text]);
    },
    { runs: 30 },
  );

  fuzz(
    'guard store: going on after a journal',
    damagedJournal,
    async (contents) => {
      const disk = await diskWith(45, JOURNAL, contents);
      const store = storeOn(disk, new FakeServer(ADDRESS, sample.files));
      store.service.handle({ type: 'store.resume' });
      await within('going on', store.rest());
      const state = store.state();
      if (state.status === 'failed') expect(v.is(InstallFailure, state.code)).toBe(true);
      else expect(['none', 'done', 'paused']).toContain(state.status);
      if (state.status === 'done')
        for (const [path, bytes] of sample.files)
          expect(disk.read(`guards/sample-1/${path}`)).toEqual(bytes);
      // Whatever it believed, another installation works.
      store.service.handle({ type: 'store.cancel' });
      await within('cancelling', store.rest());
      store.service.handle({ type: 'store.install', source: { kind: 'web', address: ADDRESS } });
      await within('installing', store.rest());
      expect(store.state().status).toBe('done');
      for (const [path, bytes] of sample.files)
        expect(disk.read(`guards/sample-1/${path}`)).toEqual(bytes);
    },
    { runs: 12 },
  );

  fuzz(
    'guard store: the marker',
    damagedMarker,
    async (contents) => {
      const disk = await diskWith(Number.POSITIVE_INFINITY, MARKER, contents);
      const store = storeOn(disk, new FakeServer(ADDRESS, sample.files));
      store.service.handle({ type: 'store.list' });
      await within('listing', store.rest());
      store.builds();
      try {
        const files = await openStored(disk.connect(), 'sample-1');
        await files.bytes('embeddings.bin');
      } catch (error) {
        if (!(error instanceof GuardError)) throw error;
        expect(['missing', 'damaged', 'unreadable']).toContain(error.code);
      }
      store.service.handle({ type: 'store.verify', id: 'sample-1' });
      await within('checking', store.rest());
      store.service.handle({ type: 'store.install', source: { kind: 'web', address: ADDRESS } });
      await within('installing', store.rest());
      expect(store.state().status).toBe('done');
      const files = await openStored(disk.connect(), 'sample-1');
      for (const [path, bytes] of sample.files)
        expect(new Uint8Array(await files.bytes(path))).toEqual(bytes);
    },
    { runs: 12 },
  );
});
