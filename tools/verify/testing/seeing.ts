/**
 * A small guard that sees, with random weights: Qwen3-VL's layers and DeepStack, the practice guard's
 * tokenizer, and Qwen3-VL's image processor. What it answers means nothing.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { GuardBuild, type VisionInfo } from '../../../src/core/guard-build';
import { testPatches, VISION_TOLERANCE, visionSample } from '../../../src/core/vision-test';
import { openSession } from '../../../src/worker/session';
import { QWEN_PROCESSOR } from '../../../src/worker/testing/processors';
import { VisionTower } from '../../../src/worker/vision';
import { buildGuard } from '../../builder/build';
import { ort } from '../../builder/ort';
import { PRACTICE_GUARD } from '../../practice/ensure';
import { qwen3Vl } from '../../synthetic/families';
import { writeSynthetic } from '../../synthetic/synthetic';

const TokenizerJson = v.looseObject({
  added_tokens: v.array(v.looseObject({ id: v.number(), content: v.string() })),
});

export interface SeeingSize {
  readonly layers: number;
  readonly hidden: number;
  readonly tower: { readonly layers: number; readonly hidden: number };
}

const SMALL: SeeingSize = { layers: 3, hidden: 128, tower: { layers: 3, hidden: 64 } };

/** Writes a build into `folder`/build. @returns that folder */
export async function seeingGuard(folder: string, size: SeeingSize = SMALL): Promise<string> {
  const from = join(folder, 'checkpoint');
  const out = join(folder, 'build');
  await mkdir(from, { recursive: true });
  const tokenizer = await readFile(join(PRACTICE_GUARD, 'tokenizer.json'), 'utf8');
  const { added_tokens: added } = v.parse(TokenizerJson, JSON.parse(tokenizer));
  const imageToken = added.find(({ content }) => content === '<|image_pad|>')?.id;
  const vocabulary = Math.max(...added.map(({ id }) => id)) + 1;
  const { layers, hidden, tower } = size;
  const heads = hidden / 128;
  const model = qwen3Vl(
    'qwen3-vl-4b',
    {
      ...{ layers, hidden, mlp: hidden * 3, heads, kvHeads: heads, headDim: 128 },
      ...{ vocabulary, tied: true },
    },
    { ...tower, mlp: tower.hidden * 4, heads: tower.hidden / 32 },
    [0, 1, 2],
  );
  const config = (...args: Parameters<typeof model.config>) => ({
    ...model.config(...args),
    image_token_id: imageToken,
  });
  await writeSynthetic({ like: { ...model, config }, layers, vision: true, out: from });
  for (const name of ['tokenizer.json', 'tokenizer_config.json'])
    await copyFile(join(PRACTICE_GUARD, name), join(from, name));
  await writeFile(join(from, 'preprocessor_config.json'), JSON.stringify(QWEN_PROCESSOR));
  await buildGuard({
    ...{ from, out, bits: 'none', precisions: ['f32'], name: 'A guard that sees' },
    source: { model: 'seeing', revision: '1', licence: 'Apache-2.0' },
  });
  await addKnownAnswers(out);
  return out;
}

/** The tower's, where the builder gave none. */
async function addKnownAnswers(folder: string): Promise<void> {
  const path = join(folder, 'build.json');
  const build = v.parse(GuardBuild, JSON.parse(await readFile(path, 'utf8')));
  const { vision } = build;
  if (!vision || vision.selfTest) return;
  const selfTest = await knownAnswers(folder, vision);
  await writeFile(path, JSON.stringify({ ...build, vision: { ...vision, selfTest } }));
}

async function knownAnswers(
  folder: string,
  vision: VisionInfo,
): Promise<NonNullable<VisionInfo['selfTest']>> {
  const read = (path: string) => readFile(join(folder, path));
  const externalData: { path: string; data: Uint8Array }[] = [];
  for (const path of vision.weights) externalData.push({ path, data: await read(path) });
  const graph = await read(vision.graph);
  const tower = new VisionTower(ort, await openSession(ort, null, { graph, externalData }), vision);
  const image = { gridHeight: 4, gridWidth: 6, seed: 1 };
  const { features, deepstack } = await tower.see({ ...image, values: testPatches(image, vision) });
  await tower.release();
  return {
    ...image,
    tolerance: VISION_TOLERANCE,
    features: visionSample(features),
    deepstack: deepstack.map(visionSample),
  };
}
