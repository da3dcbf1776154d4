/**
 * Attention by bands, of plain operators. Of a packed row's scores most would be of texts that do not
 * see each other; here the caller says which tokens are worked on together, and only their scores are
 * computed. What a band's queries may see is the bias's to say, whatever the band holds.
 *
 * With C bands of B places for queries and W for new keys, of S new tokens behind P past ones, T = P+S:
 *   band_queries int64 [C, B]: the token at each place, 0 … S-1; an empty place repeats some token;
 *   band_keys int64 [C, W]: each new key that the band sees, 0 … S-1, behind the past ones, which every
 *   band sees; an empty place repeats some token, and the bias silences it;
 *   band_places int64 [S]: where each token stands among the C · B places.
 *
 * Queries, keys and what comes out are picked as rows of D numbers, each by one Gather that brings them
 * into the order in which they are needed. The numbers of the rows are worked out once for all layers.
 */
import type { DecoderShape } from '../families/shape';
import { arithmetic, column, range, sizeOf } from './integers';
import type { GraphWriter } from './writer';

type Sizes = Pick<DecoderShape, 'heads' | 'kvHeads' | 'headDim' | 'attentionScale'>;

/** Numbers of the rows, int64. */
export interface BandRows {
  /** [C, heads, B], of the queries [S · heads, D]. */
  readonly queries: string;
  /** [C, kvHeads, P+W], of past and new keys [kvHeads · T, D]. */
  readonly keys: string;
  /** [S, heads], of what came out [C · heads · B, D]. */
  readonly tokens: string;
}

/** The inputs that tell of bands, and what they come to. */
export function bandRows(graph: GraphWriter, { heads, kvHeads }: Sizes): BandRows {
  const { add, mul, div } = arithmetic(graph);
  const int = (value: number) => graph.integers([value], 'int64', true);
  const upTo = (count: number) => graph.integers(Array.from({ length: count }, (_, i) => i));
  const queries = graph.input('band_queries', ['C', 'B'], 'int64');
  const keys = graph.input('band_keys', ['C', 'W'], 'int64');
  const places = graph.input('band_places', ['S'], 'int64');
  const size = sizeOf(graph, queries, 1);
  const past = sizeOf(graph, 'past_key_values.0.key', 2);
  const total = add(past, sizeOf(graph, places, 0));

  const bands = graph.reshape(sizeOf(graph, queries, 0), [1]);
  const everyBand = graph.node('Concat', [bands, graph.integers([1])], { axis: 0 });
  const pastKeys = graph.node('Expand', [range(graph, 0, past), everyBand]);
  const seen = graph.node('Concat', [pastKeys, add(keys, past)], { axis: 1 });
  // Behind the bands before, with all their heads, and behind the band's own heads before.
  const place = column(graph, places);
  const before = mul(div(place, size), int(heads - 1));
  return {
    queries: add(mul(column(graph, queries), int(heads)), column(graph, upTo(heads))),
    keys: add(column(graph, seen), mul(column(graph, upTo(kvHeads)), total)),
    tokens: add(place, mul(add(before, upTo(heads)), size)),
  };
}

interface Attended {
  /** [1, S, heads · D]. */
  readonly queries: string;
  /** [1, kvHeads, T, D]. */
  readonly keys: string;
  readonly values: string;
  /** [C, 1, B, P+W]. */
  readonly bias: string;
}

/**
 * The query heads that share a key stand under each other, [C, kvHeads, group · B, D], so that no key
 * is copied for them.
 * @returns [1, S, heads · D]
 */
export function banded(
  graph: GraphWriter,
  { heads, kvHeads, headDim, attentionScale }: Sizes,
  given: Attended,
  rows: BandRows,
): string {
  const pick = (value: string, numbers: string) =>
    graph.node('Gather', [graph.reshape(value, [-1, headDim]), numbers], { axis: 0 });
  // A 0 keeps the dimension that stands at its place: of bands, and of keys.
  const queries = graph.reshape(pick(given.queries, rows.queries), [0, kvHeads, -1, headDim]);
  const keys = graph.node('Transpose', [pick(given.keys, rows.keys)], { perm: [0, 1, 3, 2] });
  const scale = graph.float32s('attention_scale', Float32Array.of(attentionScale), []);
  const scores = graph.node('Mul', [graph.node('MatMul', [queries, keys]), scale]);
  const biased = graph.node('Add', [graph.reshape(scores, [0, heads, -1, 0]), given.bias]);
  const shares = graph.node('Softmax', [biased], { axis: -1 });
  const attended = graph.node('MatMul', [
    graph.reshape(shares, [0, kvHeads, -1, 0]),
    pick(given.values, rows.keys),
  ]);
  return graph.reshape(pick(attended, rows.tokens), [1, -1, heads * headDim]);
}
