/** The command as a person runs it: what it says, how it ends, what it leaves. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GuardBuild } from '../../src/core/guard-build';
import { writePracticeCheckpoint } from '../practice/checkpoint';

const MAIN = join(import.meta.dirname, 'main.ts');

let scratch: string;
let checkpoint: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'seawall-build-command-'));
  checkpoint = join(scratch, 'checkpoint');
  await writePracticeCheckpoint(checkpoint);
});

afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  /** Lines on standard error, but for progress. */
  readonly errors: readonly string[];
}

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    env: { ...process.env, HF_TOKEN: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function ended(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const lines = err.split('\n').filter((line) => line && !/^\d+% /.test(line));
  return { code, out, errors: lines };
}

const build = (from: string, out: string, ...more: string[]): Promise<Ended> =>
  ended(start(['--from', from, '--out', out, ...more]));

/** A copy of the practice checkpoint with something wrong. */
async function spoilt(name: string, spoil: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(scratch, name);
  await cp(checkpoint, folder, { recursive: true });
  await spoil(folder);
  return folder;
}

const editJson =
  (file: string, edit: (json: Record<string, unknown>) => void) => async (folder: string) => {
    const json = JSON.parse(await readFile(join(folder, file), 'utf8'));
    edit(json);
    await writeFile(join(folder, file), JSON.stringify(json));
  };

/** Rewrites the header of the weights; the bytes behind it stay. */
const editHeader =
  (edit: (header: Record<string, { shape: number[]; data_offsets: number[] }>) => void) =>
  async (folder: string) => {
    const path = join(folder, 'model.safetensors');
    const bytes = await readFile(path);
    const length = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + length));
    edit(header);
    const json = Buffer.from(JSON.stringify(header));
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(json.length));
    await writeFile(path, Buffer.concat([size, json, bytes.subarray(8 + length)]));
  };

const NORM = 'model.language_model.layers.0.input_layernorm.weight';
const Q = 'model.language_model.layers.0.self_attn.q_proj.weight';

describe('npm run guard:build', () => {
  it('makes the same bytes twice, and says what quantisation cost', async () => {
    await writeFile(join(checkpoint, 'LICENSE'), 'Apache License');
    const files: Record<string, string>[] = [];
    for (const name of ['one', 'two']) {
      const out = join(scratch, name);
      const { code, out: said, errors } = await build(checkpoint, out, '--licence', 'Apache-2.0');
      expect({ code, errors }).toEqual({ code: 0, errors: [] });
      expect(said).toMatch(/tensors quantised: mean relative error .* less than plain rounding/);
      expect(said).toContain('npm run guard:verify');
      const made = v.parse(GuardBuild, JSON.parse(await readFile(join(out, 'build.json'), 'utf8')));
      expect(made.source.licence).toBe('Apache-2.0');
      files.push(Object.fromEntries(made.files.map(({ path, sha256 }) => [path, sha256])));
      expect(await readdir(out)).toEqual(expect.arrayContaining(['quantisation.json', 'LICENSE']));
    }
    expect(files[0]).toEqual(files[1]);
  });

  const BAD: readonly [
    what: string,
    says: RegExp,
    spoil: (folder: string) => Promise<void>,
    args?: readonly string[],
  ][] = [
    [
      'a truncated weight file',
      /^model\.safetensors: model\.\S+ ends \d+ bytes beyond the file's end/,
      (folder) => truncate(join(folder, 'model.safetensors'), 100_000),
    ],
    [
      'an oversized header',
      /^model\.safetensors: the header is truncated or oversized/,
      async (folder) => {
        const file = await open(join(folder, 'model.safetensors'), 'r+');
        await file.write(Buffer.from('ffffffffffff0000', 'hex'), 0, 8, 0);
        await file.close();
      },
    ],
    [
      'overlapping tensors',
      /^model\.safetensors: \S+ overlaps/,
      editHeader((header) => {
        const [first, second] = Object.values(header).filter(({ shape }) => shape?.length === 1);
        if (first && second) second.data_offsets = first.data_offsets;
      }),
    ],
    [
      'a missing tensor',
      new RegExp(`the tensor ${NORM} is missing`),
      editHeader((header) => {
        delete header[NORM];
      }),
    ],
    [
      'a misshapen tensor',
      new RegExp(`^model\\.safetensors: ${Q} has the shape \\[`),
      editHeader((header) => {
        header[Q]?.shape.reverse().push(1);
      }),
    ],
    [
      'an unknown family',
      /^config\.json: the family mamba is not known; known: qwen3_vl, llama, gemma3/,
      editJson('config.json', (json) => {
        json.model_type = 'mamba';
      }),
    ],
    [
      'a missing shard',
      /model-00002-of-00002\.safetensors/,
      async (folder) => {
        await writeFile(
          join(folder, 'model.safetensors.index.json'),
          JSON.stringify({ weight_map: { [Q]: 'model-00002-of-00002.safetensors' } }),
        );
      },
    ],
    [
      'a tokenizer that cannot tell safe from unsafe',
      /^tokenizer\.json: `safe` and `unsafe` begin with the same token/,
      editJson('tokenizer.json', (json) => {
        json.normalizer = { type: 'Replace', pattern: { String: 'unsafe' }, content: 'safe' };
      }),
    ],
    [
      'no tokenizer',
      /^tokenizer\.json: is missing; without it name the tokens: --verdict-tokens SAFE,UNSAFE/,
      (folder) => rm(join(folder, 'tokenizer.json')),
    ],
    [
      'verdict tokens outside the vocabulary',
      /has no token 99999999/,
      async () => {},
      ['--verdict-tokens', '1,99999999'],
    ],
  ];

  it.each(BAD)(
    'ends with one line and nothing at the target: %s',
    async (what, says, spoil, args) => {
      const folder = await spoilt(what.replaceAll(' ', '-'), spoil);
      const out = join(scratch, `out-${what.replaceAll(' ', '-')}`);
      const { code, errors } = await build(folder, out, ...(args ?? []));
      expect(errors.length, errors.join('\n')).toBe(1);
      expect(errors[0]).toMatch(says);
      expect(code).toBe(1);
      const left = (await readdir(scratch)).filter((name) => name.startsWith('out-'));
      expect(left).toEqual([]);
    },
  );

  it.each(['SIGINT', 'SIGKILL'] as const)(
    'leaves nothing at the target when it is ended by %s, and starts clean the next time',
    async (signal) => {
      const out = join(scratch, `ended-${signal}`);
      const child = start(['--from', checkpoint, '--out', out]);
      const end = ended(child);
      const files = () => readdir(`${out}.building`).catch(() => []);
      while (child.exitCode === null && (await files()).length === 0)
        await new Promise((resolve) => setTimeout(resolve, 2));
      child.kill(signal);
      await end;
      expect(await readdir(scratch)).not.toContain(`ended-${signal}`);
      const again = await build(checkpoint, out);
      expect(again.errors).toEqual([]);
      expect(again.code).toBe(0);
      const left = (await readdir(scratch)).filter((name) => name.startsWith(`ended-${signal}`));
      expect(left).toEqual([`ended-${signal}`]);
    },
  );

  it('says so when the disk takes no more, and leaves nothing', async () => {
    const out = join(scratch, 'full');
    // A limit on the size of files stands for a full disk: writes fail in the same way.
    const child = spawn(
      'bash',
      ['-c', `ulimit -f 256; exec "$0" --import tsx "$@"`, process.execPath, MAIN].concat([
        '--from',
        checkpoint,
        '--out',
        out,
      ]),
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const { code, errors } = await ended(child);
    expect(errors.length, errors.join('\n')).toBe(1);
    expect(errors[0]).toMatch(/writing/);
    expect(code).toBe(1);
    expect((await readdir(scratch)).filter((name) => name.startsWith('full'))).toEqual([]);
  });
});
