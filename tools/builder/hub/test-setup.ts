/** What the tests of this folder share: a fake hub with one model, and an empty cache. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { BuildError } from '../errors';
import { COMMIT, type FakeHub, startFakeHub } from './fake-hub';
import { openSource, type SourceOptions } from './source';

export const FIRST = 'model-00001-of-00002.safetensors';
export const SECOND = 'model-00002-of-00002.safetensors';

export const CONTENTS: ReadonlyMap<string, Buffer> = new Map([
  ['config.json', Buffer.from('{"model_type":"some"}')],
  ['tokenizer.json', Buffer.from('{}')],
  ['README.md', Buffer.from('# Some guard')],
  ['LICENSE', Buffer.from('The licence.')],
  [FIRST, randomBytes(300_000)],
  [SECOND, randomBytes(200_000)],
  [
    'model.safetensors.index.json',
    Buffer.from(JSON.stringify({ weight_map: { a: FIRST, b: SECOND, c: FIRST } })),
  ],
  ['consolidated.safetensors', randomBytes(1000)],
  ['pytorch_model.bin', randomBytes(1000)],
  ['original/params.json', Buffer.from('{}')],
]);

export const WANTED = [...CONTENTS.keys()].filter(
  (path) => !/^(consolidated|pytorch|original)/.test(path),
);

export interface Setup {
  hub: FakeHub;
  cache: string;
  /** Where the model's files end up. */
  folder: string;
  options: SourceOptions;
}

/** A hub and a cache for each test. Waits are as short as they can be. */
export function eachTest(): Setup {
  const setup = {} as Setup;
  beforeEach(async () => {
    const hub = await startFakeHub(CONTENTS);
    const cache = await mkdtemp(join(tmpdir(), 'seawall-hub-'));
    const options: SourceOptions = {
      cache,
      hubUrl: hub.url,
      acceptLicence: async () => true,
      progress: () => {},
      timing: { stallMs: 2000, retryWaitsMs: [1, 1, 1, 1, 1] },
    };
    Object.assign(setup, { hub, cache, options });
    setup.folder = join(cache, 'some-lab--some-guard', COMMIT);
  });
  afterEach(async () => {
    await setup.hub.close();
    await rm(setup.cache, { recursive: true, force: true });
  });
  return setup;
}

/** All that a build needs is there, and right. */
export async function expectWhole(folder: string): Promise<void> {
  for (const path of WANTED)
    expect((await readFile(join(folder, path))).equals(CONTENTS.get(path) ?? Buffer.of(0))).toBe(
      true,
    );
}

/** The one line that a person would read. */
export async function problemOf(from: string, options: SourceOptions): Promise<string> {
  const error = await openSource(from, options).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(BuildError);
  const message = error instanceof Error ? error.message : '';
  expect(message).not.toContain('\n');
  return message;
}
