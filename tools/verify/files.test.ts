import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GuardBuild } from '../../src/core/guard-build';
import { checkFiles, readBuild, unlistedFiles } from './files';
import { someBuild } from './testing/build';

const CONTENTS: Readonly<Record<string, string>> = {
  'decoder.f32.onnx': 'graph',
  'embeddings.bin': 'table',
};

let folder: string;
let build: GuardBuild;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-verify-test-'));
  const files = Object.entries(CONTENTS).map(([path, content]) => ({
    path,
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  build = { ...someBuild, files };
  for (const [path, content] of Object.entries(CONTENTS))
    await writeFile(join(folder, path), content);
  await writeFile(join(folder, 'build.json'), JSON.stringify(build));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const problems = async (of = build): Promise<string[]> =>
  (await checkFiles(folder, of, () => {}))
    .filter(({ problem }) => problem !== null)
    .map(({ path, problem }) => `${path} ${problem}`);

describe('the files of a build', () => {
  it('are all right as the builder left them', async () => {
    expect(await readBuild(folder)).toEqual(build);
    expect(await problems()).toEqual([]);
    expect(await unlistedFiles(folder, build)).toEqual([]);
  });

  it('are told of one by one', async () => {
    const told: string[] = [];
    await checkFiles(folder, build, ({ path }) => told.push(path));
    expect(told).toEqual(Object.keys(CONTENTS));
  });

  it('may be missing', async () => {
    await rm(join(folder, 'embeddings.bin'));
    expect(await problems()).toEqual(['embeddings.bin is missing']);
  });

  it('may be cut off', async () => {
    await truncate(join(folder, 'embeddings.bin'), 2);
    expect(await problems()).toEqual(['embeddings.bin has 2 bytes where the build says 5']);
  });

  it('may have one other byte', async () => {
    await writeFile(join(folder, 'embeddings.bin'), 'tablE');
    expect(await problems()).toEqual([
      'embeddings.bin does not have the contents that the build says',
    ]);
  });

  it('may be a folder', async () => {
    await rm(join(folder, 'embeddings.bin'));
    await mkdir(join(folder, 'embeddings.bin'));
    expect(await problems()).toEqual(['embeddings.bin is no file']);
  });

  it('may be used but not listed', async () => {
    expect(await problems({ ...build, files: build.files.slice(1) })).toEqual([
      'decoder.f32.onnx is used, but build.json does not list it',
    ]);
  });

  it('may have company, in folders too', async () => {
    await mkdir(join(folder, 'notes'));
    await writeFile(join(folder, 'notes/a.txt'), '');
    await writeFile(join(folder, 'b.txt'), '');
    // The builder's own report is not for browsers, and no stranger.
    await writeFile(join(folder, 'quantisation.json'), '[]');
    expect(await unlistedFiles(folder, build)).toEqual(['b.txt', 'notes/a.txt']);
  });
});

describe('a build.json', () => {
  it.each([
    ['no JSON', '{', 'build.json is not JSON'],
    ['another format', JSON.stringify({ ...someBuild, format: 2 }), 'format'],
    [
      'a path out of the folder',
      JSON.stringify({ ...someBuild, embeddings: { ...someBuild.embeddings, path: '../x' } }),
      'embeddings.path',
    ],
  ])('that is %s is refused in a line that says why', async (_what, text, says) => {
    await writeFile(join(folder, 'build.json'), text);
    await expect(readBuild(folder)).rejects.toThrow(says);
  });

  it('must be there', async () => {
    await rm(join(folder, 'build.json'));
    await expect(readBuild(folder)).rejects.toThrow('it has no build.json');
  });
});
