/** The published checkpoints' sizes. */
import {
  gemma3,
  llama,
  type Model,
  type ModelName,
  qwen3Vl,
  type TensorSpec,
  type Vision,
} from './families';

export type { ModelName } from './families';

const SIGLIP: Vision = { layers: 27, hidden: 1152, mlp: 4304, heads: 16 };

const QWEN_4B = {
  layers: 36,
  hidden: 2560,
  mlp: 9728,
  heads: 32,
  kvHeads: 8,
  headDim: 128,
  vocabulary: 151_936,
  tied: true,
};

/** SEA-Guard-4B's decoder with another vocabulary, and the smallest tower: for texts alone. */
export const textsOf4b = (vocabulary: number): Model =>
  qwen3Vl(
    'qwen3-vl-4b',
    { ...QWEN_4B, vocabulary },
    { layers: 3, hidden: 64, mlp: 128, heads: 2 },
    [0, 1, 2],
  );

/** Sizes of the published configurations. */
export const MODELS: Readonly<Record<ModelName, Model>> = {
  'qwen3-vl-4b': qwen3Vl(
    'qwen3-vl-4b',
    QWEN_4B,
    { layers: 24, hidden: 1024, mlp: 4096, heads: 16 },
    [5, 11, 17],
  ),
  'qwen3-vl-8b': qwen3Vl(
    'qwen3-vl-8b',
    {
      layers: 36,
      hidden: 4096,
      mlp: 12_288,
      heads: 32,
      kvHeads: 8,
      headDim: 128,
      vocabulary: 151_936,
      tied: false,
    },
    { layers: 27, hidden: 1152, mlp: 4304, heads: 16 },
    [8, 16, 24],
  ),
  'llama-8b': llama('llama-8b', {
    layers: 32,
    hidden: 4096,
    mlp: 14_336,
    heads: 32,
    kvHeads: 8,
    headDim: 128,
    vocabulary: 128_256,
    tied: false,
  }),
  'gemma3-12b': gemma3(
    'gemma3-12b',
    {
      layers: 48,
      hidden: 3840,
      mlp: 15_360,
      heads: 16,
      kvHeads: 8,
      headDim: 256,
      vocabulary: 262_208,
      tied: true,
    },
    SIGLIP,
  ),
};

/** Bytes in bfloat16. */
export const tensorBytes = ({ shape }: TensorSpec): number => shape.reduce((a, b) => a * b, 2);

export const modelBytes = (model: Model, layers: number, vision: boolean): number =>
  model.tensors(layers, vision).reduce((sum, tensor) => sum + tensorBytes(tensor), 0);

/** As many layers as come nearest to a size in bytes, within what the model can have. */
export function layersFor(model: Model, bytes: number, vision: boolean): number {
  const none = modelBytes(model, 0, vision);
  const layer = modelBytes(model, 1, vision) - none;
  const wished = Math.round((bytes - none) / layer);
  return Math.max(model.minimumLayers, Math.min(model.layers, wished));
}
