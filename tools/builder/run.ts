/** Running a build's float32 graphs in Node, on the processor (onnxruntime-web's WASM). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GuardBuild, graphFor } from '../../src/core/guard-build';
import { Decoder } from '../../src/worker/decoder';
import { MemoryEmbeddingTable } from '../../src/worker/embeddings';
import { VisionTower } from '../../src/worker/vision';
import { ort } from './ort';

/** Opens the f32 variant of a small build's folder: its files are read whole. */
export async function openDecoder(folder: string, build: GuardBuild): Promise<Decoder> {
  const variant = build.variants.find(({ precision }) => precision === 'f32');
  if (!variant) throw new Error(`${folder}: the build has no f32 variant`);
  const session = await openGraph(folder, {
    graph: graphFor(variant, 'wasm'),
    weights: variant.weights,
  });
  const table = new Uint8Array(await readFile(join(folder, build.embeddings.path)));
  return new Decoder(ort, session, {
    info: build.decoder,
    variant,
    embeddings: new MemoryEmbeddingTable(table.buffer, build.embeddings),
    imageToken: build.vision?.imageToken,
  });
}

/** Opens the vision tower of a small build's folder. */
export async function openTower(folder: string, build: GuardBuild): Promise<VisionTower> {
  if (!build.vision) throw new Error(`${folder}: the build cannot see images`);
  return new VisionTower(ort, await openGraph(folder, build.vision), build.vision);
}

async function openGraph(
  folder: string,
  { graph, weights }: { readonly graph: string; readonly weights: readonly string[] },
) {
  return ort.InferenceSession.create(await readFile(join(folder, graph)), {
    executionProviders: ['wasm'],
    externalData: await Promise.all(
      weights.map(async (path) => ({ path, data: await readFile(join(folder, path)) })),
    ),
  });
}
