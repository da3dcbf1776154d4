/**
 * The guard builds that `npm run bench:load` loads: the 4B's exact shapes with random weights. What
 * they are asked is short: a software adapter takes a second for a token of a gigabyte.
 */
import { access, copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildBytes, type GuardBuild } from '../../src/core/guard-build';
import { buildGuard } from '../builder/build';
import { openDecoder } from '../builder/run';
import { writePracticeCheckpoint } from '../practice/checkpoint';
import { writeSynthetic } from '../synthetic/synthetic';
import { readBuild } from '../verify/files';

/** Made once and kept: it takes minutes. */
const CACHE = join(import.meta.dirname, '../../.cache/bench-load');

/** A 4B's token table and nine of its layers: a gigabyte, at four bits with the scales of both variants. */
export const GIGABYTE_LAYERS = 9;

export interface SyntheticBuild {
  readonly folder: string;
  readonly build: GuardBuild;
  readonly bytes: number;
}

/** A synthetic build with the practice guard's tokenizer, so that it can be asked as any guard. */
export async function syntheticBuild(layers: number): Promise<SyntheticBuild> {
  const folder = join(CACHE, `qwen3-vl-4b-${layers}-layers`);
  const made = await access(join(folder, 'build.json')).then(
    () => true,
    () => false,
  );
  if (!made) await make(layers, folder);
  const build = await readBuild(folder);
  return { folder, build, bytes: buildBytes(build) };
}

async function make(layers: number, folder: string): Promise<void> {
  const checkpoint = join(CACHE, `checkpoint-${process.pid}`);
  const practice = join(CACHE, `practice-${process.pid}`);
  await mkdir(CACHE, { recursive: true });
  try {
    await writeSynthetic({ like: 'qwen3-vl-4b', layers, vision: false, out: checkpoint });
    await writePracticeCheckpoint(practice);
    for (const name of ['tokenizer.json', 'tokenizer_config.json'])
      await copyFile(join(practice, name), join(checkpoint, name));
    const out = `${folder}.making`;
    await buildGuard({
      from: checkpoint,
      out,
      bits: 4,
      precisions: ['f16', 'f32'],
      name: `Synthetic, ${layers} layers of a 4B`,
      source: { model: 'seawall/synthetic', revision: '1', licence: 'Apache-2.0' },
    });
    await shorten(out);
    await rename(out, folder);
  } finally {
    for (const path of [checkpoint, practice]) await rm(path, { recursive: true, force: true });
  }
}

const SHORT_CASE = [100, 200, 300, 400, 500, 600];

/**
 * Changes a build's `build.json`: one self-test case of six tokens, answered by the processor, and a
 * prompt of nothing but the text.
 */
export async function shorten(folder: string): Promise<void> {
  const build = await readBuild(folder);
  const decoder = await openDecoder(folder, build);
  const empty = decoder.empty();
  const [logits] = await decoder.ask(empty, [SHORT_CASE]);
  await decoder.release();
  if (!logits) throw new Error(`${folder}: no answer`);
  const prompts = { system: '', prompt: '{text}', response: '{prompt}{response}' };
  const cases = [{ tokens: SHORT_CASE, reference: logits, logits }];
  const short = { ...build, prompts, selfTest: { ...build.selfTest, cases } };
  await writeFile(join(folder, 'build.json'), JSON.stringify(short, null, 1));
}
