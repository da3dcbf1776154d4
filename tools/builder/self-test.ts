/** The known answers that a build carries. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogitPair } from '../../src/core/guard-build';
import type { EmbeddingTable } from '../../src/worker/embeddings';
import type { Checkpoint } from './checkpoint';
import { decoderGraph, storeDecoder } from './decoder';
import type { DecoderShape } from './families';
import { OutputFolder } from './output';
import { openDecoder } from './run';
import { TensorStore } from './tensors';

/**
 * A little of several languages. Short, since slow devices run them on every load; with the prompt's
 * ~60 tokens still long enough to show a wrong GPU kernel.
 */
export const SELF_TEST_TEXTS: readonly string[] = [
  'The library opens at nine, and closes when the last reader has gone home.',
  'just kill yourself',
  'Pasar pagi menjual sayur segar.',
  'วันนี้อากาศดี',
  'မနက်ဖြန် လာမယ်',
];

/**
 * How far a device may be from the build's own logits. In float32 devices differ by the order of
 * summation alone (well below 1e-3); SwiftShader with `subgroups`, whose attention is wrong, was
 * 0.0085 off on a build that is made to shrug off small errors. Halves are coarser.
 */
export const TOLERANCE = { f32: 1e-3, f16: 5e-2 } as const;

/** Logits of an unquantised float32 run of the checkpoint on WASM. */
export async function referenceLogits(
  checkpoint: Checkpoint,
  shape: DecoderShape,
  verdictTokens: { readonly safe: number; readonly unsafe: number },
  embeddings: EmbeddingTable,
  cases: readonly (readonly number[])[],
): Promise<LogitPair[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'seawall-reference-'));
  try {
    const output = await OutputFolder.create(join(scratch, 'reference'));
    const store = new TensorStore(output, 'decoder');
    const stored = await storeDecoder(checkpoint, shape, store, verdictTokens, 'none');
    await store.close();
    await writeFile(join(output.folder, 'decoder.f32.onnx'), decoderGraph(shape, stored, 'f32'));
    const decoder = await openDecoder(
      output.folder,
      ['decoder.scales.f32'],
      { ...shape, inverseFrequencies: [...shape.inverseFrequencies] },
      embeddings,
    );
    const logits: LogitPair[] = [];
    for (const tokens of cases) logits.push(...(await decoder.ask(decoder.empty(), [tokens])));
    await decoder.release();
    return logits;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
