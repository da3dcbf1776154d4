import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileWriter, type Handle } from './disk/file-writer';
import { BuildError } from './errors';
import { OutputFolder, sha256, WeightWriter } from './output';

let folder: string;
let target: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-output-'));
  target = join(folder, 'guard');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const MARK = JSON.stringify({ format: 1, files: [] });

async function build(text: string, at = target): Promise<void> {
  const output = await OutputFolder.create(at);
  try {
    await output.file('build.json', MARK);
    await output.file('text', text);
    await output.commit();
  } finally {
    await output.discard();
  }
}

describe('OutputFolder', () => {
  it('puts a build at its target when it is whole, and replaces the one before', async () => {
    const output = await OutputFolder.create(target);
    await output.file('build.json', MARK);
    await output.file('sub/text', 'words');
    await output.report([]);
    expect(await readdir(folder)).not.toContain('guard');
    expect(output.files).toEqual([
      { path: 'build.json', size: MARK.length, sha256: sha256(new TextEncoder().encode(MARK)) },
      { path: 'sub/text', size: 5, sha256: sha256(new TextEncoder().encode('words')) },
    ]);
    await output.commit();
    await output.discard();
    expect((await readdir(target)).sort()).toEqual(['build.json', 'quantisation.json', 'sub']);

    await build('other words');
    expect((await readdir(target)).sort()).toEqual(['build.json', 'text']);
    expect(await readdir(folder)).toEqual(['guard']);
  });

  it('leaves what was there when it is given up', async () => {
    await build('old');
    const output = await OutputFolder.create(target);
    await output.file('text', 'new');
    const open = await output.create('half');
    await open.write(new Uint8Array(10));
    await output.discard();
    await expect(output.create('late')).rejects.toThrow('given up');
    expect(await readdir(folder)).toEqual(['guard']);
    expect(await readFile(join(target, 'text'), 'utf8')).toBe('old');
  });

  it('replaces an empty folder, and no folder of a person', async () => {
    await mkdir(target);
    await build('words');
    await rm(target, { recursive: true });
    for (const [name, content] of [
      ['thesis.txt', 'years'],
      ['build.json', '{"scripts": {}}'],
    ]) {
      await mkdir(target, { recursive: true });
      await writeFile(join(target, name ?? ''), content ?? '');
      await expect(build('words')).rejects.toThrow('is not empty and no guard build');
      await expect(build('words')).rejects.toThrow(BuildError);
    }
    expect((await readdir(target)).sort()).toEqual(['build.json', 'thesis.txt']);
    await expect(build('words', join(target, 'thesis.txt'))).rejects.toThrow('is a file');
    await mkdir(join(folder, 'own.building'));
    await expect(build('words', join(folder, 'own'))).rejects.toThrow('is in the way');
    expect((await readdir(folder)).sort()).toEqual(['guard', 'own.building']);
  });

  it('lets one builder write', async () => {
    const output = await OutputFolder.create(target);
    await expect(build('words')).rejects.toThrow(`another builder (process ${process.pid})`);
    await output.discard();
    await build('words');
  });

  it('puts back the build whose replacement was cut off between two renames', async () => {
    await build('old');
    await mkdir(join(folder, 'other'));
    execFileSync('mv', [target, `${target}.replaced`]);
    const output = await OutputFolder.create(target);
    expect(await readFile(join(target, 'text'), 'utf8')).toBe('old');
    await output.discard();
  });

  it('says that there is no room before it begins', async () => {
    const output = await OutputFolder.create(target);
    await expect(output.expect(1e18)).rejects.toThrow('1000000000.00 GB needed for the build');
    await output.discard();
  });
});

describe('WeightWriter', () => {
  it('aligns tensors and starts a new file before one is too large', async () => {
    const output = await OutputFolder.create(target);
    const writer = new WeightWriter(output, 'w', 256);
    const places = [];
    for (const size of [10, 100, 90, 1])
      places.push(await writer.append(new Uint8Array(size).fill(size)));
    await expect(writer.append(new Uint8Array(256))).rejects.toThrow('too large for a weight file');
    await writer.close();
    expect(places).toEqual([
      { file: 'w.0', offset: 0, length: 10 },
      { file: 'w.0', offset: 64, length: 100 },
      { file: 'w.1', offset: 0, length: 90 },
      { file: 'w.1', offset: 128, length: 1 },
    ]);
    expect(output.files.map(({ path, size }) => [path, size])).toEqual([
      ['w.0', 164],
      ['w.1', 129],
    ]);
    const bytes = new Uint8Array(await readFile(join(output.folder, 'w.1')));
    expect(output.files[1]?.sha256).toBe(sha256(bytes));
    await output.discard();
  });
});

describe('FileWriter', () => {
  const handle = (
    write: (bytes: Uint8Array, offset: number, length: number) => number,
  ): Handle => ({
    write: async (bytes: unknown, offset: unknown, length: unknown) => ({
      bytesWritten: write(bytes as Uint8Array, Number(offset), Number(length)),
      buffer: bytes as never,
    }),
    sync: async () => undefined,
    close: async () => undefined,
  });

  it('goes on where a write took less than it was given', async () => {
    const got: number[] = [];
    const writer = new FileWriter(
      'w',
      handle((bytes, offset, length) => {
        const taken = Math.min(3, length);
        got.push(...bytes.subarray(offset, offset + taken));
        return taken;
      }),
      () => undefined,
    );
    await writer.write(Uint8Array.from({ length: 10 }, (_, i) => i));
    expect(got).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect((await writer.close()).size).toBe(10);
  });

  it('says which file a full disk cut off, and what the build needs', async () => {
    const writer = new FileWriter(
      'decoder.weights.2',
      handle(() => {
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      }),
      () => 2.5e9,
    );
    await expect(writer.write(new Uint8Array(4))).rejects.toThrow(
      'disk full while writing decoder.weights.2: 2.50 GB needed for the build (ENOSPC)',
    );
  });
});

/** A builder in a process of its own. */
function start(files: number, waitAfter?: number, limitBlocks?: number): ChildProcess {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const program = fileURLToPath(new URL('./disk/fixtures/build.ts', import.meta.url));
  const words = [
    process.execPath,
    '--import',
    loader,
    program,
    target,
    `${files}`,
    `${waitAfter ?? ''}`,
  ];
  return limitBlocks === undefined
    ? spawn(words[0] ?? '', words.slice(1))
    : spawn('bash', ['-c', `ulimit -f ${limitBlocks}; exec "$@"`, 'bash', ...words]);
}

const ended = (child: ChildProcess): Promise<{ code: number | null; errors: string }> =>
  new Promise((resolve) => {
    let errors = '';
    child.stderr?.on('data', (data: Buffer) => {
      errors += data;
    });
    child.on('close', (code) => resolve({ code, errors }));
  });

const said = (child: ChildProcess, line: string): Promise<void> =>
  new Promise((resolve) => {
    let text = '';
    child.stdout?.on('data', (data: Buffer) => {
      text += data;
      if (text.split('\n').includes(line)) resolve();
    });
  });

async function filesOf(at: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of (await readdir(at)).sort())
    files[name] = sha256(await readFile(join(at, name)));
  return files;
}

describe('a builder in a process', () => {
  it('killed in the midst of it leaves nothing at the target, and the next one starts clean', async () => {
    expect(await ended(start(3))).toEqual({ code: 0, errors: '' });
    const expected = await filesOf(target);
    await rm(target, { recursive: true });

    const killed = start(5, 1);
    const end = ended(killed);
    await said(killed, '1');
    expect((await ended(start(3))).errors).toContain(`another builder (process ${killed.pid})`);
    killed.kill('SIGKILL');
    await end;
    expect((await readdir(folder)).sort()).toEqual(['guard.building', 'guard.building.lock']);

    expect(await ended(start(3))).toEqual({ code: 0, errors: '' });
    expect(await filesOf(target)).toEqual(expected);
    expect(await readdir(folder)).toEqual(['guard']);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing behind on %s', async (signal) => {
    const child = start(3, 1);
    const end = new Promise((resolve) => child.on('exit', (_code, name) => resolve(name)));
    await said(child, '1');
    child.kill(signal);
    expect(await end).toBe(signal);
    expect(await readdir(folder)).toEqual([]);
  });

  it('ends in one line where files may not grow, and leaves nothing behind', async () => {
    // 500 kB, in blocks of 1024 bytes.
    const { code, errors } = await ended(start(3, undefined, 500));
    expect(code).toBe(1);
    expect(errors).toBe('BuildError: disk full while writing weights.0 (EFBIG)\n');
    expect(await readdir(folder)).toEqual([]);
  });

  it('ends in one line on a disk that is full, and leaves nothing behind', async (context) => {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2500k', 'tmpfs', folder], {
        stdio: 'pipe',
      });
    } catch {
      context.skip('mounting a small disk is not allowed here');
    }
    try {
      const { code, errors } = await ended(start(3));
      expect(errors).toBe('BuildError: disk full while writing weights.2 (ENOSPC)\n');
      expect(code).toBe(1);
      expect(await readdir(folder)).toEqual([]);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});
