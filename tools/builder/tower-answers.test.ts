import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GuardBuild } from '../../src/core/guard-build';
import { VISION_TOLERANCE } from '../../src/core/vision-test';
import { visionTest } from '../../src/worker/vision-test';
import { qwen3Vl } from '../synthetic/families';
import { writeSynthetic } from '../synthetic/synthetic';
import { buildGuard } from './build';
import { openTower } from './run';
import type { BuildOptions } from './work';

const GOLDENS = join(import.meta.dirname, '../../../shared/goldens');
const WHY = existsSync(GOLDENS) ? '' : ' (skipped: no golden checkpoints here)';

let folder: string;
let checkpoint: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-tower-answers-'));
  checkpoint = join(folder, 'checkpoint');
  const text = { layers: 2, hidden: 64, mlp: 64, heads: 2, kvHeads: 1, headDim: 32 };
  const model = qwen3Vl(
    'qwen3-vl-4b',
    { ...text, vocabulary: 90, tied: true },
    { layers: 3, hidden: 48, mlp: 80, heads: 3 },
    [0, 2],
  );
  await writeSynthetic({ like: model, layers: 2, vision: true, out: checkpoint });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function built(from: string, name: string, bits: BuildOptions['bits']) {
  const out = join(folder, name);
  const { build } = await buildGuard({
    ...{ from, out, bits, precisions: ['f32'], name: 'Random', verdictTokens: ['3', '5'] },
    source: { model: 'random', revision: 'none', licence: 'none' },
  });
  return { out, build };
}

/** How far a tower that is told `change` is from the build's known answers. */
async function distance(out: string, build: GuardBuild, change: object = {}): Promise<number> {
  const { vision } = build;
  if (!vision?.selfTest) throw new Error('the build has no known answers of its tower');
  const tower = await openTower(out, { ...build, vision: { ...vision, ...change } });
  try {
    return await visionTest(tower, vision, vision.selfTest);
  } finally {
    await tower.release();
  }
}

describe('the known answers of a vision tower', () => {
  it.each(['none', 8, 4] as const)('are what its graph gives, at %s bits', async (bits) => {
    const { out, build } = await built(checkpoint, `bits-${bits}`, bits);
    expect(build.vision?.selfTest).toMatchObject({ gridHeight: 4, gridWidth: 6 });
    expect(build.vision?.selfTest?.deepstack).toHaveLength(2);
    expect(await distance(out, build)).toBeLessThan(1e-4);
  });

  it('are not those of a tower whose positions are wrong, turned or learned', async () => {
    const { out, build } = await built(checkpoint, 'wrong', 8);
    const turned = build.vision?.rotary?.map((frequency) => frequency * 1.5);
    expect(await distance(out, build, { rotary: turned })).toBeGreaterThan(VISION_TOLERANCE);
    expect(await distance(out, build, { positionSide: 40 })).toBeGreaterThan(VISION_TOLERANCE);
  });

  it('are the same in every build, and others for other bits', async () => {
    const text = async (name: string, bits: BuildOptions['bits']) => {
      const { out } = await built(checkpoint, name, bits);
      const { vision } = JSON.parse(await readFile(join(out, 'build.json'), 'utf8'));
      return JSON.stringify(vision.selfTest);
    };
    expect(await text('again', 8)).toBe(await text('and-again', 8));
    expect(await text('dense', 'none')).not.toBe(await text('again', 8));
  });

  it.skipIf(WHY)(`of a tower of one size are of that size${WHY}`, async () => {
    const { out, build } = await built(join(GOLDENS, 'gemma3-tiny'), 'gemma', 8);
    expect(build.vision?.selfTest).toMatchObject({ gridHeight: 8, gridWidth: 8, deepstack: [] });
    expect(await distance(out, build)).toBeLessThan(1e-4);
  });
});
