/** A decoder's tensors on their way from a checkpoint into a build's files, a layer at a time. */
import type { Checkpoint } from '../checkpoint/checkpoint';
import type { DecoderShape } from '../families/shape';
import { BLOCK } from '../quantise/quantise';
import type { StoredDense, StoredLinear, TensorSink } from '../tensors';

export interface StoredDecoderLayer {
  readonly inputNorm: StoredDense;
  readonly q: StoredLinear;
  readonly k: StoredLinear;
  readonly v: StoredLinear;
  readonly qNorm?: StoredDense;
  readonly kNorm?: StoredDense;
  readonly o: StoredLinear;
  readonly postAttentionNorm?: StoredDense;
  readonly mlpNorm: StoredDense;
  readonly gate: StoredLinear;
  readonly up: StoredLinear;
  readonly down: StoredLinear;
  readonly postMlpNorm?: StoredDense;
}

export interface StoredDecoder {
  readonly layers: readonly StoredDecoderLayer[];
  /** [hidden]; with the head in float32 in every variant, since a sum of thousands of halves errs. */
  readonly finalNorm: Float32Array;
  /** [hidden, 2]: the vocabulary projection's rows of `safe` and `unsafe`, transposed. */
  readonly head: Float32Array;
}

export interface VerdictTokens {
  readonly safe: number;
  readonly unsafe: number;
}

/** Sizes that are no multiple of a block are filled up with zeros, which change nothing. */
export const wholeBlocks = (size: number): number => Math.ceil(size / BLOCK) * BLOCK;

export async function storeDecoder(
  checkpoint: Checkpoint,
  shape: DecoderShape,
  store: TensorSink,
  verdictTokens: VerdictTokens,
): Promise<StoredDecoder> {
  const { hiddenSize } = shape;
  const layers = await storeLayers(shape, store);
  const norm = await checkpoint.tensor(finalNormName(shape), [hiddenSize]);
  const head = new Float32Array(hiddenSize * 2);
  for (const [column, token] of [verdictTokens.safe, verdictTokens.unsafe].entries()) {
    const row = await checkpoint.row(shape.head, [shape.vocabulary, hiddenSize], token);
    row.forEach((value, i) => {
      head[i * 2 + column] = value;
    });
  }
  return { layers, finalNorm: plusOne(shape) ? norm.map((value) => value + 1) : norm, head };
}

const plusOne = ({ normScale }: DecoderShape): boolean => normScale === 'one-plus';

const finalNormName = ({ prefix }: DecoderShape): string => `${prefix}norm.weight`;

export const storeFinalNorm = (shape: DecoderShape, store: TensorSink): Promise<StoredDense> =>
  store.vector(finalNormName(shape), shape.hiddenSize, { plusOne: plusOne(shape) });

export async function storeLayers(
  shape: DecoderShape,
  store: TensorSink,
): Promise<StoredDecoderLayer[]> {
  const { hiddenSize, prefix } = shape;
  const norm = (name: string, size = hiddenSize) =>
    store.vector(name, size, { plusOne: plusOne(shape) });
  const layers: StoredDecoderLayer[] = [];
  for (let index = 0; index < shape.layers; index++)
    layers.push(await storeLayer(shape, store, `${prefix}layers.${index}.`, norm));
  return layers;
}

async function storeLayer(
  shape: DecoderShape,
  store: TensorSink,
  at: string,
  norm: (name: string, size?: number) => Promise<StoredDense>,
): Promise<StoredDecoderLayer> {
  const { hiddenSize, intermediateSize, headDim, sandwichNorms } = shape;
  const qSize = shape.heads * headDim;
  const kvSize = shape.kvHeads * headDim;
  const padded = wholeBlocks(intermediateSize);
  const mlpNorm = `${sandwichNorms ? 'pre_feedforward' : 'post_attention'}_layernorm.weight`;
  // All asked for at once: while one tensor ends, threads begin the next.
  return together({
    inputNorm: norm(`${at}input_layernorm.weight`),
    q: store.linear(`${at}self_attn.q_proj.weight`, qSize, hiddenSize),
    k: store.linear(`${at}self_attn.k_proj.weight`, kvSize, hiddenSize),
    v: store.linear(`${at}self_attn.v_proj.weight`, kvSize, hiddenSize),
    ...(shape.qkNorm
      ? {
          qNorm: norm(`${at}self_attn.q_norm.weight`, headDim),
          kNorm: norm(`${at}self_attn.k_norm.weight`, headDim),
        }
      : {}),
    o: store.linear(`${at}self_attn.o_proj.weight`, hiddenSize, qSize),
    ...(sandwichNorms
      ? {
          postAttentionNorm: norm(`${at}post_attention_layernorm.weight`),
          postMlpNorm: norm(`${at}post_feedforward_layernorm.weight`),
        }
      : {}),
    mlpNorm: norm(at + mlpNorm),
    gate: store.linear(`${at}mlp.gate_proj.weight`, intermediateSize, hiddenSize, { rows: padded }),
    up: store.linear(`${at}mlp.up_proj.weight`, intermediateSize, hiddenSize, { rows: padded }),
    down: store.linear(`${at}mlp.down_proj.weight`, hiddenSize, intermediateSize, {
      columns: padded,
    }),
  });
}

/** An object of promises as a promise of the object. */
export async function together<T extends object>(
  parts: T,
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const entries = Object.entries(parts).map(async ([key, value]) => [key, await value] as const);
  return Object.fromEntries(await Promise.all(entries)) as { [K in keyof T]: Awaited<T[K]> };
}
