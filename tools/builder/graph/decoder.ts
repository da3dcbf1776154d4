/**
 * The decoder graph of every family: embeddings, rotary tables, bias and past in; two logits a row
 * and the new keys and values out. One function a block, named as the papers name it.
 *
 * Inputs (T is the variant's type of activations, C its type of keys and values; S new tokens, P past
 * ones, R rows, D head size):
 *   inputs_embeds float32 [1, S, hidden]; rotary_cos, rotary_sin T [S, D/2];
 *   attention_bias T [1, 1, S, P+S]; rows int64 [R];
 *   rotary_cos_local, rotary_sin_local, attention_bias_local: the same for local layers, where a
 *   family has them; deepstack.N float32 [1, S or 1, hidden]: added to the result of layer N;
 *   seqlens_k int32 [1] = P+S-1 and total_sequence_length int32 [] = P+S, where attention is causal;
 *   past_key_values.N.key and .value C [1, kvHeads, P, D].
 * Outputs: logits float32 [R, 2] (safe, unsafe); present.N.key and .value C [1, kvHeads, P+S, D].
 */
import type { Precision } from '../../../src/core/guard-build';
import type { DecoderShape } from '../families/shape';
import type { StoredDecoder, StoredDecoderLayer } from '../store/decoder';
import type { StoredDense } from '../tensors';
import { GraphWriter, MICROSOFT, typeOf } from './writer';

/** Type of activations in a family's variant. */
export const activationsOf = (shape: DecoderShape, precision: Precision): Precision =>
  shape.halfActivations ? precision : 'f32';

/** What all layers of one kind, full or local, share. */
interface LayerInputs {
  readonly cos: string;
  readonly sin: string;
  readonly bias: string;
}

interface Context {
  readonly graph: GraphWriter;
  readonly shape: DecoderShape;
  /** Type of keys and values. */
  readonly cache: Precision;
}

/** The bytes of one variant's graph over stored tensors. */
export function decoderGraph(
  shape: DecoderShape,
  stored: StoredDecoder,
  precision: Precision,
): Uint8Array {
  const graph = new GraphWriter('decoder', activationsOf(shape, precision));
  const context: Context = { graph, shape, cache: precision };
  let x = graph.input('inputs_embeds', [1, 'S', shape.hiddenSize], 'float32');
  const full = layerInputs(context, '');
  const local = shape.local ? layerInputs(context, '_local') : full;
  graph.input('rows', ['R'], 'int64');
  if (shape.imageAttention === 'causal') {
    graph.input('seqlens_k', [1], 'int32');
    graph.input('total_sequence_length', [], 'int32');
  }

  stored.layers.forEach((layer, index) => {
    x = decoderLayer(context, layer, index, x, shape.local?.layers[index] ? local : full);
    if (index < shape.deepstackLayers) {
      const size = [1, `V${index}`, shape.hiddenSize];
      const features = graph.input(`deepstack.${index}`, size, 'float32');
      x = graph.node('Add', [x, features]);
    }
  });

  // Only the rows that end a text are normed and projected, in float32 whatever the layers' type.
  const rows = graph.node('Gather', [graph.reshape(x, [-1, shape.hiddenSize]), 'rows'], {
    axis: 0,
  });
  const scale = graph.float32s('final_norm', stored.finalNorm, [shape.hiddenSize]);
  const normed = graph.rmsNormBy(rows, scale, shape.normEpsilon);
  const head = graph.float32s('head', stored.head, [shape.hiddenSize, 2]);
  graph.nodeTo(['logits'], 'MatMul', [normed, head]);
  graph.output('logits', ['R', 2], 'float32');
  return graph.encode();
}

function layerInputs({ graph, shape, cache }: Context, suffix: string): LayerInputs {
  const pairs = shape.headDim / 2;
  const cos = graph.input(`rotary_cos${suffix}`, ['S', pairs]);
  const sin = graph.input(`rotary_sin${suffix}`, ['S', pairs]);
  const bias = graph.input(`attention_bias${suffix}`, [1, 1, 'S', 'T']);
  return { cos, sin, bias: graph.cast(bias, graph.type, typeOf(cache)) };
}

/**
 * One layer: attention and MLP, each normed before, and after too in families that do so.
 *
 * `x`, what layers hand on to each other, is float32 in every variant: it grows over tens of layers,
 * beyond what a half holds in some, and what is rounded off it stays lost.
 */
export function decoderLayer(
  context: Context,
  layer: StoredDecoderLayer,
  index: number,
  x: string,
  inputs: LayerInputs,
): string {
  const { graph, shape } = context;
  const at = `layers.${index}`;
  const before = (name: string, value: string, weight: StoredDense) => {
    const normed = graph.wideRmsNorm(`${at}.${name}`, value, weight, shape.normEpsilon);
    return graph.cast(normed, 'float32', graph.type);
  };
  const after = (name: string, value: string, weight: StoredDense | undefined) => {
    const wide = graph.cast(value, graph.type, 'float32');
    return weight ? graph.wideRmsNorm(`${at}.${name}`, wide, weight, shape.normEpsilon) : wide;
  };
  const normed = before('input_norm', x, layer.inputNorm);
  const attended = attention(context, layer, index, normed, inputs);
  const between = graph.node('Add', [
    x,
    after('post_attention_norm', attended, layer.postAttentionNorm),
  ]);
  const fed = gatedMlp(context, at, layer, before('mlp_norm', between, layer.mlpNorm));
  return graph.node('Add', [between, after('post_mlp_norm', fed, layer.postMlpNorm)]);
}

/** Grouped-query attention (Ainslie et al., arXiv 2305.13245) over past and new keys. */
function attention(
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
  const attend = shape.imageAttention === 'causal' ? causal : bothWays;
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
function bothWays({ graph, shape }: Context, index: number, [q, k, v]: Qkv, bias: string): string {
  const { heads, kvHeads, headDim } = shape;
  const [keys, values] = (
    [
      ['key', k],
      ['value', v],
    ] as const
  ).map(([part, value]) => {
    const split = graph.reshape(value, [1, -1, kvHeads, headDim]);
    const byHead = graph.node('Transpose', [split], { perm: [0, 2, 1, 3] });
    const present = `present.${index}.${part}`;
    graph.nodeTo([present], 'Concat', [`past_key_values.${index}.${part}`, byHead], { axis: 2 });
    if (heads === kvHeads) return present;
    // Each key serves a group of query heads; MultiHeadAttention wants it once for each.
    const grouped = graph.reshape(present, [kvHeads, 1, -1, headDim]);
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

/** Gated MLP (Shazeer, arXiv 2002.05202): down(activation(gate(x)) · up(x)). */
function gatedMlp(
  { graph, shape }: Context,
  at: string,
  layer: StoredDecoderLayer,
  x: string,
): string {
  const gate = graph.linear(`${at}.gate`, x, layer.gate);
  const active = shape.activation === 'silu' ? graph.silu(gate) : graph.gelu(gate, 'tanh');
  const up = graph.linear(`${at}.up`, x, layer.up);
  return graph.linear(`${at}.down`, graph.node('Mul', [active, up]), layer.down);
}
