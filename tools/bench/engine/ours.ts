/** The local engine's side: the worker's own decoder, its prefix cached, its texts packed. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { graphFor } from '../../../src/core/guard-build';
import { Decoder, type Past, presentNames } from '../../../src/worker/decoder';
import { openSession } from '../../../src/worker/session';
import { FileEmbeddingTable } from '../../verify/token-table';
import type { Builds } from './builds';
import type { Runtime } from './runtime';
import type { Texts } from './texts';

export interface Ours {
  readonly decoder: Decoder;
  readonly prefix: Past;
  /** Seconds from the files on disk to the first answer. */
  readonly firstVerdictSeconds: number;
  close(): Promise<void>;
}

export async function openOurs(
  { ort, gpu }: Runtime,
  { guard, build }: Builds,
  { prefix, suffixes }: Texts,
): Promise<Ours> {
  const began = performance.now();
  const variant = build.variants.find(({ precision }) => precision === 'f32');
  if (!variant) throw new Error('the build has no f32 variant');
  const externalData = await Promise.all(
    variant.weights.map(async (path) => ({ path, data: await readFile(join(guard, path)) })),
  );
  const graph = await readFile(join(guard, graphFor(variant, gpu ? 'webgpu' : 'wasm')));
  const session = await openSession(
    ort,
    gpu,
    { graph, externalData },
    presentNames(build.decoder.layers),
  );
  const embeddings = new FileEmbeddingTable(join(guard, build.embeddings.path), build.embeddings);
  const decoder = new Decoder(ort, session, { info: build.decoder, variant, embeddings });
  const past = await decoder.prefill(prefix);
  await decoder.ask(past, suffixes.slice(0, 1));
  return {
    decoder,
    prefix: past,
    firstVerdictSeconds: (performance.now() - began) / 1000,
    async close() {
      past.dispose();
      await decoder.release();
      embeddings.close();
    },
  };
}

/** The same texts without what the engine brings: each ablation leaves out one thing. */
export type Way =
  /** Packed on the cached prefix. */
  | 'packed'
  /** One text a run, on the cached prefix. */
  | 'alone'
  /** One whole prompt a run: neither prefix nor packing, but the two-row head. */
  | 'whole';

/** Answers all texts. @param runs as the scheduler packed them */
export async function answer(
  { decoder, prefix }: Pick<Ours, 'decoder' | 'prefix'>,
  { prefix: prefixTokens }: Texts,
  runs: readonly (readonly (readonly number[])[])[],
  way: Way,
): Promise<void> {
  const empty = way === 'whole' ? decoder.empty() : null;
  for (const run of runs) {
    if (way === 'packed') await decoder.ask(prefix, run);
    else
      for (const text of run)
        if (empty) await decoder.ask(empty, [[...prefixTokens, ...text]]);
        else await decoder.ask(prefix, [text]);
  }
  empty?.dispose();
}
