/** Llama 3.1: the plain decoder, with its rotary frequencies stretched for long contexts. */
import * as v from 'valibot';
import type { Checkpoint } from '../checkpoint/checkpoint';
import {
  Count,
  findPrefix,
  headName,
  onlyFalse,
  Positive,
  parseConfig,
  RopeKind,
  sizes,
  sizesOf,
} from './config';
import { type GuardShape, ropeFrequencies } from './shape';

const Scaling = v.object({
  rope_type: v.literal('llama3'),
  rope_theta: v.nullish(Positive),
  factor: Positive,
  low_freq_factor: Positive,
  high_freq_factor: Positive,
  original_max_position_embeddings: Count,
});
type Scaling = v.InferOutput<typeof Scaling>;

const NoScaling = v.object({ rope_type: v.literal('default'), rope_theta: v.nullish(Positive) });

const Rope = v.nullish(v.pipe(RopeKind, v.variant('rope_type', [Scaling, NoScaling])));

/** Defaults as in `LlamaConfig`. */
const Config = v.object({
  ...sizes({
    hidden_size: 4096,
    intermediate_size: 11_008,
    num_hidden_layers: 32,
    num_attention_heads: 32,
    vocab_size: 32_000,
    rms_norm_eps: 1e-6,
    max_position_embeddings: 2048,
  }),
  model_type: v.literal('llama'),
  hidden_act: v.nullish(v.literal('silu')),
  attention_bias: onlyFalse,
  mlp_bias: onlyFalse,
  tie_word_embeddings: v.nullish(v.boolean()),
  rope_theta: v.nullish(Positive, 10_000),
  rope_scaling: Rope,
  /** Where newer checkpoints keep both. */
  rope_parameters: Rope,
});

export function llama(checkpoint: Checkpoint): GuardShape {
  const config = parseConfig(Config, checkpoint.config);
  const theta = config.rope_parameters?.rope_theta ?? config.rope_theta;
  const shape = sizesOf(config);
  const prefix = findPrefix(
    checkpoint,
    ['model.', 'model.language_model.', 'language_model.model.'],
    'embed_tokens.weight',
  );
  return {
    family: 'llama',
    decoder: {
      ...shape,
      normScale: 'weight',
      qkNorm: false,
      sandwichNorms: false,
      activation: 'silu',
      attentionScale: shape.headDim ** -0.5,
      embeddingScale: 1,
      rotary: {
        inverseFrequencies: stretched(
          ropeFrequencies(theta, shape.headDim),
          config.rope_parameters ?? config.rope_scaling,
        ),
      },
      imageAttention: 'causal',
      deepstackLayers: 0,
      halfActivations: true,
      prefix,
      head: headName(checkpoint, prefix, config.tie_word_embeddings),
    },
  };
}

/**
 * Llama 3.1's scaling (`_compute_llama3_parameters` of Hugging Face transformers): long waves are
 * slowed by `factor`, short ones stay, those between are blended.
 */
export function stretched(
  frequencies: readonly number[],
  scaling: Omit<Scaling, 'rope_theta'> | { readonly rope_type: 'default' } | null | undefined,
): number[] {
  if (!scaling || scaling.rope_type === 'default') return [...frequencies];
  const { factor, low_freq_factor: low, high_freq_factor: high } = scaling;
  const context = scaling.original_max_position_embeddings;
  return frequencies.map((frequency) => {
    const wavelength = (2 * Math.PI) / frequency;
    if (wavelength < context / high) return frequency;
    if (wavelength > context / low) return frequency / factor;
    const smooth = (context / wavelength - low) / (high - low);
    return ((1 - smooth) * frequency) / factor + smooth * frequency;
  });
}
