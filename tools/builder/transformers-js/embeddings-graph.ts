/** Token ids to embeddings: inside Llama's graph, and a session of its own where images go between. */
import type { Precision } from '../../../src/core/guard-build';
import type { DecoderShape } from '../families/shape';
import { activationsOf } from '../graph/decoder';
import { GraphWriter } from '../graph/writer';
import type { StoredLinear } from '../tensors';

/** The session `embed_tokens`: input_ids int64 [1, S] in, inputs_embeds float32 [1, S, hidden] out. */
export function embeddingsGraph(
  shape: DecoderShape,
  table: StoredLinear,
  precision: Precision,
): Uint8Array {
  const graph = new GraphWriter('embed_tokens', activationsOf(shape, precision));
  const x = tokenEmbeddings(graph, shape, graph.input('input_ids', [1, 'S'], 'int64'), table);
  graph.nodeTo(['inputs_embeds'], 'Cast', [x], { to: 1 });
  graph.output('inputs_embeds', [1, 'S', shape.hiddenSize], 'float32');
  return graph.encode();
}

/** @param ids int64 [1, S] */
export function tokenEmbeddings(
  graph: GraphWriter,
  { embeddingScale }: DecoderShape,
  ids: string,
  table: StoredLinear,
): string {
  const rows = graph.tableRows('embed_tokens', ids, 2, table);
  if (embeddingScale === 1) return rows;
  return graph.node('Mul', [rows, graph.floats('embedding_scale', [embeddingScale], [1])]);
}
