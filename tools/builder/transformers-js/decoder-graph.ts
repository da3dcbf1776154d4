/**
 * The decoder as `@huggingface/transformers` runs it: over the layers of a guard build's decoder, but
 * with positions and mask worked out inside the graph, and logits over the whole vocabulary.
 *
 * Inputs (S new tokens, P past ones, T = P+S; one text at a time): input_ids int64 [1, S], or
 * inputs_embeds float32 [1, S, hidden]; attention_mask int64 [1, T], of ones; position_ids int64
 * [1, S], or [3, 1, S] where images have three axes; num_logits_to_keep int64 [], of which 0 keeps all;
 * past_key_values.N.key and .value [1, kvHeads, P, D].
 * Outputs: logits float32 [1, kept, vocabulary]; present.N.key and .value [1, kvHeads, T, D].
 *
 * What the library does not tell a decoder is lost here: DeepStack features (Qwen3-VL's images miss
 * what its first layers would add) and where images lie (Gemma 3's image tokens see only earlier
 * ones, not each other both ways). Text alone is exact.
 */
import type { Precision } from '../../../src/core/guard-build';
import type { DecoderShape } from '../families/shape';
import { activationsOf, decoderLayer } from '../graph/decoder';
import { column, range, sizeOf } from '../graph/integers';
import { GraphWriter, typeOf } from '../graph/writer';
import type { StoredDecoderLayer } from '../store/decoder';
import type { StoredDense, StoredLinear } from '../tensors';
import { tokenEmbeddings } from './embeddings-graph';
import { openWhere } from './grids-graph';

/** Cosines and sines of every position of the context: [positions, pairs]. */
export interface StoredRotary {
  readonly cos: StoredDense;
  readonly sin: StoredDense;
}

export interface StoredLanguageModel {
  readonly layers: readonly StoredDecoderLayer[];
  readonly finalNorm: StoredDense;
  readonly head: StoredLinear;
  readonly rotary: StoredRotary;
  readonly localRotary?: StoredRotary;
  /** Where the graph embeds tokens itself. */
  readonly table?: StoredLinear;
}

/** As the end of a slice: all that is left. */
const ALL = 2 ** 31 - 1;

export function languageModelGraph(
  shape: DecoderShape,
  stored: StoredLanguageModel,
  precision: Precision,
): Uint8Array {
  const graph = new GraphWriter('decoder', activationsOf(shape, precision));
  // An image's tokens take their turn like any others': the graph cannot know where they are.
  const context = {
    graph,
    shape: { ...shape, imageAttention: 'causal' } as const,
    cache: precision,
  } as const;
  let x = stored.table ? ownEmbeddings(graph, shape, stored.table) : givenEmbeddings(graph, shape);
  const { past, total } = lengths(graph);
  const places = range(graph, past, total);
  const positions = positionIds(graph, shape, places);
  const full = {
    ...rotaryRows(graph, shape, stored.rotary, positions, ''),
    // The operator is causal by itself.
    bias: '',
  };
  const local =
    shape.local && stored.localRotary
      ? {
          ...rotaryRows(graph, shape, stored.localRotary, positions, '_local'),
          bias: windowBias(graph, shape.local.window, places, total, precision),
        }
      : full;
  stored.layers.forEach((layer, index) => {
    x = decoderLayer(context, layer, index, x, shape.local?.layers[index] ? local : full);
  });

  // Only the last rows are normed and projected: a vocabulary is wide.
  const keep = graph.reshape(graph.input('num_logits_to_keep', [], 'int64'), [1]);
  const rows = graph.node('Slice', [
    x,
    graph.node('Neg', [keep]),
    graph.integers([ALL]),
    graph.integers([1]),
  ]);
  const normed = graph.wideRmsNorm('final_norm', rows, stored.finalNorm, shape.normEpsilon);
  const logits = graph.linear('head', graph.cast(normed, 'float32', graph.type), stored.head);
  graph.nodeTo(['logits'], 'Cast', [logits], { to: 1 });
  graph.output('logits', [1, 'L', shape.vocabulary], 'float32');
  return graph.encode();
}

function ownEmbeddings(graph: GraphWriter, shape: DecoderShape, table: StoredLinear): string {
  const ids = graph.input('input_ids', [1, 'S'], 'int64');
  return graph.cast(tokenEmbeddings(graph, shape, ids, table), graph.type, 'float32');
}

/** The library puts an image's features between them. */
function givenEmbeddings(graph: GraphWriter, shape: DecoderShape): string {
  return graph.input('inputs_embeds', [1, 'S', shape.hiddenSize], 'float32');
}

/** Tokens in the cache and tokens with the new ones; also what GroupQueryAttention wants of them. */
function lengths(graph: GraphWriter): { readonly past: string; readonly total: string } {
  const mask = graph.input('attention_mask', [1, 'T'], 'int64');
  const total = sizeOf(graph, mask, 1);
  const past = sizeOf(graph, 'past_key_values.0.key', 2);
  const seen = graph.node('ReduceSum', [mask, graph.integers([1])], { keepdims: 0 });
  const last = graph.node('Sub', [seen, graph.integers([1])]);
  graph.nodeTo(['seqlens_k'], 'Cast', [last], { to: 6 });
  graph.nodeTo(['total_sequence_length'], 'Cast', [total], { to: 6 });
  return { past, total };
}

/** @returns the position of each new token, int64 [S], or [3, S] */
function positionIds(graph: GraphWriter, shape: DecoderShape, places: string): string {
  if (!shape.rotary.axes)
    return graph.reshape(graph.input('position_ids', [1, 'S'], 'int64'), [-1]);
  const given = graph.input('position_ids', [3, 1, 'S'], 'int64');
  // No position is beyond its token's place: an image counts fewer positions than it has tokens.
  // transformers.js 4.3.1 asks for such all the same, once it generates from text alone
  // (`_get_text_only_rope_index` adds the prompt's length where it should take it off).
  return graph.node('Min', [graph.reshape(given, [3, -1]), places]);
}

/** Rows of the tables for the tokens at hand: [S, pairs]. */
function rotaryRows(
  graph: GraphWriter,
  { rotary: { axes } }: DecoderShape,
  stored: StoredRotary,
  positions: string,
  suffix: string,
): { readonly cos: string; readonly sin: string } {
  const rows = (name: string, table: StoredDense) => {
    const found = graph.node('Gather', [graph.dense(`rotary_${name}${suffix}`, table), positions], {
      axis: 0,
    });
    if (!axes) return found;
    // Of the three rows that a token has, each pair takes the one of its axis.
    const own = [0, 1, 2].flatMap((axis) => axes.map((of) => (of === axis ? 1 : 0)));
    const chosen = graph.node('Mul', [
      found,
      graph.floats('rotary_axes', own, [3, 1, axes.length]),
    ]);
    return graph.node('ReduceSum', [chosen, graph.integers([0])], { keepdims: 0 });
  };
  return { cos: rows('cos', stored.cos), sin: rows('sin', stored.sin) };
}

/** Silences what lies before a token's window. What comes after it the operator does. */
function windowBias(
  graph: GraphWriter,
  window: number,
  places: string,
  total: string,
  cache: Precision,
): string {
  const start = graph.node('Sub', [places, graph.integers([window])]);
  const seen = graph.node('Greater', [range(graph, 0, total), column(graph, start)]);
  return graph.cast(openWhere(graph, seen), graph.type, typeOf(cache));
}
