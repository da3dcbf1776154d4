/** A build.json for tests, made up: nothing runs it. */
import type { GuardBuild } from '../../../src/core/guard-build';

export const someBuild: GuardBuild = {
  format: 1,
  id: 'made-up',
  name: 'Made up',
  practice: false,
  source: { model: 'nobody/nothing', revision: '1', licence: 'Apache-2.0' },
  family: 'qwen3-vl',
  bits: 32,
  contextLimit: 64,
  verdictTokens: { safe: 2, unsafe: 3 },
  chatTemplate: null,
  prompts: { system: '', prompt: '{text}', response: '{prompt} {response}' },
  decoder: {
    layers: 1,
    hiddenSize: 4,
    heads: 1,
    kvHeads: 1,
    headDim: 4,
    rotary: { inverseFrequencies: [1, 0.1] },
    imageAttention: 'causal',
    deepstackLayers: 0,
  },
  embeddings: { path: 'embeddings.bin', rows: 8, columns: 4, bits: 32 },
  variants: [{ precision: 'f32', activations: 'f32', graph: 'decoder.f32.onnx', weights: [] }],
  files: [],
  selfTest: {
    tolerance: { f16: 0.05, f32: 0.001 },
    cases: [{ tokens: [1, 2], reference: [0, 1], logits: [0, 1] }],
  },
};

export const someVision: NonNullable<GuardBuild['vision']> = {
  graph: 'vision.onnx',
  weights: [],
  imageToken: 7,
  patchSize: 2,
  temporalPatch: 1,
  channels: 3,
  merge: 1,
  positionSide: 2,
  hiddenSize: 4,
  deepstackLayers: 0,
};
