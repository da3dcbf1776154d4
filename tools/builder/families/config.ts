/** What the families' readers of `config.json` share. */
import * as v from 'valibot';
import type { Checkpoint } from '../checkpoint/checkpoint';
import { BuildError } from '../errors';
import { TRAINED_TOKENS, tokenTable } from './shape';

/** Sixteen million: more than any size of a published model, and no more than memory can hold. */
const MOST = 2 ** 24;

export const Count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST));
export const Index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST));
export const Positive = v.pipe(v.number(), v.gtValue(0));

/** A key that may only say what the graphs compute anyway. */
export const onlyFalse = v.nullish(v.literal(false));

/** Rotary scaling, its kind under one name: older checkpoints call it `type`. */
export const RopeKind = v.pipe(
  v.looseObject({ rope_type: v.nullish(v.string()), type: v.nullish(v.string()) }),
  v.transform(({ type, rope_type, ...rest }) => ({
    ...rest,
    rope_type: rope_type ?? type ?? 'default',
  })),
);

/** @throws BuildError where a tower's heads are no even part of its hidden size */
export function checkHeads(hiddenSize: number, heads: number, multiple: number): void {
  if (hiddenSize % (heads * multiple) !== 0)
    throw new BuildError(
      `config.json: vision_config: a hidden size of ${hiddenSize} cannot be shared by ${heads} heads`,
    );
}

/** @throws BuildError naming the first key that is not as the family has it */
export function parseConfig<const S extends v.GenericSchema>(
  schema: S,
  config: unknown,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, config);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new BuildError(`config.json: ${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
}

/** @throws BuildError when none of the candidates is the prefix of a tensor named `tensor` */
export function findPrefix(
  checkpoint: Checkpoint,
  candidates: readonly string[],
  tensor: string,
): string {
  const prefix = candidates.find((candidate) => checkpoint.has(candidate + tensor));
  if (prefix === undefined)
    throw new BuildError(`${checkpoint.folder}: the tensor ${candidates[0]}${tensor} is missing`);
  return prefix;
}

/** Name of the vocabulary projection. */
export function headName(
  checkpoint: Checkpoint,
  prefix: string,
  tied: boolean | null | undefined,
): string {
  const own = ['lm_head.weight', 'language_model.lm_head.weight', 'model.lm_head.weight'].find(
    (name) => checkpoint.has(name),
  );
  if (tied ?? own === undefined) return tokenTable({ prefix });
  if (own === undefined)
    throw new BuildError(`${checkpoint.folder}: the tensor lm_head.weight is missing`);
  return own;
}

interface SizeDefaults {
  readonly hidden_size: number;
  readonly intermediate_size: number;
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  /** Left out, as many as there are heads. */
  readonly num_key_value_heads?: number;
  /** Left out, what is left of the hidden size for each head. */
  readonly head_dim?: number;
  readonly vocab_size: number;
  readonly rms_norm_eps: number;
  readonly max_position_embeddings: number;
}

/**
 * Keys that all families give their decoder's sizes by.
 * @param defaults of the family's configuration class in transformers: a published config leaves out
 * what is as there (that of Gemma 3 does so a lot)
 */
export const sizes = (defaults: SizeDefaults) => ({
  hidden_size: v.nullish(Count, defaults.hidden_size),
  intermediate_size: v.nullish(Count, defaults.intermediate_size),
  num_hidden_layers: v.nullish(Count, defaults.num_hidden_layers),
  num_attention_heads: v.nullish(Count, defaults.num_attention_heads),
  num_key_value_heads: v.nullish(Count, defaults.num_key_value_heads ?? null),
  head_dim: v.nullish(Count, defaults.head_dim ?? null),
  vocab_size: v.nullish(Count, defaults.vocab_size),
  rms_norm_eps: v.nullish(Positive, defaults.rms_norm_eps),
  max_position_embeddings: v.nullish(Count, defaults.max_position_embeddings),
});

interface Sizes {
  readonly hidden_size: number;
  readonly intermediate_size: number;
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  readonly num_key_value_heads: number | null;
  readonly head_dim: number | null;
  readonly vocab_size: number;
  readonly rms_norm_eps: number;
  readonly max_position_embeddings: number;
}

/** @throws BuildError where heads cannot be rotated, or cannot share keys evenly */
export function sizesOf(text: Sizes) {
  const heads = text.num_attention_heads;
  const kvHeads = text.num_key_value_heads ?? heads;
  const headDim = text.head_dim ?? text.hidden_size / heads;
  if (headDim % 2 !== 0) throw new BuildError(`config.json: head_dim is not even (${headDim})`);
  if (heads % kvHeads !== 0)
    throw new BuildError(
      `config.json: num_attention_heads (${heads}) is no multiple of num_key_value_heads (${kvHeads})`,
    );
  return {
    layers: text.num_hidden_layers,
    hiddenSize: text.hidden_size,
    intermediateSize: text.intermediate_size,
    heads,
    kvHeads,
    headDim,
    vocabulary: text.vocab_size,
    contextLimit: Math.min(text.max_position_embeddings, TRAINED_TOKENS),
    normEpsilon: text.rms_norm_eps,
  };
}
