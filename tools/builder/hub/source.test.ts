import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { COMMIT, MODEL, urlOf } from './fake-hub';
import type { Progress } from './meter';
import { openSource } from './source';
import { CONTENTS, eachTest, expectWhole, FIRST, problemOf, SECOND, WANTED } from './test-setup';

const setup = eachTest();
const FROM = `hf:${MODEL}`;

describe('a model of a hub', () => {
  it('is downloaded whole, and nothing that a build does not need', async () => {
    const source = await openSource(FROM, setup.options);
    expect(source).toEqual({
      folder: setup.folder,
      model: MODEL,
      revision: COMMIT,
      licence: 'apache-2.0',
    });
    await expectWhole(setup.folder);
    expect((await readdir(setup.folder)).sort()).toEqual([...WANTED].sort());
  });

  it('is not fetched again', async () => {
    await openSource(FROM, setup.options);
    const before = setup.hub.files.length;
    const seen: Progress[] = [];
    await openSource(FROM, { ...setup.options, progress: (progress) => seen.push(progress) });
    expect(setup.hub.files).toHaveLength(before);
    expect(seen.at(-1)).toMatchObject({ bytesPerSecond: 0, bytes: seen.at(-1)?.totalBytes });
  });

  it('is fetched at the commit that its revision meant', async () => {
    await openSource(FROM, { ...setup.options, revision: 'v1' });
    expect(setup.hub.metadata.map(({ path }) => path)).toEqual([
      `/api/models/${MODEL}/revision/v1`,
      `/api/models/${MODEL}/tree/${COMMIT}`,
    ]);
  });

  it('shows the token to the hub, and not to where its files lie', async () => {
    await openSource(FROM, { ...setup.options, token: 'hf_secret' });
    for (const { token } of setup.hub.metadata) expect(token).toBe('Bearer hf_secret');
    const tokens = new Map(setup.hub.files.map(({ path, token }) => [path, token]));
    expect(tokens.get('config.json')).toBe('Bearer hf_secret');
    expect(tokens.get(FIRST)).toBeUndefined();
  });

  it('tells how far it is', async () => {
    const seen: Progress[] = [];
    await openSource(FROM, { ...setup.options, progress: (progress) => seen.push(progress) });
    const total = WANTED.reduce((sum, path) => sum + (CONTENTS.get(path)?.length ?? 0), 0);
    expect(seen.at(-1)).toMatchObject({ file: SECOND, bytes: total, totalBytes: total });
    expect(seen.map(({ bytes }) => bytes)).toEqual(
      seen.map(({ bytes }) => bytes).sort((a, b) => a - b),
    );
  });

  it('is not begun where the disk has no room for it', async () => {
    setup.hub.listed.set(SECOND, { lfs: { oid: 'a'.repeat(64), size: 5e15, pointerSize: 134 } });
    expect(await problemOf(FROM, setup.options)).toMatch(
      /^The download needs 5000000\.0 GB, and [\d.]+ GB are free at /,
    );
    expect(setup.hub.files.map(({ path }) => path)).toEqual(['model.safetensors.index.json']);
  });

  it('can be ended', async () => {
    const end = new AbortController();
    setup.hub.faults.set(FIRST, [{ kind: 'stall', after: 1000 }]);
    const progress = ({ file }: Progress) => file === FIRST && end.abort(new Error('enough'));
    // At once: the test would run into its own limit if the stall had to end it.
    const timing = { stallMs: 1e6, retryWaitsMs: [] };
    const options = { ...setup.options, progress, timing, signal: end.signal };
    await expect(openSource(FROM, options)).rejects.toThrow('enough');
  });
});

describe('a licence', () => {
  it('that is refused leaves the model where it is', async () => {
    const asked: string[] = [];
    const refuse = async (...about: string[]) => {
      asked.push(...about);
      return false;
    };
    expect(await problemOf(FROM, { ...setup.options, acceptLicence: refuse })).toContain(
      'was not accepted',
    );
    const url = `${setup.hub.url}/${MODEL}/blob/${COMMIT}/LICENSE`;
    expect(asked).toEqual([MODEL, 'apache-2.0', url]);
    expect(setup.hub.files).toEqual([]);
    expect(await readdir(setup.cache)).toEqual([]);
  });

  it('is asked about once, and again when it changes', async () => {
    const asked: string[] = [];
    const options = {
      ...setup.options,
      acceptLicence: async (_model: string, licence: string) => asked.push(licence) > 0,
    };
    await openSource(FROM, options);
    await openSource(FROM, options);
    expect(asked).toEqual(['apache-2.0']);
    setup.hub.info = { cardData: undefined, tags: ['license:gemma'] };
    expect((await openSource(FROM, options)).licence).toBe('gemma');
    expect(asked).toEqual(['apache-2.0', 'gemma']);
    await openSource(FROM, options);
    expect(asked).toHaveLength(2);
  });

  it('is asked about again where what was remembered cannot be read', async () => {
    await writeFile(join(setup.cache, 'licences.json'), `{"${MODEL}": "apache-2.0"}`);
    let asked = 0;
    await openSource(FROM, { ...setup.options, acceptLicence: async () => ++asked > 0 });
    expect(asked).toBe(1);
    const kept = JSON.parse(await readFile(join(setup.cache, 'licences.json'), 'utf8'));
    expect(kept).toEqual({ [MODEL]: ['apache-2.0'] });
  });
});

describe('what is told when', () => {
  it.each([
    [401, undefined, /gated or private, or there is no such model.*ask for access at .*HF_TOKEN/],
    [403, 'GatedRepo', /^some-lab\/some-guard is gated: ask for access at .*set HF_TOKEN/],
    [404, 'RepoNotFound', /has no model some-lab\/some-guard/],
    [404, 'RevisionNotFound', /has no revision main/],
    [503, undefined, /status 503.*Run this again later/],
  ])('the hub answers with %i %s', async (status, code, message) => {
    setup.hub.refusal = { status, ...(code && { code }) };
    expect(await problemOf(FROM, setup.options)).toMatch(message);
  });

  it('a model is gated and there is no token', async () => {
    setup.hub.info = { gated: 'manual' };
    expect(await problemOf(FROM, setup.options)).toContain(`at ${setup.hub.url}/${MODEL} and set`);
    expect(setup.hub.files).toEqual([]);
  });

  it.each([401, 403])('only the files are refused, with %i', async (status) => {
    setup.hub.info = { gated: 'auto' };
    setup.hub.faults.set('config.json', [{ kind: 'status', status, code: 'GatedRepo' }]);
    const options = { ...setup.options, token: 'hf_other' };
    expect(await problemOf(FROM, options)).toMatch(/is gated: ask for access/);
  });

  it('the hub refuses the token', async () => {
    setup.hub.refusal = { status: 401 };
    const options = { ...setup.options, token: 'hf_old' };
    expect(await problemOf(FROM, options)).toContain('did not take the token');
  });

  it('a file went from the hub meanwhile', async () => {
    setup.hub.faults.set(FIRST, [{ kind: 'status', status: 404, code: 'EntryNotFound' }]);
    expect(await problemOf(FROM, setup.options)).toContain('changed on the hub');
  });

  it('there is no network', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => closed.once('listening', done));
    const hubUrl = urlOf(closed);
    await new Promise((done) => closed.close(done));
    expect(await problemOf(FROM, { ...setup.options, hubUrl })).toMatch(
      /cannot be reached \(ECONNREFUSED\)\. Check the network/,
    );
  });

  it('the hub says nothing', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((done) => silent.once('listening', done));
    const options = { ...setup.options, hubUrl: urlOf(silent) };
    const timing = { stallMs: 100, retryWaitsMs: [] };
    expect(await problemOf(FROM, { ...options, timing })).toContain('(no answer in 0.1 s)');
    silent.close();
    silent.closeAllConnections();
  });

  it.each([
    '../outside.json',
    '/etc/config.json',
    'a/../../config.json',
    'C:config.json',
    'a\\config.json',
    '',
  ])('the hub lists %s', async (path) => {
    setup.hub.listed.set(path, {});
    expect(await problemOf(FROM, setup.options)).toContain('leads out of its folder');
    expect(setup.hub.files).toEqual([]);
  });

  it('something that is no hub answers', async () => {
    setup.hub.info = { sha: '../../elsewhere' };
    expect(await problemOf(FROM, setup.options)).toMatch(/not as expected \(sha: /);
  });

  it.each(['some-guard', 'a/../b', '../b', 'a/b/c', ''])('the model is called %s', async (name) => {
    expect(await problemOf(`hf:${name}`, setup.options)).toContain('it should read hf:owner/name');
    expect(setup.hub.metadata).toEqual([]);
  });

  it('HF_TOKEN holds something else', async () => {
    const options = { ...setup.options, token: 'password' };
    expect(await problemOf(FROM, options)).toContain('HF_TOKEN is not a token');
  });
});

describe('a folder', () => {
  const made: string[] = [];
  afterEach(async () => {
    for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
  });
  const checkpoint = async (readme?: string): Promise<string> => {
    const parent = await mkdtemp(join(tmpdir(), 'seawall-hub-'));
    made.push(parent);
    const folder = join(parent, 'my-guard');
    await mkdir(folder);
    if (readme !== undefined) await writeFile(join(folder, 'README.md'), readme);
    return folder;
  };

  it('is used as it is', async () => {
    const folder = await checkpoint('---\nlanguage: th\nlicense: mit\n---\n# A guard');
    const expected = { folder, model: 'my-guard', revision: 'local', licence: 'mit' };
    expect(await openSource(folder, setup.options)).toEqual(expected);
  });

  it('without a README.md has an unknown licence', async () => {
    expect((await openSource(await checkpoint(), setup.options)).licence).toBe('unknown');
  });

  it('must be there', async () => {
    const folder = await checkpoint('');
    expect(await problemOf(join(folder, 'x'), setup.options)).toContain('there is no such folder');
    expect(await problemOf(join(folder, 'README.md'), setup.options)).toContain('no such folder');
    expect(await problemOf(folder, { ...setup.options, revision: 'v1' })).toContain('no revisions');
  });
});
