/**
 * The golden images in an open guard on WebGPU, in a process of its own: Dawn changes V8's settings,
 * and ONNX Runtime has one build a process. Prints JSON, and why where there is no driver.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildError } from '../../builder/errors';
import { installWebGpu } from '../dawn';
import { runtimeFor } from '../node';
import { askGoldenImages, type GoldenImage } from './golden-images';

const driver = await installWebGpu().catch((error) => {
  if (error instanceof BuildError) return error;
  throw error;
});
if (driver instanceof BuildError) {
  console.log(JSON.stringify({ skipped: driver.message }));
  process.exit();
}
const scratch = await mkdtemp(join(tmpdir(), 'seawall-golden-webgpu-'));
try {
  const ort = await runtimeFor('webgpu');
  const results: Record<string, GoldenImage[]> = {};
  for (const name of process.argv.slice(2))
    results[name] = await askGoldenImages(ort, name, join(scratch, name));
  console.log(JSON.stringify(results));
} finally {
  await rm(scratch, { recursive: true, force: true });
}
process.exit();
