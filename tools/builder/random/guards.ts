/** Small guards of each family at random, as `config.json` and tensors, for property tests. */
import fc from 'fast-check';
import type { Dtype } from '../checkpoint/dtype';
import type { Family } from '../families/shape';

export interface RandomGuard {
  readonly family: Family;
  readonly layers: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocabulary: number;
  /** Whether the vocabulary projection is the token table. */
  readonly tied: boolean;
  /** Which of the published tensor names and config keys: older or newer ones. */
  readonly newer: boolean;
  readonly shards: 1 | 2;
  readonly dtype: Dtype;
  readonly seed: number;
  /** Gemma: tokens that local layers see, and that each n-th layer is not local. */
  readonly window: number;
  readonly pattern: number;
  /** Qwen: how many of its first layers take image features. */
  readonly deepstack: number;
}

export const randomGuard = (family: Family): fc.Arbitrary<RandomGuard> =>
  fc
    .record({
      layers: fc.integer({ min: 1, max: 4 }),
      hiddenSize: fc.constantFrom(32, 40, 64, 72, 96, 100),
      intermediateSize: fc.constantFrom(33, 50, 64, 77, 100, 131),
      kvHeads: fc.constantFrom(1, 2, 3),
      groups: fc.constantFrom(1, 2, 4),
      headDim: fc.constantFrom(16, 24, 32, 64, 128, 256),
      vocabulary: fc.integer({ min: 40, max: 200 }),
      tied: fc.boolean(),
      newer: fc.boolean(),
      shards: fc.constantFrom(1 as const, 2 as const),
      dtype: fc.constantFrom<Dtype>('BF16', 'F16', 'F32'),
      seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      window: fc.constantFrom(1, 3, 8, 40),
      pattern: fc.integer({ min: 1, max: 4 }),
      deepstack: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ groups, deepstack, ...guard }) => ({
      ...guard,
      family,
      heads: guard.kvHeads * groups,
      deepstack: family === 'qwen3-vl' ? Math.min(deepstack, guard.layers) : 0,
    }));

/** Token that stands for a piece of an image, in the families that see. */
export const imageTokenOf = ({ family, vocabulary }: RandomGuard): number | undefined =>
  family === 'llama' ? undefined : vocabulary - 1;

/** `config.json` with the keys that transformers writes. */
export function configOf(guard: RandomGuard): Record<string, unknown> {
  const text = {
    hidden_size: guard.hiddenSize,
    intermediate_size: guard.intermediateSize,
    num_hidden_layers: guard.layers,
    num_attention_heads: guard.heads,
    num_key_value_heads: guard.kvHeads,
    head_dim: guard.headDim,
    vocab_size: guard.vocabulary,
    max_position_embeddings: 4096,
    tie_word_embeddings: guard.tied,
  };
  if (guard.family === 'llama') return { model_type: 'llama', ...text, ...llamaKeys(guard) };
  if (guard.family === 'gemma3')
    return {
      model_type: 'gemma3',
      text_config: { ...text, ...gemmaKeys(guard) },
      // No tower: the tests make features up.
    };
  return {
    model_type: 'qwen3_vl',
    image_token_id: imageTokenOf(guard),
    text_config: { ...text, ...qwenKeys(guard) },
    vision_config: qwenVision(guard),
  };
}

function llamaKeys({ newer }: RandomGuard) {
  const scaling = {
    rope_type: 'llama3',
    factor: 8,
    low_freq_factor: 1,
    high_freq_factor: 4,
    // Short, so that waves of all three kinds are among the few of a small head.
    original_max_position_embeddings: 64,
  };
  return {
    hidden_act: 'silu',
    rms_norm_eps: 1e-5,
    ...(newer
      ? { rope_parameters: { ...scaling, rope_theta: 10_000 } }
      : { rope_theta: 10_000, rope_scaling: scaling }),
  };
}

function gemmaKeys({ newer, layers, window, pattern, headDim }: RandomGuard) {
  return {
    hidden_activation: 'gelu_pytorch_tanh',
    rms_norm_eps: 1e-6,
    // Not the head's size, as in the 27B.
    query_pre_attn_scalar: headDim + 8,
    sliding_window: window,
    ...(newer
      ? {
          layer_types: Array.from({ length: layers }, (_, layer) =>
            (layer + 1) % pattern === 0 ? 'full_attention' : 'sliding_attention',
          ),
          rope_parameters: {
            full_attention: { rope_type: 'linear', rope_theta: 1e6, factor: 8 },
            sliding_attention: { rope_type: 'default', rope_theta: 1e4 },
          },
        }
      : {
          sliding_window_pattern: pattern,
          rope_theta: 1e6,
          rope_local_base_freq: 1e4,
          rope_scaling: { rope_type: 'linear', factor: 8 },
        }),
  };
}

function qwenKeys({ newer, headDim }: RandomGuard) {
  const third = Math.floor(headDim / 6);
  const rope = {
    rope_type: 'default',
    mrope_interleaved: true,
    mrope_section: [headDim / 2 - 2 * third, third, third],
  };
  return {
    hidden_act: 'silu',
    rms_norm_eps: 1e-6,
    ...(newer
      ? { rope_parameters: { ...rope, rope_theta: 5e6 } }
      : { rope_theta: 5e6, rope_scaling: rope }),
  };
}

/** A tower of which nothing but the number of its features counts here. */
const qwenVision = ({ deepstack, hiddenSize }: RandomGuard) => ({
  depth: 4,
  hidden_size: 32,
  intermediate_size: 32,
  num_heads: 2,
  in_channels: 3,
  patch_size: 4,
  temporal_patch_size: 2,
  spatial_merge_size: 2,
  num_position_embeddings: 16,
  out_hidden_size: hiddenSize,
  hidden_act: 'gelu_pytorch_tanh',
  deepstack_visual_indexes: Array.from({ length: deepstack }, (_, layer) => layer),
});

/** What a tensor's numbers are like. */
export interface RandomTensor {
  readonly shape: readonly number[];
  readonly deviation: number;
  readonly mean: number;
}

/** The decoder's tensors by their published names. */
export function tensorsOf(guard: RandomGuard): Map<string, RandomTensor> {
  const { family, hiddenSize, intermediateSize, headDim, vocabulary } = guard;
  const tensors = new Map<string, RandomTensor>();
  const matrix = (name: string, rows: number, columns: number) =>
    tensors.set(name, { shape: [rows, columns], deviation: 1.5 / Math.sqrt(columns), mean: 0 });
  // Gemma's norms scale by 1 + weight.
  const mean = family === 'gemma3' ? 0 : 1;
  const norm = (name: string, size = hiddenSize) =>
    tensors.set(name, { shape: [size], deviation: 0.3, mean });

  const prefix = prefixOf(guard);
  tensors.set(`${prefix}embed_tokens.weight`, {
    shape: [vocabulary, hiddenSize],
    deviation: family === 'gemma3' ? 1 / Math.sqrt(hiddenSize) : 1,
    mean: 0,
  });
  for (let layer = 0; layer < guard.layers; layer++) {
    const at = `${prefix}layers.${layer}.`;
    matrix(`${at}self_attn.q_proj.weight`, guard.heads * headDim, hiddenSize);
    matrix(`${at}self_attn.k_proj.weight`, guard.kvHeads * headDim, hiddenSize);
    matrix(`${at}self_attn.v_proj.weight`, guard.kvHeads * headDim, hiddenSize);
    matrix(`${at}self_attn.o_proj.weight`, hiddenSize, guard.heads * headDim);
    matrix(`${at}mlp.gate_proj.weight`, intermediateSize, hiddenSize);
    matrix(`${at}mlp.up_proj.weight`, intermediateSize, hiddenSize);
    matrix(`${at}mlp.down_proj.weight`, hiddenSize, intermediateSize);
    norm(`${at}input_layernorm.weight`);
    norm(`${at}post_attention_layernorm.weight`);
    if (family !== 'llama') {
      norm(`${at}self_attn.q_norm.weight`, headDim);
      norm(`${at}self_attn.k_norm.weight`, headDim);
    }
    if (family === 'gemma3') {
      norm(`${at}pre_feedforward_layernorm.weight`);
      norm(`${at}post_feedforward_layernorm.weight`);
    }
  }
  norm(`${prefix}norm.weight`);
  if (!guard.tied) matrix(headOf(guard), vocabulary, hiddenSize);
  if (family === 'qwen3-vl')
    tensors.set('model.visual.patch_embed.proj.weight', {
      shape: [32, 3, 2, 4, 4],
      deviation: 1,
      mean: 0,
    });
  return tensors;
}

function prefixOf({ family, newer }: RandomGuard): string {
  if (family === 'llama') return 'model.';
  return newer ? 'model.language_model.' : 'language_model.model.';
}

const headOf = ({ family, newer }: RandomGuard): string =>
  family === 'llama' || newer ? 'lm_head.weight' : 'language_model.lm_head.weight';
