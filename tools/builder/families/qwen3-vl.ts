/** Qwen3-VL: q and k norm, interleaved mRoPE; a vision tower with DeepStack and mergers. */
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

const Rope = v.nullish(
  v.pipe(
    RopeKind,
    v.object({
      rope_type: v.literal('default'),
      rope_theta: v.nullish(Positive),
      mrope_section: v.nullish(v.tuple([Index, Index, Index]), [24, 20, 20]),
      mrope_interleaved: v.nullish(v.literal(true)),
    }),
  ),
);

/** Defaults as in `Qwen3VLVisionConfig`. */
const Vision = v.object({
  depth: v.nullish(Count, 27),
  hidden_size: v.nullish(Count, 1152),
  intermediate_size: v.nullish(Count, 4304),
  num_heads: v.nullish(Count, 16),
  in_channels: v.nullish(v.literal(3), 3),
  patch_size: v.nullish(Count, 16),
  temporal_patch_size: v.nullish(Count, 2),
  spatial_merge_size: v.nullish(Count, 2),
  num_position_embeddings: v.nullish(Count, 2304),
  out_hidden_size: v.nullish(Count, 3584),
  hidden_act: v.nullish(v.literal('gelu_pytorch_tanh')),
  deepstack_visual_indexes: v.nullish(v.array(Index), [8, 16, 24]),
});

/**
 * Defaults as in `Qwen3VLConfig` and `Qwen3VLTextConfig`. `rope_theta` has none: versions of the
 * library differ in it.
 */
const Config = v.object({
  model_type: v.literal('qwen3_vl'),
  tie_word_embeddings: v.nullish(v.boolean()),
  image_token_id: v.nullish(Index, 151_655),
  vision_config: v.nullish(Vision),
  text_config: v.object({
    ...sizes({
      hidden_size: 4096,
      intermediate_size: 22_016,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 32,
      head_dim: 128,
      vocab_size: 151_936,
      rms_norm_eps: 1e-6,
      max_position_embeddings: 128_000,
    }),
    rope_theta: v.nullish(Positive),
    rope_scaling: Rope,
    /** Where newer checkpoints keep both. */
    rope_parameters: Rope,
    hidden_act: v.nullish(v.literal('silu')),
    attention_bias: onlyFalse,
    tie_word_embeddings: v.nullish(v.boolean()),
  }),
});
type Config = v.InferOutput<typeof Config>;

export function qwen3Vl(checkpoint: Checkpoint): GuardShape {
  const config = parseConfig(Config, checkpoint.config);
  const text = config.text_config;
  const rope = text.rope_parameters ?? text.rope_scaling;
  const theta = rope?.rope_theta ?? text.rope_theta;
  if (!theta) throw new BuildError('config.json: rope_theta is missing');
  const shape = sizesOf(text);
  const prefix = findPrefix(
    checkpoint,
    ['model.language_model.', 'language_model.model.', 'model.'],
    'embed_tokens.weight',
  );
  const inverseFrequencies = ropeFrequencies(theta, shape.headDim);
  const axes = rope && interleavedAxes(shape.headDim / 2, rope.mrope_section);
  const vision = visionShape(checkpoint, config);
  return {
    family: 'qwen3-vl',
    decoder: {
      ...shape,
      normScale: 'weight',
      qkNorm: true,
      sandwichNorms: false,
      activation: 'silu',
      attentionScale: shape.headDim ** -0.5,
      embeddingScale: 1,
      rotary: axes ? { inverseFrequencies, axes } : { inverseFrequencies },
      imageAttention: 'causal',
      deepstackLayers: vision?.projector.kind === 'merger' ? vision.projector.deepstack.length : 0,
      halfActivations: true,
      prefix,
      head: headName(checkpoint, prefix, text.tie_word_embeddings ?? config.tie_word_embeddings),
    },
    ...(vision ? { vision } : {}),
  };
}

/**
 * Interleaved mRoPE (Qwen3-VL technical report): pairs take turns, time, height, width, as long as
 * an axis has pairs left in its section; all others are time's.
 */
export const interleavedAxes = (
  pairs: number,
  [, height, width]: readonly [number, number, number],
): number[] =>
  Array.from({ length: pairs }, (_, pair) => {
    if (pair % 3 === 1 && pair < height * 3) return 1;
    if (pair % 3 === 2 && pair < width * 3) return 2;
    return 0;
  });

/** `LayerNorm(eps=1e-6)` of the modelling code; the config does not name it. */
const NORM_EPSILON = 1e-6;
/** Base of the tower's rotary frequencies, fixed in the modelling code. */
const ROTARY_BASE = 10_000;

/** @throws BuildError where a merger would have no layer of the tower, or none of the decoder */
function checkDeepstack(
  indexes: readonly number[],
  depth: number,
  { num_hidden_layers: layers }: { readonly num_hidden_layers: number },
): void {
  const rising = indexes.every((index, i) => index > (indexes[i - 1] ?? -1) && index < depth);
  if (!rising || indexes.length > layers)
    throw new BuildError(
      `config.json: vision_config.deepstack_visual_indexes (${indexes.join(', ')}) do not fit a tower of ${depth} layers and a decoder of ${layers} layers`,
    );
}

function visionShape(checkpoint: Checkpoint, config: Config): VisionShape | undefined {
  const vision = config.vision_config;
  if (!vision) return undefined;
  // Each head's columns turn by row and by column, in pairs.
  checkHeads(vision.hidden_size, vision.num_heads, 4);
  checkDeepstack(vision.deepstack_visual_indexes, vision.depth, config.text_config);
  const side = Math.sqrt(vision.num_position_embeddings);
  if (!Number.isInteger(side))
    throw new BuildError('config.json: vision_config.num_position_embeddings is no square');
  if (vision.out_hidden_size !== config.text_config.hidden_size)
    throw new BuildError(
      'config.json: vision_config.out_hidden_size is not text_config.hidden_size',
    );
  const prefix = findPrefix(
    checkpoint,
    ['model.visual.', 'visual.', 'model.model.visual.'],
    'patch_embed.proj.weight',
  );
  const merger = (stem: string, normsMerged: boolean) => ({
    norm: named(`${stem}.norm`),
    normsMerged,
    fc1: named(`${stem}.linear_fc1`),
    fc2: named(`${stem}.linear_fc2`),
  });
  return {
    layers: vision.depth,
    hiddenSize: vision.hidden_size,
    intermediateSize: vision.intermediate_size,
    heads: vision.num_heads,
    normEpsilon: NORM_EPSILON,
    patchSize: vision.patch_size,
    temporalPatch: vision.temporal_patch_size,
    channels: vision.in_channels,
    merge: vision.spatial_merge_size,
    imageToken: config.image_token_id,
    positionSide: side,
    rotary: ropeFrequencies(ROTARY_BASE, vision.hidden_size / vision.num_heads / 2),
    outSize: vision.out_hidden_size,
    names: {
      patch: named(`${prefix}patch_embed.proj`),
      position: `${prefix}pos_embed.weight`,
      layer: (index) => {
        const at = `${prefix}blocks.${index}.`;
        return {
          norm1: named(`${at}norm1`),
          qkv: [named(`${at}attn.qkv`)],
          out: named(`${at}attn.proj`),
          norm2: named(`${at}norm2`),
          fc1: named(`${at}mlp.linear_fc1`),
          fc2: named(`${at}mlp.linear_fc2`),
        };
      },
    },
    projector: {
      kind: 'merger',
      size: vision.hidden_size * vision.spatial_merge_size ** 2,
      merger: merger(`${prefix}merger`, false),
      deepstack: vision.deepstack_visual_indexes.map((layer, index) => ({
        layer,
        merger: merger(`${prefix}deepstack_merger_list.${index}`, true),
      })),
    },
  };
}
