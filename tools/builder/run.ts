/** Running a build's float32 graph in Node, on the processor (onnxruntime-web's WASM). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GuardBuild } from '../../src/core/guard-build';
import { Decoder } from '../../src/worker/decoder';
import type { EmbeddingTable } from '../../src/worker/embeddings';
import { ort } from './ort';

/**
 * Opens `decoder.f32.onnx` of a folder.
 * @param weights its external data files
 */
export async function openDecoder(
  folder: string,
  weights: readonly string[],
  shape: GuardBuild['decoder'],
  embeddings: EmbeddingTable,
): Promise<Decoder> {
  const session = await ort.InferenceSession.create(
    await readFile(join(folder, 'decoder.f32.onnx')),
    {
      executionProviders: ['wasm'],
      externalData: await Promise.all(
        weights.map(async (path) => ({ path, data: await readFile(join(folder, path)) })),
      ),
    },
  );
  return new Decoder(ort, session, shape, 'f32', embeddings);
}

/** The checkpoint's own table, unquantised. */
export class FloatEmbeddingTable implements EmbeddingTable {
  constructor(
    private readonly table: Float32Array,
    readonly rows: number,
    readonly columns: number,
  ) {}

  read(token: number, out: Float32Array, offset: number): void {
    out.set(this.table.subarray(token * this.columns, (token + 1) * this.columns), offset);
  }
}
