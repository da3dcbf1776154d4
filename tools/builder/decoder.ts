/**
 * The decoder graph: embeddings, rotary tables, bias and past in; two logits a row and the new keys
 * and values out. One function a block, named as the papers name it.
 *
 * Inputs (T is float16 or float32; S new tokens, P past ones, R rows, D head size):
 *   inputs_embeds T [1, S, hidden]; rotary_cos, rotary_sin T [S, D/2];
 *   attention_bias T [1, 1, S, P+S]; seqlens_k int32 [1] = P+S-1; total_sequence_length int32 [] = P+S;
 *   rows int64 [R]; past_key_values.N.key and .value T [1, kvHeads, P, D].
 * Outputs: logits float32 [R, 2] (safe, unsafe); present.N.key and .value T [1, kvHeads, P+S, D].
 */
import type { Precision } from '../../src/core/guard-build';
import type { Checkpoint } from './checkpoint';
import type { DecoderShape } from './families';
import { GraphWriter, MICROSOFT } from './graph';
import type { StoredDense, StoredLinear, TensorStore } from './tensors';

interface StoredLayer {
  readonly inputNorm: StoredDense;
  readonly q: StoredLinear;
  readonly k: StoredLinear;
  readonly v: StoredLinear;
  readonly qNorm: StoredDense;
  readonly kNorm: StoredDense;
  readonly o: StoredLinear;
  readonly mlpNorm: StoredDense;
  readonly gate: StoredLinear;
  readonly up: StoredLinear;
  readonly down: StoredLinear;
}

export interface StoredDecoder {
  readonly layers: readonly StoredLayer[];
  readonly finalNorm: StoredDense;
  /** [hidden, 2]: the vocabulary projection's rows of `safe` and `unsafe`, transposed. */
  readonly head: StoredDense;
}

/** Reads the decoder's tensors from a checkpoint into a build's files, a layer at a time. */
export async function storeDecoder(
  checkpoint: Checkpoint,
  shape: DecoderShape,
  store: TensorStore,
  verdictTokens: { readonly safe: number; readonly unsafe: number },
  bits: 4 | 'none',
): Promise<StoredDecoder> {
  const { hiddenSize, intermediateSize, headDim, prefix } = shape;
  const qSize = shape.heads * headDim;
  const kvSize = shape.kvHeads * headDim;
  const linear = async (name: string, rows: number, columns: number) =>
    store.linear(name, await checkpoint.tensor(name, [rows, columns]), rows, columns, bits);
  const vector = async (name: string, size: number) =>
    store.dense(await checkpoint.tensor(name, [size]), [size]);

  const layers: StoredLayer[] = [];
  for (let index = 0; index < shape.layers; index++) {
    const at = `${prefix}layers.${index}.`;
    layers.push({
      inputNorm: await vector(`${at}input_layernorm.weight`, hiddenSize),
      q: await linear(`${at}self_attn.q_proj.weight`, qSize, hiddenSize),
      k: await linear(`${at}self_attn.k_proj.weight`, kvSize, hiddenSize),
      v: await linear(`${at}self_attn.v_proj.weight`, kvSize, hiddenSize),
      qNorm: await vector(`${at}self_attn.q_norm.weight`, headDim),
      kNorm: await vector(`${at}self_attn.k_norm.weight`, headDim),
      o: await linear(`${at}self_attn.o_proj.weight`, hiddenSize, qSize),
      mlpNorm: await vector(`${at}post_attention_layernorm.weight`, hiddenSize),
      gate: await linear(`${at}mlp.gate_proj.weight`, intermediateSize, hiddenSize),
      up: await linear(`${at}mlp.up_proj.weight`, intermediateSize, hiddenSize),
      down: await linear(`${at}mlp.down_proj.weight`, hiddenSize, intermediateSize),
    });
  }
  const finalNorm = await vector(`${prefix}norm.weight`, hiddenSize);
  const table = await checkpoint.tensor(shape.head, [shape.vocabulary, hiddenSize]);
  return {
    layers,
    finalNorm,
    head: await store.dense(headOf(table, hiddenSize, verdictTokens), [hiddenSize, 2]),
  };
}

function headOf(
  table: Float32Array,
  hiddenSize: number,
  { safe, unsafe }: { readonly safe: number; readonly unsafe: number },
): Float32Array {
  const head = new Float32Array(hiddenSize * 2);
  for (let i = 0; i < hiddenSize; i++) {
    head[i * 2] = table[safe * hiddenSize + i] ?? 0;
    head[i * 2 + 1] = table[unsafe * hiddenSize + i] ?? 0;
  }
  return head;
}

/** The bytes of one variant's graph over stored tensors. */
export function decoderGraph(
  shape: DecoderShape,
  stored: StoredDecoder,
  precision: Precision,
): Uint8Array {
  const graph = new GraphWriter('decoder', precision);
  const pair = shape.headDim / 2;
  let x = graph.input('inputs_embeds', [1, 'S', shape.hiddenSize]);
  graph.input('rotary_cos', ['S', pair]);
  graph.input('rotary_sin', ['S', pair]);
  graph.input('attention_bias', [1, 1, 'S', 'T']);
  graph.input('seqlens_k', [1], 'int32');
  graph.input('total_sequence_length', [], 'int32');
  graph.input('rows', ['R'], 'int64');
  // The rotary tables hold one row a token, so that the rotary operator's positions are 0, 1, 2, …:
  // any scheme of positions (packed, three axes) is the caller's to compute.
  const zero = graph.integers([0]);

  stored.layers.forEach((layer, index) => {
    const at = `layers.${index}`;
    const normed = graph.rmsNorm(`${at}.input_norm`, x, layer.inputNorm, shape.normEpsilon);
    const attended = attention(graph, shape, layer, index, normed, zero);
    x = graph.node('Add', [x, attended]);
    const mlpInput = graph.rmsNorm(`${at}.mlp_norm`, x, layer.mlpNorm, shape.normEpsilon);
    x = graph.node('Add', [x, swiGlu(graph, at, layer, mlpInput)]);
  });

  // Only the rows that end a text are normed and projected.
  const rows = graph.node('Gather', [graph.reshape(x, [-1, shape.hiddenSize]), 'rows'], {
    axis: 0,
  });
  const normed = graph.rmsNorm('final_norm', rows, stored.finalNorm, shape.normEpsilon);
  const logits = graph.node('MatMul', [normed, graph.dense('head', stored.head)]);
  graph.nodeTo(['logits'], 'Cast', [logits], { to: 1 });
  graph.output('logits', ['R', 2], 'float32');
  return graph.encode();
}

/** Grouped-query attention with q and k norm, over past and new keys, `attention_bias` added. */
function attention(
  graph: GraphWriter,
  shape: DecoderShape,
  layer: StoredLayer,
  index: number,
  x: string,
  zero: string,
): string {
  const at = `layers.${index}`;
  const { heads, kvHeads, headDim } = shape;
  const rotated = (name: string, projected: string, norm: StoredDense, count: number) => {
    const split = graph.reshape(projected, [1, -1, count, headDim]);
    const normed = graph.rmsNorm(`${at}.${name}_norm`, split, norm, shape.normEpsilon);
    const joined = graph.reshape(normed, [1, -1, count * headDim]);
    return graph.node('RotaryEmbedding', [joined, zero, 'rotary_cos', 'rotary_sin'], {}, MICROSOFT);
  };
  const q = rotated('q', graph.linear(`${at}.q`, x, layer.q), layer.qNorm, heads);
  const k = rotated('k', graph.linear(`${at}.k`, x, layer.k), layer.kNorm, kvHeads);
  const v = graph.linear(`${at}.v`, x, layer.v);
  const past = ['key', 'value'].map((part) =>
    graph.input(`past_key_values.${index}.${part}`, [1, kvHeads, 'P', headDim]),
  );
  const present = ['key', 'value'].map((part) => `present.${index}.${part}`);
  for (const name of present) graph.output(name, [1, kvHeads, 'T', headDim]);
  const out = `${at}.attended`;
  graph.nodeTo(
    [out, ...present],
    'GroupQueryAttention',
    [q, k, v, ...past, 'seqlens_k', 'total_sequence_length', '', '', '', 'attention_bias'],
    {
      num_heads: heads,
      kv_num_heads: kvHeads,
      do_rotary: 0,
      scale: { float: 1 / Math.sqrt(headDim) },
    },
    MICROSOFT,
  );
  return graph.linear(`${at}.o`, out, layer.o);
}

/** SwiGLU (Shazeer, arXiv 2002.05202): down(silu(gate(x)) · up(x)). */
function swiGlu(graph: GraphWriter, at: string, layer: StoredLayer, x: string): string {
  const gate = graph.linear(`${at}.gate`, x, layer.gate);
  const silu = graph.node('Mul', [gate, graph.node('Sigmoid', [gate])]);
  const up = graph.linear(`${at}.up`, x, layer.up);
  return graph.linear(`${at}.down`, graph.node('Mul', [silu, up]), layer.down);
}
