/**
 * The two builds that `npm run bench:engine` compares, of one synthetic checkpoint: the 4B's exact
 * layers, fewer of them, and its vocabulary cut in proportion, so that the parts of the work stand to
 * each other as in the 4B.
 */
import { access, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GuardBuild } from '../../../src/core/guard-build';
import { buildGuard } from '../../builder/build';
import { buildTransformersJs } from '../../builder/transformers-js/build';
import type { BuildOptions } from '../../builder/work';
import { textsOf4b } from '../../synthetic/models';
import { writeSynthetic } from '../../synthetic/synthetic';
import { readBuild } from '../../verify/files';

/** Made once and kept: it takes minutes. */
const CACHE = join(import.meta.dirname, '../../../.cache/bench-engine');

/** Of the published 4B. */
const LAYERS = 36;
const VOCABULARY = 151_936;

export interface Builds {
  readonly layers: number;
  readonly vocabulary: number;
  /** Folder of the guard build. */
  readonly guard: string;
  readonly build: GuardBuild;
  /** Folder of the layout that `@huggingface/transformers` loads. */
  readonly transformersJs: string;
}

export async function makeBuilds(layers: number, say: (line: string) => void): Promise<Builds> {
  const vocabulary = Math.round((VOCABULARY * layers) / LAYERS);
  const guard = join(CACHE, `guard-${layers}`);
  const transformersJs = join(CACHE, `transformers-js-${layers}`);
  const missing = await Promise.all([guard, transformersJs].map(isMissing));
  if (missing.includes(true)) {
    say(`Making a synthetic checkpoint of ${layers} layers and its two builds (kept in .cache) …`);
    await make(layers, vocabulary, guard, transformersJs);
  }
  return { layers, vocabulary, guard, transformersJs, build: await readBuild(guard) };
}

const isMissing = (folder: string): Promise<boolean> =>
  access(folder).then(
    () => false,
    () => true,
  );

async function make(layers: number, vocabulary: number, guard: string, other: string) {
  const checkpoint = join(CACHE, `checkpoint-${process.pid}`);
  await mkdir(CACHE, { recursive: true });
  try {
    await writeSynthetic({ like: textsOf4b(vocabulary), layers, vision: true, out: checkpoint });
    const options: Omit<BuildOptions, 'out'> = {
      from: checkpoint,
      bits: 4,
      precisions: ['f32'],
      name: `Synthetic, ${layers} layers of a 4B`,
      source: { model: 'seawall/synthetic', revision: '1', licence: 'Apache-2.0' },
      // It has no tokenizer: both sides are given tokens.
      verdictTokens: ['101', '202'],
    };
    for (const out of [guard, other]) await rm(out, { recursive: true, force: true });
    await buildGuard({ ...options, out: guard });
    await buildTransformersJs({ ...options, out: other });
  } finally {
    await rm(checkpoint, { recursive: true, force: true });
  }
}
