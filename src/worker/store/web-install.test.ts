import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { InstallState } from '../../platform/store-protocol';
import { listBuilds } from './installed';
import { openStored } from './stored-files';
import { FakeDisk } from './testing/fake-disk';
import { FakeServer, type Mischief } from './testing/fake-server';
import { asBytes, type SampleBuild, sampleBuild } from './testing/sample-build';
import { SEGMENT, type StoreUnderTest, storeOn } from './testing/store';

const ADDRESS = 'https://builds.example/one/';
const source = { kind: 'web', address: ADDRESS } as const;
const BIG = 'decoder.weights.0';

let sample: SampleBuild;
let disk: FakeDisk;
let server: FakeServer;
let store: StoreUnderTest;

beforeEach(async () => {
  sample = await sampleBuild();
  disk = new FakeDisk();
  server = new FakeServer(ADDRESS, sample.files);
  store = storeOn(disk, server);
});

async function install(): Promise<InstallState> {
  store.service.handle({ type: 'store.install', source });
  await store.rest();
  return store.state();
}

/** Every file of the sample lies in the store as it should. */
function expectWhole(): void {
  for (const [path, bytes] of sample.files)
    expect(
      Buffer.compare(disk.read(`guards/sample-1/${path}`) ?? new Uint8Array(), bytes),
      path,
    ).toBe(0);
  expect(disk.read('guards/sample-1/installed.json')).toBeDefined();
  expect([...disk.files().keys()].filter((path) => !path.startsWith('guards/sample-1/'))).toEqual(
    [],
  );
}

/** Only the nth request for a file goes wrong so. */
const once = (path: string, mischief: Mischief, nth = 0) => {
  let seen = 0;
  server.mischief = (served) => (served.path === path && seen++ === nth ? mischief : null);
};

const failure = (state: InstallState) => {
  if (state.status !== 'failed') expect.fail(`it is ${JSON.stringify(state)}`);
  return state;
};

describe('an installation from the web', () => {
  it('ends with every file, a marker, a list, and no journal', async () => {
    expect(await install()).toEqual({
      status: 'done',
      source,
      id: 'sample-1',
      name: 'Sample guard',
      practice: false,
      notices: [],
    });
    expectWhole();
    const { builds, unavailable, freeBytes } = store.builds();
    expect(unavailable).toBeNull();
    expect(freeBytes).toBe(disk.quota - disk.used);
    expect(builds).toMatchObject([
      { id: 'sample-1', bits: 4, address: ADDRESS, problem: null, licence: 'apache-2.0' },
    ]);
    expect(builds[0]?.bytes).toBe(66_886);
  });

  it('asks for ranges without credentials, referrer or cache, and for each byte once', async () => {
    await install();
    const given = server.of(BIG);
    expect(given).toHaveLength(Math.ceil(40_000 / SEGMENT));
    expect(given.reduce((sum, { given }) => sum + given, 0)).toBe(40_000);
    for (const { init } of server.served)
      expect(init).toMatchObject({
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        redirect: 'follow',
      });
  });

  it('has several ranges in flight, and no more than it may', async () => {
    let open = 0;
    let most = 0;
    const fetch = server.fetch;
    store = storeOn(disk, server, {
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        open++;
        most = Math.max(most, open);
        const body = response.body?.pipeThrough(
          new TransformStream({
            flush() {
              open--;
            },
          }),
        );
        return new Response(body, response);
      },
    });
    await install();
    expectWhole();
    expect(most).toBe(4);
  });

  it('tells stages and amounts that only grow', async () => {
    await install();
    const running = store.states().filter((state) => state.status === 'running');
    expect(running.map(({ stage }) => stage)).toContain('downloading');
    const amounts = running.map(({ doneBytes }) => doneBytes);
    expect(amounts).toEqual([...amounts].sort((a, b) => a - b));
    expect(amounts.at(-1)).toBeGreaterThan(0);
  });

  it('tells at most one amount in each while', async () => {
    store = storeOn(disk, server, { progressMs: 60_000 });
    server.pause = () => new Promise((resolve) => setTimeout(resolve));
    await install();
    // Asking, the first amounts, downloading, done: nothing in between had its turn.
    expect(store.states().length).toBeLessThan(8);
    expectWhole();
  });

  it('takes an address on the hub', async () => {
    server = new FakeServer('https://huggingface.co/a/b/resolve/main/', sample.files);
    store = storeOn(disk, server);
    store.service.handle({ type: 'store.install', source: { kind: 'web', address: 'hf:a/b' } });
    await store.rest();
    expectWhole();
    expect(store.builds().builds[0]?.address).toBe('hf:a/b');
  });

  it('is done at once where the build is there and whole', async () => {
    await install();
    server.served.length = 0;
    expect((await install()).status).toBe('done');
    expect(server.served.map(({ path }) => path)).toEqual(['build.json']);
    expectWhole();
  });

  it('repairs a damaged build by the wrong files alone, and names the byte', async () => {
    await install();
    disk.spoil(`guards/sample-1/${BIG}`, 12_345);
    disk.touch(`guards/sample-1/${BIG}`);
    server.served.length = 0;
    expect(await install()).toMatchObject({
      status: 'done',
      notices: [`${BIG} was wrong at byte 12345 and was fetched again.`],
    });
    expect(new Set(server.served.map(({ path }) => path))).toEqual(new Set(['build.json', BIG]));
    expect(server.of(BIG).reduce((sum, { given }) => sum + given, 0)).toBe(40_000);
    expectWhole();
    expect(store.builds().builds[0]?.problem).toBeNull();
  });

  it('keeps a build that was damaged when its repair is given up', async () => {
    await install();
    disk.cut(`guards/sample-1/${BIG}`, 20_000);
    server.mischief = ({ path }) => (path === BIG ? { kind: 'status', status: 403 } : null);
    expect((await install()).status).toBe('failed');
    store.service.handle({ type: 'store.cancel' });
    await store.rest();
    expect(store.state().status).toBe('none');
    expect(store.builds().builds).toMatchObject([
      { id: 'sample-1', problem: { code: 'damaged', message: expect.stringContaining(BIG) } },
    ]);
    await expect(openStored(disk.connect(), 'sample-1')).rejects.toMatchObject({ code: 'damaged' });
  });

  it('does not repair what is open, and says so', async () => {
    await install();
    const handle = await (await openStored(disk.connect(), 'sample-1')).handle(BIG);
    disk.touch(`guards/sample-1/${BIG}`);
    expect(failure(await install())).toMatchObject({
      code: 'no-storage',
      message: 'A file of this build is in use elsewhere.',
      resumable: true,
    });
    handle.close();
    expect((await install()).status).toBe('done');
    expectWhole();
  });

  it('does not put a different build in the place of a whole one of the same id', async () => {
    await install();
    server.files = (await sampleBuild('sample-1', 2)).files;
    expect(failure(await install())).toMatchObject({ code: 'not-a-build', resumable: false });
    expectWhole();
  });
});

describe('a server that ignores ranges', () => {
  beforeEach(() => {
    server.ranges = false;
  });

  it('is asked for each file once more at most, whole', async () => {
    expect((await install()).status).toBe('done');
    expectWhole();
    // The ranges that were in flight together, then the file.
    expect(server.of(BIG).length).toBeLessThanOrEqual(5);
    expect(server.of('decoder.weights.1')).toHaveLength(1);
  });

  it('may break off: what is stored is passed over', async () => {
    let breaks = 0;
    server.mischief = ({ path, headers }) =>
      path === BIG && !/-(?!39999)/.test(headers.get('Range') ?? '') && breaks++ < 3
        ? { kind: 'break', after: 9_500 * breaks }
        : null;
    expect((await install()).status).toBe('done');
    expect(breaks).toBeGreaterThan(3);
    expectWhole();
  });

  it('goes on where ranges came before the break', async () => {
    server.ranges = true;
    once(BIG, { kind: 'status', status: 403 }, 6);
    expect((await install()).status).toBe('failed');
    server.ranges = false;
    store.service.handle({ type: 'store.resume' });
    await store.rest();
    expect(store.state().status).toBe('done');
    expectWhole();
  });
});

describe('a server that ignores ranges and sends a wrong byte', () => {
  it('is asked for that file again, whole, once', async () => {
    server.ranges = false;
    const wrong = Uint8Array.from(sample.files.get('decoder.weights.1') ?? []);
    wrong[16_000] = (wrong[16_000] ?? 0) ^ 1;
    server.files = new Map(sample.files).set('decoder.weights.1', wrong);
    server.mischief = ({ path }) => {
      if (path === 'decoder.weights.1')
        queueMicrotask(() => {
          server.files = sample.files;
        });
      return null;
    };
    expect(await install()).toMatchObject({
      status: 'done',
      notices: ['decoder.weights.1 was wrong at byte 16000 and was fetched again.'],
    });
    expect(server.of('decoder.weights.1')).toHaveLength(2);
    expectWhole();
  });
});

describe('a server that misbehaves for once', () => {
  const passing: [string, Mischief][] = [
    ['breaks off', { kind: 'break', after: 1_500 }],
    ['does not answer', { kind: 'break', after: 0 }],
    ['ends early', { kind: 'short', after: 1_000 }],
    ['falls silent', { kind: 'stall', after: 2_000 }],
    ['falls silent at once', { kind: 'stall', after: 0 }],
    ['is broken', { kind: 'status', status: 503 }],
    ['times out', { kind: 'status', status: 408 }],
  ];
  it.each(passing)('%s', async (_, mischief) => {
    once(BIG, mischief, 2);
    expect((await install()).status).toBe('done');
    expectWhole();
  });

  it('asks to wait, and is waited for', async () => {
    once(BIG, { kind: 'status', status: 429, headers: { 'Retry-After': '1' } });
    const before = performance.now();
    expect((await install()).status).toBe('done');
    expect(performance.now() - before).toBeGreaterThan(950);
    expectWhole();
  });

  it('sends a wrong byte: it is found, named, and fetched again once', async () => {
    const wrong = Uint8Array.from(sample.files.get(BIG) ?? []);
    wrong[23_456] = (wrong[23_456] ?? 0) ^ 1;
    const right = server.files;
    server.files = new Map(right).set(BIG, wrong);
    // Its first ten requests are the first copy.
    server.mischief = ({ path }) => {
      if (path === BIG && server.of(BIG).length > 9) server.files = right;
      return null;
    };
    expect(await install()).toMatchObject({
      status: 'done',
      notices: [`${BIG} was wrong at byte 23456 and was fetched again.`],
    });
    expect(server.of(BIG)).toHaveLength(20);
    expect(server.of('decoder.weights.1')).toHaveLength(4);
    expectWhole();
  });
});

describe('a server that misbehaves for good', () => {
  const always = (mischief: Mischief, path = BIG) => {
    server.mischief = (served) => (served.path === path ? mischief : null);
  };

  it('is refused with its status and the file', async () => {
    for (const status of [400, 401, 403, 404, 410, 416, 500, 503, 429]) {
      always({ kind: 'status', status });
      const failed = failure(await install());
      expect(failed).toMatchObject({ code: 'refused', resumable: true });
      expect(failed.message).toContain(String(status));
      expect(failed.message).toContain(BIG);
    }
    server.mischief = () => null;
    expect((await install()).status).toBe('done');
    expectWhole();
  });

  it('does not answer at all', async () => {
    server.mischief = () => ({ kind: 'break', after: 0 });
    expect(failure(await install())).toMatchObject({ code: 'unreachable', resumable: true });
    expect(server.served).toHaveLength(4);
  });

  it('goes offline in the middle; what came is kept', async () => {
    let requests = 0;
    server.mischief = () => (requests++ > 8 ? { kind: 'break', after: 0 } : null);
    const failed = failure(await install());
    expect(failed).toMatchObject({ code: 'unreachable', resumable: true, totalBytes: 66_886 });
    expect(failed.doneBytes).toBeGreaterThan(5 * SEGMENT);
  });

  it('asks to wait longer than anybody would', async () => {
    always({ kind: 'status', status: 503, headers: { 'Retry-After': '86400' } });
    expect(failure(await install()).message).toContain('86400 s');
    expect(server.of(BIG).length).toBeLessThanOrEqual(4);
  });

  it('sends on to an insecure address', async () => {
    const { fetch } = server;
    store = storeOn(disk, server, {
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        const url = String(input).replace('https:', 'http:');
        return Object.defineProperty(response, 'url', { value: url });
      },
    });
    expect(failure(await install()).message).toContain('insecure address');
  });

  it('is given up for another, and nothing of the first stays', async () => {
    always({ kind: 'status', status: 403 });
    expect((await install()).status).toBe('failed');
    const other = await sampleBuild('sample-2', 2);
    const address = 'https://other.example/';
    const elsewhere = new FakeServer(address, other.files);
    const { fetch } = server;
    store = storeOn(disk, server, {
      fetch: (input, init) =>
        String(input).startsWith(address) ? elsewhere.fetch(input, init) : fetch(input, init),
    });
    expect((await install()).status).toBe('failed');
    const before = store.states().length;
    store.service.handle({ type: 'store.install', source: { kind: 'web', address } });
    await store.rest();
    expect(store.states()[before]).toMatchObject({ status: 'running', name: null, totalBytes: 0 });
    expect(store.state()).toMatchObject({ status: 'done', id: 'sample-2' });
    expect([...disk.files().keys()].filter((path) => path.includes('sample-1'))).toEqual([]);
  });

  it('is silent', async () => {
    always({ kind: 'stall', after: 0 });
    expect(failure(await install())).toMatchObject({ code: 'unreachable' });
  });

  it('sends other ranges than were asked for', async () => {
    always({ kind: 'range', contentRange: 'bytes 0-99/40000' });
    expect(failure(await install())).toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/bytes 0-99 of decoder\.weights\.0/),
    });
  });

  it('sends more than was asked for', async () => {
    server.hidesContentRange = true;
    always({ kind: 'more', bytes: 10 });
    expect(failure(await install())).toMatchObject({
      code: 'refused',
      message: expect.stringContaining(BIG),
    });
  });

  it('has a file that ends early', async () => {
    always({ kind: 'short', after: 100 }, 'embeddings.bin');
    const failed = failure(await install());
    expect(failed).toMatchObject({ code: 'wrong-bytes' });
    expect(failed.message).toMatch(/embeddings\.bin ended after \d+ of 9001 bytes/);
  });

  it('has a file that is not that of build.json: fetched twice, and said so', async () => {
    const wrong = Uint8Array.from(sample.files.get(BIG) ?? []);
    wrong[5] = (wrong[5] ?? 0) ^ 1;
    server.files = new Map(sample.files).set(BIG, wrong);
    const failed = failure(await install());
    expect(failed).toMatchObject({ code: 'wrong-bytes', resumable: true });
    expect(failed.message).toMatch(/The server's decoder\.weights\.0 does not match/);
    expect(server.of(BIG)).toHaveLength(20);
    store.service.handle({ type: 'store.list' });
    await store.rest();
    expect(store.builds().builds).toEqual([]);
    // And when it is put right there, going on helps.
    server.files = sample.files;
    store.service.handle({ type: 'store.resume' });
    await store.rest();
    expect(store.state().status).toBe('done');
    expectWhole();
  });

  it('sends wrong bytes that are others each time', async () => {
    let copy = sample.files.get('tokenizer/one')?.[0] ?? 0;
    const { fetch } = server;
    store = storeOn(disk, server, {
      fetch: (input, init) => {
        if (String(input).endsWith('tokenizer/one'))
          server.files = new Map(sample.files).set('tokenizer/one', Uint8Array.of(++copy));
        return fetch(input, init);
      },
    });
    expect(failure(await install()).message).toMatch(/twice with wrong bytes.* from byte 0/);
  });
});

describe('build.json', () => {
  const serve = (change: (build: Record<string, unknown>) => unknown) => {
    const build = JSON.parse(JSON.stringify(sample.build));
    server.files = new Map(sample.files).set('build.json', asBytes(change(build) ?? build));
  };
  const listed = (path: string) => (build: Record<string, unknown>) => ({
    ...build,
    files: [...sample.build.files, { path, size: 1, sha256: '0'.repeat(64) }],
  });
  const cases: [string, (build: Record<string, unknown>) => unknown, RegExp][] = [
    ['another format', (build) => ({ ...build, format: 2 }), /format/],
    ['a field that is missing', ({ decoder: _, ...build }) => build, /decoder/],
    ['a path that climbs', listed('../evil'), /path/],
    ['a path that climbs in the middle', listed('a/../../evil'), /path/],
    ['an absolute path', listed('/evil'), /path/],
    ['an address for a path', listed('https://evil.example/x'), /path/],
    ['a backslash', listed('a\\b'), /path/],
    ['a hidden file', listed('.hidden'), /path/],
    ['the marker', listed('installed.json'), /installed\.json/],
    ['itself', listed('build.json'), /build\.json/],
    ['a file twice', listed(BIG), /twice/],
    ['a file that is a folder too', listed(`${BIG}/inner`), /file and a folder/],
    ['the marker as a folder', listed('installed.json/x'), /file and a folder/],
    ['an id that climbs', (build) => ({ ...build, id: '..' }), /id/],
    ['a negative size', () => ({ ...sample.build, files: [{ path: 'a', size: -1 }] }), /size/],
    ['a file that it needs and does not list', (b) => ({ ...b, files: [] }), /does not list/],
    ['folders in folders without end', listed(`${'a/'.repeat(100_000)}a`), /path/],
    [
      'more files than any build has',
      (build) => ({
        ...build,
        files: Array.from({ length: 100_000 }, (_, i) => ({
          path: `a/${i}`,
          size: 0,
          sha256: '0'.repeat(64),
        })),
      }),
      /files/,
    ],
    [
      'a licence of a megabyte, which every list would show',
      (build) => ({ ...build, source: { ...sample.build.source, licence: 'x'.repeat(1_000_000) } }),
      /licence/,
    ],
    [
      'sizes beyond all numbers',
      (build) => ({
        ...build,
        files: sample.build.files.map((file) => ({ ...file, size: 2 ** 52 })),
      }),
      /too large/,
    ],
  ];
  it.each(cases)('with %s is refused before a file is asked for', async (_, change, message) => {
    serve(change);
    const failed = failure(await install());
    expect(failed).toMatchObject({ code: 'not-a-build', resumable: false });
    expect(failed.message).toMatch(message);
    expect(server.served.map(({ path }) => path)).toEqual(['build.json']);
    expect(disk.files().size).toBe(0);
  });

  it('that is a page in HTML is refused', async () => {
    server.files = new Map().set('build.json', new TextEncoder().encode('<!doctype html>'));
    expect(failure(await install())).toMatchObject({
      code: 'not-a-build',
      message: expect.stringContaining('not JSON'),
    });
  });

  it('that is not there is said to be missing', async () => {
    server.files = new Map();
    expect(failure(await install())).toMatchObject({
      code: 'not-a-build',
      message: expect.stringContaining('404'),
    });
  });

  it('that never ends is cut off', async () => {
    server.files = new Map().set('build.json', new Uint8Array(33 * 1024 * 1024));
    expect(failure(await install())).toMatchObject({
      code: 'not-a-build',
      message: expect.stringContaining('32 MB'),
    });
  });

  it('at an address that is none is not asked for', async () => {
    store.service.handle({
      type: 'store.install',
      source: { kind: 'web', address: 'http://far.example/' },
    });
    await store.rest();
    expect(failure(store.state())).toMatchObject({ code: 'not-a-build', resumable: false });
    expect(server.served).toEqual([]);
  });
});

describe('room', () => {
  it('is asked for before anything large is fetched', async () => {
    disk.quota = 5_000_000;
    const failed = failure(await install());
    expect(failed).toMatchObject({ code: 'no-room', resumable: true });
    expect(failed.message).toMatch(/needs 17 MB.* 5 MB free/);
    expect(server.served.map(({ path }) => path)).toEqual(['build.json']);
  });

  it('may end in the middle of a write; what is stored is kept for later', async () => {
    disk.quota = 30_000;
    store = storeOn(disk, server, { estimate: async () => ({}) });
    expect(failure(await install())).toMatchObject({ code: 'no-room', resumable: true });
    disk.quota = 1e9;
    const before = server.served.length;
    store.service.handle({ type: 'store.resume' });
    await store.rest();
    expect(store.state().status).toBe('done');
    expectWhole();
    const again = server.served.slice(before).reduce((sum, { given }) => sum + given, 0);
    expect(again).toBeLessThan(60_000);
  });
});

describe('an installation of a build with a known hash', () => {
  const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const withHash = async (sha256: string): Promise<InstallState> => {
    store.service.handle({ type: 'store.install', source: { ...source, sha256 } });
    await store.rest();
    return store.state();
  };
  const buildJson = (): Uint8Array => sample.files.get('build.json') ?? expect.fail('none');

  it('goes on where it is that one, and lists it with its hash', async () => {
    const sha256 = hashOf(buildJson());
    expect(await withHash(sha256)).toMatchObject({ status: 'done', id: 'sample-1' });
    expectWhole();
    expect(await listBuilds(disk.connect())).toMatchObject([{ id: 'sample-1', sha256 }]);
  });

  it('ends before any other file is asked for where it is another', async () => {
    const state = failure(await withHash('0'.repeat(64)));
    expect(state.code).toBe('wrong-bytes');
    expect(state.message).toContain(hashOf(buildJson()));
    expect(server.served.map(({ path }) => path)).toEqual(['build.json']);
    expect([...disk.files().keys()].filter((path) => path.startsWith('guards/'))).toEqual([]);
  });
});
