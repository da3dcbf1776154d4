/**
 * The decoder graph of every family: embeddings, rotary tables, bias and past in; two logits a row
 * and the new keys and values out. One function a block, named as the papers name it.
 *
 * Inputs (T is the variant's type of activations, K its type of keys and values; S new tokens, P past
 * ones, R rows, D head size):
 *   inputs_embeds float32 [1, S, hidden]; rotary_cos, rotary_sin T [S, D/2];
 *   attention_bias T [1, 1, S, P+S]; rows int64 [R];
 *   rotary_cos_local, rotary_sin_local, attention_bias_local: the same for local layers, where a
 *   family has them; deepstack.N float32 [1, S or 1, hidden]: added to the result of layer N;
 *   seqlens_k int32 [1] = P+S-1 and total_sequence_length int32 [] = P+S, where attention is causal;
 *   past_key_values.N.key and .value K [1, kvHeads, P, D].
 * With the kernel `plain` attention is computed by C bands of B queries and W new keys (`bands.ts`):
 *   attention_bias and attention_bias_local are T [C, 1, B, P+W], and there are
 *   band_queries int64 [C, B], band_keys int64 [C, W] and band_places int64 [S].
 * Outputs: logits float32 [R, 2] (safe, unsafe); present.N.key and .value K [1, kvHeads, P+S, D].
 */
import type { Precision } from '../../../src/core/guard-build';
import type { DecoderShape } from '../families/shape';
import type { StoredDecoder, StoredDecoderLayer } from '../store/decoder';
import type { StoredDense } from '../tensors';
import { type AttentionKernel, attention, type Context, type LayerInputs } from './attention';
import { bandRows } from './bands';
import { GraphWriter, typeOf } from './writer';

/** Type of activations in a family's variant. */
export const activationsOf = (shape: DecoderShape, precision: Precision): Precision =>
  shape.halfActivations ? precision : 'f32';

/** The bytes of one variant's graph over stored tensors. */
export function decoderGraph(
  shape: DecoderShape,
  stored: StoredDecoder,
  precision: Precision,
  kernel: AttentionKernel,
): Uint8Array {
  const graph = new GraphWriter('decoder', activationsOf(shape, precision));
  const bands = kernel === 'plain' ? bandRows(graph, shape) : undefined;
  const context: Context = { graph, shape, cache: precision, bands };
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

function layerInputs({ graph, shape, cache, bands }: Context, suffix: string): LayerInputs {
  const pairs = shape.headDim / 2;
  const cos = graph.input(`rotary_cos${suffix}`, ['S', pairs]);
  const sin = graph.input(`rotary_sin${suffix}`, ['S', pairs]);
  const seen = bands ? ['C', 1, 'B', 'P+W'] : [1, 1, 'S', 'T'];
  const bias = graph.input(`attention_bias${suffix}`, seen);
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
