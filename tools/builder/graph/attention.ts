/**
 * Attention of the decoder's layers, in two kernels with the same outputs and numbers.
 *
 * `fused` is one operator of ONNX Runtime: what GPUs are quick with. On the processor that operator
 * reaches a tenth of the speed of its own matrix products (493 tokens of the 4B on two threads of
 * WASM: 1,030 ms a layer, where `plain` takes 140), and it loses more the longer the row. `plain`
 * works by bands (`bands.ts`), and takes the bias in their shape.
 */
import type { Precision } from '../../../src/core/guard-build';
import type { DecoderShape } from '../families/shape';
import type { StoredDecoderLayer } from '../store/decoder';
import type { StoredDense } from '../tensors';
import { type BandRows, banded } from './bands';
import { type GraphWriter, MICROSOFT, typeOf } from './writer';

export type AttentionKernel = 'fused' | 'plain';

export interface Context {
  readonly graph: GraphWriter;
  readonly shape: DecoderShape;
  /** Type of keys and values. */
  readonly cache: Precision;
  /** Of the bands, where the kernel is plain; left out, it is fused. */
  readonly bands?: BandRows | undefined;
}

/** What all layers of one kind, full or local, share. */
export interface LayerInputs {
  readonly cos: string;
  readonly sin: string;
  readonly bias: string;
}

/** Grouped-query attention (Ainslie et al., arXiv 2305.13245) over past and new keys. */
export function attention(
  context: Context,
  layer: StoredDecoderLayer,
  index: number,
  x: string,
  inputs: LayerInputs,
): string {
  const { graph, shape, cache } = context;
  const at = `layers.${index}`;
  const { heads, kvHeads, headDim } = shape;
  const cacheType = typeOf(cache);
  const toCache = (value: string) => graph.cast(value, graph.type, cacheType);
  // The rotary tables hold one row a token, so that the operator's positions are 0, 1, 2, …: any
  // scheme of positions (packed, three axes) is the caller's to compute.
  const zero = graph.integers([0]);
  const rotated = (
    projected: string,
    norm: StoredDense | undefined,
    name: string,
    count: number,
  ) => {
    let value = projected;
    if (norm) {
      const split = graph.reshape(value, [1, -1, count, headDim]);
      const normed = graph.rmsNorm(`${at}.${name}_norm`, split, norm, shape.normEpsilon);
      value = graph.reshape(normed, [1, -1, count * headDim]);
    }
    const turned = graph.node(
      'RotaryEmbedding',
      [value, zero, inputs.cos, inputs.sin],
      {},
      MICROSOFT,
    );
    return toCache(turned);
  };
  const q = rotated(graph.linear(`${at}.q`, x, layer.q), layer.qNorm, 'q', heads);
  const k = rotated(graph.linear(`${at}.k`, x, layer.k), layer.kNorm, 'k', kvHeads);
  const v = toCache(graph.linear(`${at}.v`, x, layer.v));
  for (const part of ['key', 'value']) {
    graph.input(`past_key_values.${index}.${part}`, [1, kvHeads, 'P', headDim], cacheType);
    graph.output(`present.${index}.${part}`, [1, kvHeads, 'T', headDim], cacheType);
  }
  const fused = shape.imageAttention === 'causal' ? causal : bothWays;
  const attend = context.bands ? plain(context.bands) : fused;
  const attended = attend(context, index, [q, k, v], inputs.bias);
  return graph.linear(`${at}.o`, graph.cast(attended, cacheType, graph.type), layer.o);
}

type Qkv = readonly [q: string, k: string, v: string];

/** The fused operator: quick, but it never lets a token see a later one. */
function causal({ graph, shape }: Context, index: number, [q, k, v]: Qkv, bias: string): string {
  const past = ['key', 'value'].map((part) => `past_key_values.${index}.${part}`);
  const present = ['key', 'value'].map((part) => `present.${index}.${part}`);
  const out = `layers.${index}.attended`;
  graph.nodeTo(
    [out, ...present],
    'GroupQueryAttention',
    [q, k, v, ...past, 'seqlens_k', 'total_sequence_length', '', '', '', bias],
    {
      num_heads: shape.heads,
      kv_num_heads: shape.kvHeads,
      do_rotary: 0,
      scale: { float: shape.attentionScale },
    },
    MICROSOFT,
  );
  return out;
}

/** Attention by the bias alone, for images whose tokens see each other both ways. */
function bothWays(context: Context, index: number, [q, k, v]: Qkv, bias: string): string {
  const { graph, shape } = context;
  const { heads, kvHeads, headDim } = shape;
  const [keys, values] = present(context, index, [k, v]).map((cached) => {
    if (heads === kvHeads) return cached;
    // Each key serves a group of query heads; MultiHeadAttention wants it once for each.
    const grouped = graph.reshape(cached, [kvHeads, 1, -1, headDim]);
    const shared = graph.node('Expand', [grouped, graph.integers([1, heads / kvHeads, 1, 1])]);
    return graph.reshape(shared, [1, heads, -1, headDim]);
  });
  return graph.node(
    'MultiHeadAttention',
    [q, keys ?? '', values ?? '', '', '', bias],
    { num_heads: heads, scale: { float: shape.attentionScale } },
    MICROSOFT,
  );
}

/** Attention by the bias alone, of plain operators, band by band. */
const plain =
  (bands: BandRows) =>
  (context: Context, index: number, [q, k, v]: Qkv, bias: string): string => {
    const [keys = '', values = ''] = present(context, index, [k, v]);
    const { graph, shape } = context;
    return banded(graph, shape, { queries: q, keys, values, bias }, bands);
  };

/** Past and new keys, and values, each [1, kvHeads, P+S, headDim]: outputs of the graph. */
function present(context: Context, index: number, [k, v]: readonly [string, string]): string[] {
  const parts = [
    ['key', k],
    ['value', v],
  ] as const;
  return parts.map(([part, value]) => {
    const own = byHead(context, value, context.shape.kvHeads);
    const name = `present.${index}.${part}`;
    context.graph.nodeTo([name], 'Concat', [`past_key_values.${index}.${part}`, own], { axis: 2 });
    return name;
  });
}

/** [1, S, count · headDim] as [1, count, S, headDim]. */
function byHead({ graph, shape }: Context, value: string, count: number): string {
  const split = graph.reshape(value, [1, -1, count, shape.headDim]);
  return graph.node('Transpose', [split], { perm: [0, 2, 1, 3] });
}
