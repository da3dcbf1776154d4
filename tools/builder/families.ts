/** What the families of SEA-Guard's base models are, each as its differences from one shared decoder. */
import * as v from 'valibot';
import type { Checkpoint } from './checkpoint';
import { BuildError } from './errors';

const Count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** A decoder as the graph needs to know it. */
export interface DecoderShape {
  readonly family: 'qwen3-vl';
  readonly layers: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocabulary: number;
  readonly normEpsilon: number;
  readonly contextLimit: number;
  /** Radians a position, one for each rotary pair. */
  readonly inverseFrequencies: readonly number[];
  /** Prefix of the decoder's tensor names, such as `model.language_model.`. */
  readonly prefix: string;
  /** Name of the vocabulary projection: the token table's own where they are tied. */
  readonly head: string;
}

const Qwen3VlConfig = v.object({
  model_type: v.literal('qwen3_vl'),
  tie_word_embeddings: v.optional(v.boolean()),
  text_config: v.object({
    hidden_size: Count,
    intermediate_size: Count,
    num_hidden_layers: Count,
    num_attention_heads: Count,
    num_key_value_heads: Count,
    head_dim: Count,
    vocab_size: Count,
    rms_norm_eps: v.number(),
    rope_theta: v.optional(v.number()),
    rope_parameters: v.optional(v.object({ rope_theta: v.number() })),
    max_position_embeddings: Count,
    hidden_act: v.literal('silu'),
    attention_bias: v.optional(v.literal(false)),
    tie_word_embeddings: v.optional(v.boolean()),
  }),
});

/** SEA-Guard was trained at 8,192 tokens (model card); a longer context is not believed. */
const TRAINED_TOKENS = 8192;

/** @throws BuildError when the checkpoint is of no family that the builder knows. */
export function decoderShape(checkpoint: Checkpoint): DecoderShape {
  const type = v.safeParse(v.object({ model_type: v.string() }), checkpoint.config);
  if (!type.success || type.output.model_type !== 'qwen3_vl')
    throw new BuildError(
      `config.json: the family ${type.success ? type.output.model_type : '(none named)'} is not known; known: qwen3_vl`,
    );
  return qwen3Vl(checkpoint);
}

/** Qwen3-VL: q and k norm, interleaved mRoPE (for text alone it is plain RoPE), SwiGLU. */
function qwen3Vl(checkpoint: Checkpoint): DecoderShape {
  const parsed = v.safeParse(Qwen3VlConfig, checkpoint.config);
  if (!parsed.success)
    throw new BuildError(`config.json: ${v.summarize(parsed.issues).replaceAll('\n', ' ')}`);
  const { text_config: text, tie_word_embeddings } = parsed.output;
  const theta = text.rope_parameters?.rope_theta ?? text.rope_theta;
  if (theta === undefined) throw new BuildError('config.json: rope_theta is missing');
  const prefix = ['model.language_model.', 'language_model.model.', 'model.'].find((candidate) =>
    checkpoint.has(`${candidate}embed_tokens.weight`),
  );
  if (!prefix) throw new BuildError('the tensor embed_tokens.weight is missing');
  const tied = text.tie_word_embeddings ?? tie_word_embeddings ?? !checkpoint.has('lm_head.weight');
  return {
    family: 'qwen3-vl',
    layers: text.num_hidden_layers,
    hiddenSize: text.hidden_size,
    intermediateSize: text.intermediate_size,
    heads: text.num_attention_heads,
    kvHeads: text.num_key_value_heads,
    headDim: text.head_dim,
    vocabulary: text.vocab_size,
    normEpsilon: text.rms_norm_eps,
    contextLimit: Math.min(text.max_position_embeddings, TRAINED_TOKENS),
    inverseFrequencies: Array.from(
      { length: text.head_dim / 2 },
      (_, pair) => theta ** ((-2 * pair) / text.head_dim),
    ),
    prefix,
    head: tied ? `${prefix}embed_tokens.weight` : 'lm_head.weight',
  };
}
