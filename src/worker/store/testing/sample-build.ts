/** A small build whose files are noise: for a store, any bytes will do. */
import { sha256 } from 'hash-wasm';
import * as v from 'valibot';
import type { GuardBuild } from '../../../core/guard-build';

export interface SampleBuild {
  readonly build: GuardBuild;
  /** By path, `build.json` too. */
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
}

/** Sizes that are and are not multiples of a segment of 4,096 bytes, none, and one byte. */
export const SAMPLE_SIZES: Readonly<Record<string, number>> = {
  'decoder.f32.onnx': 1_500,
  'decoder.weights.0': 40_000,
  'decoder.weights.1': 16_384,
  'embeddings.bin': 9_001,
  'tokenizer/empty': 0,
  'tokenizer/one': 1,
};

/** Of the build that `store-worker.ts` serves at this address. */
export const WORKER_SIZES: Readonly<Record<string, number>> = {
  ...SAMPLE_SIZES,
  'decoder.weights.0': 5_000_000,
};
export const BUILD_ADDRESS = 'https://builds.example/one/';

/** Asks `store-worker.ts` to open a file of the installed build; answered by a `ReadAnswer`. */
export const ReadRequest = v.object({ type: v.literal('read'), path: v.string() });
export const ReadAnswer = v.object({
  type: v.literal('read'),
  sha256: v.optional(v.string()),
  same: v.optional(v.boolean()),
  size: v.optional(v.number()),
  /** Bytes that the server gave out. */
  fetched: v.optional(v.number()),
  error: v.optional(v.string()),
});

export async function sampleBuild(
  id = 'sample-1',
  seed = 1,
  sizes: Readonly<Record<string, number>> = SAMPLE_SIZES,
): Promise<SampleBuild> {
  const random = noise(seed);
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [path, size] of Object.entries(sizes))
    files.set(path, Uint8Array.from({ length: size }, random));
  const entries: GuardBuild['files'] = [];
  for (const [path, bytes] of files)
    entries.push({ path, size: bytes.length, sha256: await sha256(bytes) });
  const build = sampleOf(id, entries);
  files.set('build.json', asBytes(build));
  return { build, files };
}

export const asBytes = (value: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(value));

/** Bytes of a linear congruential generator: the same for the same seed. */
function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
}

const sampleOf = (id: string, files: GuardBuild['files']): GuardBuild => ({
  format: 1,
  id,
  name: 'Sample guard',
  practice: false,
  source: { model: 'example/sample', revision: 'abc', licence: 'apache-2.0' },
  family: 'llama',
  bits: 4,
  contextLimit: 1024,
  verdictTokens: { safe: 1, unsafe: 2 },
  chatTemplate: null,
  prompts: { system: '', prompt: '{text}', response: '{prompt} {response}' },
  decoder: {
    layers: 1,
    hiddenSize: 8,
    heads: 1,
    kvHeads: 1,
    headDim: 8,
    rotary: { inverseFrequencies: [1, 0.1, 0.01, 0.001] },
    imageAttention: 'causal',
    deepstackLayers: 0,
  },
  embeddings: { path: 'embeddings.bin', rows: 4, columns: 8, bits: 8 },
  variants: [
    {
      precision: 'f32',
      activations: 'f32',
      graph: 'decoder.f32.onnx',
      weights: ['decoder.weights.0', 'decoder.weights.1'],
    },
  ],
  files,
  selfTest: {
    tolerance: { f16: 0.05, f32: 0.001 },
    cases: [{ tokens: [1], reference: [0, 1], logits: [0, 1] }],
  },
});
