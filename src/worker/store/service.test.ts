import fc from 'fast-check';
import { sha256 } from 'hash-wasm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StoreOptions } from './installer';
import { openStored } from './stored-files';
import { FakeDisk } from './testing/fake-disk';
import { FakeServer, type Served } from './testing/fake-server';
import { type SampleBuild, sampleBuild } from './testing/sample-build';
import { SEGMENT, type StoreUnderTest, storeOn } from './testing/store';

const ADDRESS = 'https://builds.example/one/';
const source = { kind: 'web', address: ADDRESS } as const;
const BIG = 'decoder.weights.0';
const JOURNAL = 'installing/journal.jsonl';
const MARKER = 'guards/sample-1/installed.json';

/** 0 to 1, all as likely: fast-check's own doubles lie close to 0. */
const SHARE = fc.noBias(fc.integer({ min: 0, max: 1_000 })).map((share) => share / 1_000);

let sample: SampleBuild;
let disk: FakeDisk;
let server: FakeServer;
let store: StoreUnderTest;

beforeEach(async () => {
  sample = await sampleBuild();
  begin();
});

function begin(): void {
  disk = new FakeDisk();
  server = new FakeServer(ADDRESS, sample.files);
  store = storeOn(disk, server);
}

const restart = (options: Partial<StoreOptions> = {}, tear: () => number = () => 1) => {
  disk.restart(tear);
  store = storeOn(disk, server, options);
};

async function ask(type: 'store.resume' | 'store.list' | 'store.pause' | 'store.cancel') {
  store.service.handle({ type });
  await store.rest();
  return store.state();
}

async function install() {
  store.service.handle({ type: 'store.install', source });
  await store.rest();
  return store.state();
}

async function list() {
  await ask('store.list');
  return store.builds();
}

const asText = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

async function expectWhole(files = sample.files): Promise<void> {
  for (const [path, bytes] of files)
    expect(await sha256(disk.read(`guards/sample-1/${path}`) ?? ''), path).toBe(
      await sha256(bytes),
    );
  expect(disk.read(MARKER)).toBeDefined();
  expect(disk.read(JOURNAL)).toBeUndefined();
}

/** What the journal says is on disk, as `path start-end`. */
function journalled(): { path: string; start: number; end: number }[] {
  return asText(disk.read(JOURNAL))
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === 'range');
}

function expectNothingTwice(known: ReturnType<typeof journalled>, asked: readonly Served[]): void {
  for (const { path, start, end } of known)
    for (const served of asked)
      if (served.path === path && served.start < end && start < served.end)
        expect.fail(
          `${path} ${served.start}-${served.end} was fetched though ${start}-${end} was there`,
        );
}

/** Holds the server back after so many chunks; resolves when it does. */
function holdAfter(chunks: number): Promise<void> {
  let given = 0;
  return new Promise((reached) => {
    server.pause = async () => {
      if (++given <= chunks) return;
      reached();
      await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
    };
  });
}

describe('an installation that is cut', () => {
  it('completes from 20 random places at which the server breaks off, and fetches nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60_000 }),
        fc.boolean(),
        async (place, byStatus) => {
          begin();
          let given = 0;
          server.mischief = ({ path, start, end }) => {
            if (path === 'build.json') return null;
            const after = Math.max(0, place - given);
            given += end - start;
            if (given <= place) return null;
            return byStatus ? { kind: 'status', status: 403 } : { kind: 'break', after };
          };
          const cut = await install();
          expect(cut).toMatchObject({ status: 'failed', resumable: true });
          const known = journalled();
          const before = server.served.length;
          server.mischief = () => null;
          expect(await ask('store.resume')).toMatchObject({ status: 'done', notices: [] });
          await expectWhole();
          expectNothingTwice(known, server.served.slice(before));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('completes wherever the Worker dies, whatever of its last writes is on disk', async () => {
    await install();
    const steps = disk.steps;
    expect(steps).toBeGreaterThan(200);
    await fc.assert(
      fc.asyncProperty(
        fc.array(SHARE, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.infiniteStream(SHARE),
        async (deaths, flushedOnly, tears) => {
          begin();
          for (const death of deaths) {
            disk.dieAt = disk.steps + 1 + Math.floor(death * steps);
            await ask('store.list');
            if (store.state().status === 'none') await install();
            else await ask('store.resume');
            restart({}, () => (flushedOnly ? 0 : (tears.next().value ?? 1)));
            // Nothing is a build before its marker says so.
            const whole = (await list()).builds.length === 1;
            expect(whole).toBe((disk.read(MARKER)?.length ?? 0) > 0);
            if (whole) {
              await expectWhole();
              expect(store.state().status).toBe('none');
              break;
            }
          }
          const known = journalled();
          const before = server.served.length;
          const { status } = store.state();
          expect(status === 'paused' ? await ask('store.resume') : await install()).toMatchObject({
            status: 'done',
          });
          await expectWhole();
          expectNothingTwice(known, server.served.slice(before));
          // Each death costs what was in flight, and no more.
          const fetched = server.served
            .filter(({ path }) => path !== 'build.json')
            .reduce((sum, { given }) => sum + given, 0);
          expect(fetched).toBeLessThan(66_886 + deaths.length * 5 * SEGMENT);
          const { builds } = await list();
          expect(builds).toMatchObject([{ id: 'sample-1', problem: null }]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is told as paused after a restart, with its amounts', async () => {
    server.mischief = ({ path }) =>
      path === 'embeddings.bin' ? { kind: 'status', status: 403 } : null;
    const failed = await install();
    if (failed.status !== 'failed') expect.fail('it should have failed');
    restart();
    expect(await ask('store.list')).toEqual({
      status: 'paused',
      source,
      name: 'Sample guard',
      doneBytes: failed.doneBytes,
      totalBytes: 66_886,
    });
    expect(store.builds().builds).toEqual([]);
    server.mischief = () => null;
    expect((await install()).status).toBe('done');
    await expectWhole();
  });

  it('does not believe the journal alone: spoilt bytes are fetched again, and only those', async () => {
    server.mischief = ({ path }) =>
      path === 'embeddings.bin' ? { kind: 'status', status: 403 } : null;
    await install();
    disk.spoil(`guards/sample-1/${BIG}`, 5_000);
    restart();
    const before = server.served.length;
    server.mischief = () => null;
    expect(await ask('store.resume')).toMatchObject({ status: 'done', notices: [] });
    expect(store.states()).toContainEqual(expect.objectContaining({ stage: 'checking' }));
    await expectWhole();
    const again = server.served.slice(before).filter(({ path }) => path === BIG);
    expect(again.map(({ start, end }) => [start, end])).toEqual([[4_096, 8_192]]);
  });

  it('bears a journal that was cut anywhere, or scribbled over', async () => {
    server.mischief = ({ path }) =>
      path === 'embeddings.bin' ? { kind: 'status', status: 403 } : null;
    await install();
    const journal = asText(disk.read(JOURNAL));
    for (const damaged of [
      journal.slice(0, -1),
      journal.slice(0, -20),
      journal.slice(0, journal.length / 2),
      journal.slice(0, 30),
      '',
      `${journal}{"kind":"range","path":"decoder.weights.0","start":0,`,
      `${journal}\u0000\u0000\u0000\u0000`,
      `${journal}{"kind":"range","path":"nowhere","start":0,"end":9,"hash":"x"}\n`,
      `${journal}{"kind":"range","path":"${BIG}","start":9,"end":9000000,"hash":"x"}\n`,
      `${journal}{"kind":"elsewhere"}\n`,
    ]) {
      begin();
      server.mischief = ({ path }) =>
        path === 'embeddings.bin' ? { kind: 'status', status: 403 } : null;
      await install();
      disk.write(JOURNAL, damaged);
      restart();
      await ask('store.list');
      server.mischief = () => null;
      expect((await install()).status).toBe('done');
      await expectWhole();
    }
  });

  it('begins anew where the build is another by now', async () => {
    server.mischief = ({ path }) =>
      path === 'embeddings.bin' ? { kind: 'status', status: 403 } : null;
    await install();
    restart();
    const other = await sampleBuild('sample-2', 2);
    server.files = other.files;
    server.mischief = () => null;
    expect(await ask('store.resume')).toMatchObject({
      status: 'done',
      id: 'sample-2',
      notices: [expect.stringContaining('began anew')],
    });
    expect([...disk.files().keys()].filter((path) => path.includes('sample-1'))).toEqual([]);
    for (const [path, bytes] of other.files)
      expect(await sha256(disk.read(`guards/sample-2/${path}`) ?? '')).toBe(await sha256(bytes));
  });

  it('keeps what it has where the server answers nonsense for build.json', async () => {
    server.mischief = ({ path }) =>
      path === 'embeddings.bin' ? { kind: 'status', status: 403 } : null;
    await install();
    server.files = new Map(sample.files).set('build.json', new TextEncoder().encode('<html>'));
    expect(await ask('store.resume')).toMatchObject({ code: 'not-a-build', resumable: true });
    server.files = sample.files;
    server.mischief = () => null;
    const known = journalled();
    expect(known.length).toBeGreaterThan(5);
    const before = server.served.length;
    expect((await ask('store.resume')).status).toBe('done');
    expectNothingTwice(known, server.served.slice(before));
  });

  it('goes on with a second copy that was under way', async () => {
    const wrong = Uint8Array.from(sample.files.get(BIG) ?? []);
    wrong[39_000] = (wrong[39_000] ?? 0) ^ 1;
    server.files = new Map(sample.files).set(BIG, wrong);
    server.mischief = ({ path }) => {
      const requests = server.of(BIG).length;
      if (path === BIG && requests > 10) server.files = sample.files;
      return path === BIG && requests > 15 ? { kind: 'status', status: 403 } : null;
    };
    expect((await install()).status).toBe('failed');
    restart();
    server.mischief = () => null;
    const known = journalled();
    const before = server.served.length;
    expect(await ask('store.resume')).toMatchObject({
      status: 'done',
      notices: [`${BIG} was wrong at byte 39000 and was fetched again.`],
    });
    await expectWhole();
    expect(known.length).toBeGreaterThan(0);
    expect(server.served.slice(before).filter(({ path }) => path === BIG).length).toBeLessThan(7);
  });
});

describe('pause and cancel', () => {
  it('pauses with all that came, even of pieces that are not whole, and goes on', async () => {
    const held = holdAfter(30);
    store.service.handle({ type: 'store.install', source });
    await held;
    const paused = await ask('store.pause');
    if (paused.status !== 'paused') expect.fail(`it is ${paused.status}`);
    const given = server.served
      .filter(({ path }) => path !== 'build.json')
      .reduce((sum, { given }) => sum + given, 0);
    expect(paused.doneBytes).toBe(given);
    const known = journalled();
    const before = server.served.length;
    server.pause = async () => {};
    expect((await ask('store.resume')).status).toBe('done');
    await expectWhole();
    expectNothingTwice(known, server.served.slice(before));
  });

  it('is not put aside by another while it is paused', async () => {
    const held = holdAfter(30);
    store.service.handle({ type: 'store.install', source });
    await held;
    const other = { kind: 'web', address: 'https://other.example/' } as const;
    store.service.handle({ type: 'store.install', source: other });
    await ask('store.pause');
    expect(store.state()).toMatchObject({ status: 'paused', source });
    store.service.handle({ type: 'store.install', source: other });
    await store.rest();
    expect(store.state()).toMatchObject({ status: 'paused', source });
  });

  it('cancels a running, a paused and a failed one, and leaves nothing', async () => {
    for (const how of ['running', 'paused', 'failed', 'restarted']) {
      begin();
      if (how === 'failed') {
        server.mischief = ({ path }) => (path === BIG ? { kind: 'status', status: 403 } : null);
        await install();
      } else {
        const held = holdAfter(30);
        store.service.handle({ type: 'store.install', source });
        await held;
        if (how !== 'running') await ask('store.pause');
        if (how === 'restarted') restart();
      }
      expect(await ask('store.cancel'), how).toEqual({ status: 'none' });
      expect([...disk.files().keys()], how).toEqual([]);
      restart();
      expect(await ask('store.list')).toEqual({ status: 'none' });
    }
  });

  it('forgets an outcome, and keeps the build', async () => {
    await install();
    expect(await ask('store.cancel')).toEqual({ status: 'none' });
    await expectWhole();
  });

  it('answers as it stands where there is nothing to pause or resume', async () => {
    expect(await ask('store.pause')).toEqual({ status: 'none' });
    expect(await ask('store.resume')).toEqual({ status: 'none' });
  });
});

describe('the list', () => {
  beforeEach(async () => {
    await install();
  });

  const damages: [string, () => void, 'missing' | 'damaged'][] = [
    ['cut', () => disk.cut(`guards/sample-1/${BIG}`, 5), 'damaged'],
    ['changed', () => disk.touch(`guards/sample-1/${BIG}`), 'damaged'],
  ];
  it.each(damages)('says of a file that it was %s, by its name', async (_, damage, code) => {
    damage();
    const [build] = (await list()).builds;
    expect(build?.problem).toMatchObject({ code, message: expect.stringContaining(BIG) });
    await expect(openStored(disk.connect(), 'sample-1')).rejects.toMatchObject({
      code,
      message: expect.stringContaining(BIG),
    });
  });

  it('says of a file that it is gone', async () => {
    const folder = await (await disk.connect().getDirectoryHandle('guards')).getDirectoryHandle(
      'sample-1',
    );
    await folder.removeEntry(BIG);
    const problem = { code: 'missing', message: `${BIG} is gone` };
    expect((await list()).builds[0]?.problem).toEqual(problem);
    await expect(openStored(disk.connect(), 'sample-1')).rejects.toMatchObject(problem);
  });

  it('has no build of which the browser cleared all', async () => {
    disk.root.clear();
    expect((await list()).builds).toEqual([]);
    await expect(openStored(disk.connect(), 'sample-1')).rejects.toMatchObject({ code: 'missing' });
  });

  it('shows a build whose marker is unreadable as damaged, and lets it be removed', async () => {
    disk.write(MARKER, '{"format":1');
    expect((await list()).builds).toMatchObject([{ id: 'sample-1', problem: { code: 'damaged' } }]);
    await expect(openStored(disk.connect(), 'sample-1')).rejects.toMatchObject({ code: 'damaged' });
    store.service.handle({ type: 'store.remove', id: 'sample-1' });
    await store.rest();
    expect(disk.files().size).toBe(0);
  });

  it.each(['build.json', BIG])('repairs a build whose marker has lost %s', async (path) => {
    const marker = JSON.parse(asText(disk.read(MARKER)));
    const files = marker.files.filter((file: { path: string }) => file.path !== path);
    disk.write(MARKER, JSON.stringify({ ...marker, files }));
    expect((await list()).builds).toMatchObject([{ problem: { code: 'damaged' } }]);
    expect(await install()).toMatchObject({ status: 'done' });
    await expectWhole();
    expect((await list()).builds).toMatchObject([{ problem: null }]);
  });

  it('clears what a killed installation left without a journal', async () => {
    const builds = await disk.connect().getDirectoryHandle('guards');
    const folder = await builds.getDirectoryHandle('leftover', { create: true });
    await folder.getFileHandle('weights', { create: true });
    expect((await list()).builds).toHaveLength(1);
    expect([...disk.files().keys()].some((path) => path.includes('leftover'))).toBe(false);
  });

  it('refuses ids that are no folder', async () => {
    for (const id of ['.', '..', 'other', 'a/b'])
      await expect(openStored(disk.connect(), id)).rejects.toMatchObject({ code: 'missing' });
  });
});

describe('the files of a build', () => {
  beforeEach(async () => {
    await install();
  });

  it('are read whole, as a file and through a handle', async () => {
    const stored = await openStored(disk.connect(), 'sample-1');
    const bytes = sample.files.get('embeddings.bin') ?? new Uint8Array();
    expect(new Uint8Array(await stored.bytes('embeddings.bin'))).toEqual(bytes);
    expect((await stored.blob('embeddings.bin')).size).toBe(bytes.length);
    const handle = await stored.handle('embeddings.bin');
    const part = new Uint8Array(10);
    expect(handle.read(part, { at: 100 })).toBe(10);
    expect(part).toEqual(bytes.slice(100, 110));
    const second = await stored.handle('embeddings.bin');
    second.close();
    handle.close();
    expect((await stored.bytes('tokenizer/one')).byteLength).toBe(1);
    await expect(stored.bytes('nowhere')).rejects.toMatchObject({ code: 'missing' });
  });

  it('are not to be had twice for reading where the browser has no modes', async () => {
    disk = new FakeDisk({ modes: false });
    store = storeOn(disk, server);
    await install();
    const stored = await openStored(disk.connect(), 'sample-1');
    const handle = await stored.handle(BIG);
    await expect(stored.handle(BIG)).rejects.toMatchObject({ code: 'unreadable' });
    handle.close();
    (await stored.handle(BIG)).close();
  });
});

describe('a full check', () => {
  const verify = async () => {
    store.service.handle({ type: 'store.verify', id: 'sample-1' });
    await store.rest();
    return store.events.flatMap((event) =>
      event.type === 'store.verification' ? event.verification : [],
    );
  };

  it('finds a whole build whole', async () => {
    await install();
    const told = await verify();
    expect(told.at(-1)).toMatchObject({ outcome: 'whole' });
    expect(told.at(-1)?.doneBytes).toBe(told.at(-1)?.totalBytes);
  });

  it('finds one wrong byte, and that is known after a restart', async () => {
    await install();
    disk.spoil(`guards/sample-1/${BIG}`, 39_999);
    expect((await list()).builds[0]?.problem).toBeNull();
    expect((await verify()).at(-1)?.outcome).toBe('broken');
    restart();
    const problem = { code: 'damaged', message: expect.stringContaining(BIG) };
    expect((await list()).builds[0]?.problem).toEqual(problem);
    await expect(openStored(disk.connect(), 'sample-1')).rejects.toMatchObject(problem);
    // The repair brings that file alone.
    const before = server.served.length;
    expect((await install()).status).toBe('done');
    expect(new Set(server.served.slice(before).map(({ path }) => path))).toEqual(
      new Set(['build.json', BIG]),
    );
    expect((await verify()).at(-1)?.outcome).toBe('whole');
  });

  it('finds a wrong build.json', async () => {
    await install();
    disk.spoil('guards/sample-1/build.json', 20);
    expect((await verify()).at(-1)?.outcome).toBe('broken');
    expect((await list()).builds[0]?.problem?.message).toContain('build.json');
  });

  it('believes a build again that only looked changed', async () => {
    await install();
    disk.touch(`guards/sample-1/${BIG}`);
    expect((await list()).builds[0]?.problem).not.toBeNull();
    expect((await verify()).at(-1)?.outcome).toBe('whole');
    expect((await list()).builds[0]?.problem).toBeNull();
  });

  it('of nothing ends', async () => {
    expect((await verify()).at(-1)?.outcome).toBe('broken');
  });
});

describe('removal', () => {
  const remove = async () => {
    store.service.handle({ type: 'store.remove', id: 'sample-1' });
    await store.rest();
    return store.builds().builds;
  };

  it('leaves nothing', async () => {
    await install();
    expect(await remove()).toEqual([]);
    expect(disk.files().size).toBe(0);
  });

  it('of a build that is in use is refused, says so, and takes nothing from it', async () => {
    await install();
    const handle = await (await openStored(disk.connect(), 'sample-1')).handle(BIG);
    expect(await remove()).toMatchObject([
      { id: 'sample-1', problem: { message: 'It could not be removed: it is in use.' } },
    ]);
    await expectWhole();
    expect((await list()).builds[0]?.problem).toBeNull();
    handle.close();
    expect(await remove()).toEqual([]);
  });

  it('that dies in the middle is ended by the next list', async () => {
    await install();
    const { steps } = disk;
    await remove();
    const length = disk.steps - steps;
    for (let step = 1; step < length; step++) {
      begin();
      await install();
      disk.dieAt = disk.steps + step;
      store.service.handle({ type: 'store.remove', id: 'sample-1' });
      await store.rest();
      restart();
      const { builds } = await list();
      if (builds.length === 0) expect(disk.files().size).toBe(0);
      else await expectWhole();
    }
  });
});

describe('a browser that stores nothing', () => {
  it('says so in the list, and fails each installation', async () => {
    const refusal = new DOMException('Security error when calling GetDirectory', 'SecurityError');
    store = storeOn(disk, server, { root: () => Promise.reject(refusal) });
    expect(await list()).toEqual({
      type: 'store.builds',
      builds: [],
      freeBytes: null,
      unavailable: 'Security error when calling GetDirectory',
    });
    expect(await install()).toMatchObject({
      status: 'failed',
      code: 'no-storage',
      resumable: false,
      message: expect.stringContaining('Security error'),
    });
    expect(server.served).toEqual([]);
  });
});
