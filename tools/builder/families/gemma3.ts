/**
 * Gemma 3 (technical report, arXiv 2503.19786): local and full layers with rotary frequencies of
 * their own, norms before and after each block, scaled embeddings; a SigLIP tower whose tokens see
 * each other both ways.
 */
import * as v from 'valibot';
import type { Checkpoint } from '../checkpoint/checkpoint';
import { BuildError } from '../errors';
import {
  Count,
  checkHeads,
  findPrefix,
  headName,
  Index,
  onlyFalse,
  Positive,
  parseConfig,
  RopeKind,
  sizes,
  sizesOf,
} from './config';
import { type GuardShape, named, ropeFrequencies, type VisionShape } from './shape';

/** @param theta what to take where the scaling does not name it */
const rope = (theta: number) =>
  v.pipe(
    RopeKind,
    v.variant('rope_type', [
      v.object({
        rope_type: v.literal('linear'),
        rope_theta: v.nullish(Positive, theta),
        factor: Positive,
      }),
      v.object({ rope_type: v.literal('default'), rope_theta: v.nullish(Positive, theta) }),
    ]),
  );

/** Bases of the rotary frequencies of full and of local layers. */
const THETA = 1e6;
const LOCAL_THETA = 1e4;

/** Defaults as in `Gemma3TextConfig`. */
const Text = v.object({
  ...sizes({
    hidden_size: 2304,
    intermediate_size: 9216,
    num_hidden_layers: 26,
    num_attention_heads: 8,
    num_key_value_heads: 4,
    head_dim: 256,
    vocab_size: 262_208,
    rms_norm_eps: 1e-6,
    max_position_embeddings: 131_072,
  }),
  query_pre_attn_scalar: v.nullish(Positive, 256),
  hidden_activation: v.nullish(v.literal('gelu_pytorch_tanh')),
  attention_bias: onlyFalse,
  attn_logit_softcapping: v.nullish(v.null()),
  final_logit_softcapping: v.nullish(v.null()),
  use_bidirectional_attention: onlyFalse,
  tie_word_embeddings: v.nullish(v.boolean()),
  sliding_window: v.nullish(Count, 4096),
  sliding_window_pattern: v.nullish(Count),
  _sliding_window_pattern: v.nullish(Count),
  layer_types: v.nullish(v.array(v.picklist(['sliding_attention', 'full_attention']))),
  rope_theta: v.nullish(Positive, THETA),
  rope_local_base_freq: v.nullish(Positive, LOCAL_THETA),
  rope_scaling: v.nullish(rope(THETA)),
  /** Where newer checkpoints keep all of them. */
  rope_parameters: v.nullish(
    v.object({ full_attention: rope(THETA), sliding_attention: rope(LOCAL_THETA) }),
  ),
});
type Text = v.InferOutput<typeof Text>;

/** Defaults as in `SiglipVisionConfig`. */
const Vision = v.object({
  hidden_size: v.nullish(Count, 768),
  intermediate_size: v.nullish(Count, 3072),
  num_hidden_layers: v.nullish(Count, 12),
  num_attention_heads: v.nullish(Count, 12),
  num_channels: v.nullish(v.literal(3), 3),
  image_size: v.nullish(Count, 224),
  patch_size: v.nullish(Count, 16),
  layer_norm_eps: v.nullish(Positive, 1e-6),
  hidden_act: v.nullish(v.literal('gelu_pytorch_tanh')),
});

/** Defaults as in `Gemma3Config`. */
const Config = v.object({
  model_type: v.literal('gemma3'),
  tie_word_embeddings: v.nullish(v.boolean()),
  image_token_index: v.nullish(Index, 262_144),
  image_token_id: v.nullish(Index),
  mm_tokens_per_image: v.nullish(Count, 256),
  text_config: Text,
  vision_config: v.nullish(Vision),
});
type Config = v.InferOutput<typeof Config>;

export function gemma3(checkpoint: Checkpoint): GuardShape {
  const config = parseConfig(Config, checkpoint.config);
  const text = config.text_config;
  const prefix = findPrefix(
    checkpoint,
    ['language_model.model.', 'model.language_model.', 'model.'],
    'embed_tokens.weight',
  );
  const vision = visionShape(checkpoint, config);
  const shape = sizesOf(text);
  const { full, sliding } = rotaryOf(text, shape.headDim);
  return {
    family: 'gemma3',
    decoder: {
      ...shape,
      normScale: 'one-plus',
      qkNorm: true,
      sandwichNorms: true,
      activation: 'gelu-tanh',
      attentionScale: text.query_pre_attn_scalar ** -0.5,
      // In float32. Run in bfloat16 the reference code rounds it (62 for the 12B).
      embeddingScale: Math.fround(Math.sqrt(text.hidden_size)),
      rotary: { inverseFrequencies: full },
      local: {
        window: text.sliding_window,
        inverseFrequencies: sliding,
        layers: localLayers(text),
      },
      imageAttention: 'both-ways',
      deepstackLayers: 0,
      // Activations reach beyond 65,504 (microsoft/onnxruntime#26732).
      halfActivations: false,
      prefix,
      head: headName(
        checkpoint,
        prefix,
        text.tie_word_embeddings ?? config.tie_word_embeddings ?? true,
      ),
    },
    ...(vision ? { vision } : {}),
  };
}

function localLayers(text: Text): boolean[] {
  const { layer_types: types, num_hidden_layers: layers } = text;
  if (types) {
    if (types.length !== layers)
      throw new BuildError('config.json: text_config.layer_types does not name each layer');
    return types.map((type) => type === 'sliding_attention');
  }
  const pattern = text.sliding_window_pattern ?? text._sliding_window_pattern ?? 6;
  return Array.from({ length: layers }, (_, layer) => (layer + 1) % pattern !== 0);
}

function rotaryOf(text: Text, headDim: number): { full: number[]; sliding: number[] } {
  const { rope_theta, rope_local_base_freq, rope_scaling } = text;
  const { full_attention: full, sliding_attention: sliding } = text.rope_parameters ?? {
    full_attention: { rope_type: 'default', ...rope_scaling, rope_theta } as const,
    sliding_attention: { rope_type: 'default', rope_theta: rope_local_base_freq } as const,
  };
  const frequencies = (given: typeof full | typeof sliding) => {
    const plain = ropeFrequencies(given.rope_theta, headDim);
    if (given.rope_type === 'default') return plain;
    return plain.map((frequency) => frequency / given.factor);
  };
  return { full: frequencies(full), sliding: frequencies(sliding) };
}

function visionShape(checkpoint: Checkpoint, config: Config): VisionShape | undefined {
  const vision = config.vision_config;
  if (!vision) return undefined;
  const imageToken = config.image_token_id ?? config.image_token_index;
  // SigLIP's patches have no rotary positions: any whole number of columns a head will do.
  checkHeads(vision.hidden_size, vision.num_attention_heads, 1);
  const side = vision.image_size / vision.patch_size;
  const merge = side / Math.sqrt(config.mm_tokens_per_image);
  if (!Number.isInteger(Math.floor(side) / merge) || !Number.isInteger(merge))
    throw new BuildError(
      'config.json: mm_tokens_per_image does not divide the patches of an image evenly',
    );
  const tower = findPrefix(
    checkpoint,
    ['vision_tower.vision_model.', 'model.vision_tower.vision_model.', 'model.vision_tower.'],
    'embeddings.patch_embedding.weight',
  );
  const projector = findPrefix(
    checkpoint,
    ['multi_modal_projector.', 'model.multi_modal_projector.'],
    'mm_input_projection_weight',
  );
  return {
    layers: vision.num_hidden_layers,
    hiddenSize: vision.hidden_size,
    intermediateSize: vision.intermediate_size,
    heads: vision.num_attention_heads,
    normEpsilon: vision.layer_norm_eps,
    patchSize: vision.patch_size,
    temporalPatch: 1,
    channels: vision.num_channels,
    merge,
    imageToken,
    imageSize: vision.image_size,
    positionSide: Math.floor(side),
    outSize: config.text_config.hidden_size,
    names: {
      patch: named(`${tower}embeddings.patch_embedding`),
      position: `${tower}embeddings.position_embedding.weight`,
      layer: (index) => {
        const at = `${tower}encoder.layers.${index}.`;
        return {
          norm1: named(`${at}layer_norm1`),
          qkv: [
            named(`${at}self_attn.q_proj`),
            named(`${at}self_attn.k_proj`),
            named(`${at}self_attn.v_proj`),
          ],
          out: named(`${at}self_attn.out_proj`),
          norm2: named(`${at}layer_norm2`),
          fc1: named(`${at}mlp.fc1`),
          fc2: named(`${at}mlp.fc2`),
        };
      },
      finalNorm: named(`${tower}post_layernorm`),
    },
    projector: {
      kind: 'pool',
      norm: `${projector}mm_soft_emb_norm.weight`,
      // `Gemma3MultiModalProjector` takes the tower's epsilon.
      normEpsilon: vision.layer_norm_eps,
      matrix: `${projector}mm_input_projection_weight`,
    },
  };
}
