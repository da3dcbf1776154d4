/** What the builder reads of a checkpoint: any file that somebody may have uploaded. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { fuzz } from '../../src/testing/fuzz';
import { damaged, damagedFile, mutated } from '../../src/testing/hostile';
import { makeTokenizer } from '../practice/tokenizer';
import { MODELS } from '../synthetic/models';
import { Checkpoint } from './checkpoint/checkpoint';
import { safetensors } from './checkpoint/fixture';
import { BuildError } from './errors';
import { guardShape } from './families';
import { readTokenizer, verdictTokens } from './tokenizer';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-fuzz-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** What a person can mend is told as such; all else is a mistake of ours. */
async function orBuildError(act: () => Promise<void>): Promise<void> {
  const before = process.memoryUsage().arrayBuffers;
  try {
    await act();
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    expect(error.message).not.toMatch(/[\p{Cc}]/u);
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(300e6);
}

const a = { shape: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) };
const b = { shape: [4], dtype: 'BF16' as const, values: Float32Array.of(7, 8, 9, 10) };

/** The same with a header of any form, its length told rightly or not. */
const withHeader = fc
  .tuple(
    mutated(
      fc.constant({
        __metadata__: { format: 'pt' },
        a: { dtype: 'F32', shape: [3, 2], data_offsets: [0, 24] },
        b: { dtype: 'BF16', shape: [4], data_offsets: [24, 32] },
      }),
    ),
    fc.oneof(fc.constant(0), fc.constantFrom(-1, 1, 2 ** 31, 2 ** 52)),
  )
  .map(([header, off]) => {
    const json = new TextEncoder().encode(JSON.stringify(header) ?? '');
    const file = new Uint8Array(8 + json.length + 32);
    new DataView(file.buffer).setBigInt64(0, BigInt(json.length + off), true);
    file.set(json, 8);
    return file;
  });

/** Those of the last cases: one that ran out of time may still be at its files when the next begins. */
const folders: string[] = [];
const KEPT = 4;

async function fresh(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const own = await mkdtemp(join(folder, 'case-'));
  folders.push(own);
  const oldest = folders.length > KEPT ? folders.shift() : undefined;
  if (oldest !== undefined) await rm(oldest, { recursive: true, force: true });
  for (const [name, contents] of Object.entries(files)) await writeFile(join(own, name), contents);
  return own;
}

const models = Object.values(MODELS).map((model) => ({
  config: model.config(model.layers, true),
  names: model.tensors(model.layers, true).map(({ name }) => name),
}));
/** A checkpoint of these names without weights: readers of configs ask for nothing else. */
const shapeOf = (config: unknown, names: ReadonlySet<string>) =>
  guardShape({ config, folder: 'here', has: (name: string) => names.has(name) } as Checkpoint);

const tokenizer = makeTokenizer();
const asText = (value: unknown): string => JSON.stringify(value) ?? '';

describe('fuzz: files of a checkpoint', () => {
  fuzz(
    'builder: safetensors',
    fc.oneof(damaged(fc.constant(safetensors({ a, b }))), withHeader),
    async (file) => {
      const at = await fresh({ 'config.json': '{}', 'model.safetensors': file });
      await orBuildError(async () => {
        const checkpoint = await Checkpoint.open(at);
        try {
          for (const name of checkpoint.tensors) {
            const shape = checkpoint.shape(name);
            // As the plan does, which asks for the shapes that the family has.
            if (shape.reduce((x, y) => x * y, 1) > 1e6) continue;
            await orBuildError(async () => void (await checkpoint.tensor(name, shape)));
            await orBuildError(async () => void (await checkpoint.row(name, shape, 0)));
          }
        } finally {
          await checkpoint.close();
        }
      });
    },
    { runs: 200 },
  );

  fuzz(
    'builder: an index of shards',
    fc.oneof(
      mutated(fc.constant({ weight_map: { a: 's-1.safetensors', b: 's-2.safetensors' } })).map(
        asText,
      ),
      damagedFile(fc.constant(asText({ weight_map: { a: 's-1.safetensors' } }))),
    ),
    async (index) => {
      const at = await fresh({
        'config.json': '{}',
        'model.safetensors.index.json': index,
        's-1.safetensors': safetensors({ a }),
        's-2.safetensors': safetensors({ b }),
      });
      await orBuildError(async () => {
        const checkpoint = await Checkpoint.open(at);
        for (const name of checkpoint.tensors) expect(checkpoint.where(name)).toMatch(/^s-[12]\./);
        await checkpoint.close();
      });
    },
    { runs: 100 },
  );

  fuzz(
    'builder: config.json',
    fc
      .nat(models.length - 1)
      .chain((i) => fc.tuple(fc.constant(i), mutated(fc.constant<unknown>(models[i]?.config)))),
    async ([i, config]) => {
      const names = new Set(models[i]?.names);
      await orBuildError(async () => {
        const { decoder } = shapeOf(config, names);
        for (const frequency of decoder.rotary.inverseFrequencies)
          expect(Number.isFinite(frequency)).toBe(true);
        expect(decoder.rotary.inverseFrequencies.length).toBe(decoder.headDim / 2);
        for (const size of [decoder.layers, decoder.hiddenSize, decoder.heads, decoder.kvHeads])
          expect(Number.isSafeInteger(size) && size > 0).toBe(true);
      });
    },
    { runs: 400 },
  );

  fuzz(
    'builder: the tokenizer’s files',
    fc.tuple(
      fc.oneof(
        mutated(fc.constant<unknown>(tokenizer.json)).map(asText),
        damagedFile(fc.constant(asText(tokenizer.json))),
        fc.constant(asText(tokenizer.json)),
      ),
      fc.oneof(
        mutated(fc.constant<unknown>(tokenizer.config)).map(asText),
        damagedFile(fc.constant(asText(tokenizer.config))),
      ),
    ),
    async ([json, config]) => {
      const at = await fresh({ 'tokenizer.json': json, 'tokenizer_config.json': config });
      await orBuildError(async () => {
        const read = await readTokenizer(at);
        verdictTokens(read, undefined, 1e6);
      });
    },
    { runs: 12 },
  );
});
