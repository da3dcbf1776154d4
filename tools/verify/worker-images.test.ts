/** Images of the golden checkpoints in an open guard, on the processor and on WebGPU. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ort } from '../builder/ort';
import { askGoldenImages, GOLDENS, type GoldenImage } from './testing/golden-images';

const WHY = existsSync(GOLDENS) ? '' : ' (skipped: no golden checkpoints here)';
const BOUND = 1e-3;
const PROGRAM = join(import.meta.dirname, 'testing/golden-images-webgpu.ts');

function expectGolden(found: readonly GoldenImage[] | undefined, images: number, device: string) {
  expect(found).toHaveLength(images);
  for (const image of found ?? []) {
    expect(image).toMatchObject({ device, sameTokens: true });
    expect(image.difference).toBeLessThan(BOUND);
    expect(image.textDifference).toBeLessThan(1e-4);
  }
}

describe.skipIf(WHY)(`the golden images in an open guard${WHY}`, { timeout: 300_000 }, () => {
  let scratch: string;
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'seawall-golden-images-'));
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it.each([
    ['qwen3-vl-tiny', 2],
    ['gemma3-tiny', 1],
  ])('of %s have the reference’s logits on WASM, alone and beside texts', async (name, images) => {
    expectGolden(await askGoldenImages(ort, name, join(scratch, name)), images, 'wasm');
  });

  it('have them on WebGPU too (skipped without a Vulkan driver)', async (context) => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', PROGRAM, 'qwen3-vl-tiny', 'gemma3-tiny'],
      { maxBuffer: 1e7 },
    );
    const found: Record<string, GoldenImage[]> & { skipped?: string } = JSON.parse(stdout);
    if (found.skipped) context.skip(found.skipped);
    expectGolden(found['qwen3-vl-tiny'], 2, 'webgpu');
    expectGolden(found['gemma3-tiny'], 1, 'webgpu');
  });
});
