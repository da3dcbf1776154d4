/**
 * The vision tower's graph: patches in, one row of features a token out.
 *
 * Inputs (P patches, those that become one token next to each other; K corners a patch):
 *   patches float32 [P, channels · frames · size²]; position_rows int64 [P, K] and position_weights
 *   float32 [P, K]: which rows of the learned table a patch's position is mixed from;
 *   rotary_cos, rotary_sin float32 [P, headDim / 2], where positions are rotary too.
 * Outputs: features float32 [P / merge², outSize]; deepstack.N of the same shape.
 *
 * Activations are float32 whatever the decoder's: the tower runs once an image, and what it loses the
 * decoder cannot mend.
 */
import type { MergerNames, VisionShape } from '../families/shape';
import type {
  Biased,
  StoredMerger,
  StoredNorm,
  StoredVision,
  StoredVisionLayer,
} from '../store/vision';
import { GraphWriter, MICROSOFT } from './writer';

export function visionGraph(shape: VisionShape, stored: StoredVision): Uint8Array {
  const graph = new GraphWriter('vision', 'f32');
  const patches = graph.input('patches', ['P', patchValues(shape)]);
  graph.input('position_rows', ['P', 'K'], 'int64');
  graph.input('position_weights', ['P', 'K']);
  if (shape.rotary) {
    graph.input('rotary_cos', ['P', shape.rotary.length * 2]);
    graph.input('rotary_sin', ['P', shape.rotary.length * 2]);
  }
  tower(graph, shape, stored, patches, ONE_IMAGE, 'features');
  return graph.encode();
}

/** Numbers a patch. */
export const patchValues = ({ channels, temporalPatch, patchSize }: VisionShape): number =>
  channels * temporalPatch * patchSize ** 2;

/** Which patches see each other. */
export interface Sight {
  /** Images and patches of each, as a reshape wants them: one of both may be -1. */
  readonly images: readonly [number, number];
  /** Added to the scores, [1, 1, P, P]; empty where all patches of an image see each other. */
  readonly bias: string;
}

const ONE_IMAGE: Sight = { images: [1, -1], bias: '' };

/**
 * All but the inputs: `position_rows`, `position_weights` and, where positions are rotary too,
 * `rotary_cos` and `rotary_sin` must have been named.
 * @param output what the graph calls the features
 */
export function tower(
  graph: GraphWriter,
  shape: VisionShape,
  stored: StoredVision,
  patches: string,
  sight: Sight,
  output: string,
): void {
  const { projector } = shape;
  const embedded = graph.node('Add', [
    graph.node('MatMul', [patches, graph.dense('patch', stored.patch.weight)]),
    graph.dense('patch.bias', stored.patch.bias),
  ]);
  let x = graph.node('Add', [embedded, positions(graph, stored)]);
  const deepstack = projector.kind === 'merger' ? projector.deepstack : [];
  stored.layers.forEach((layer, index) => {
    x = visionLayer(graph, shape, layer, index, x, sight);
    deepstack.forEach(({ layer: after, merger }, n) => {
      const weights = stored.mergers[n + 1];
      if (after !== index || !weights) return;
      mergeTo(graph, shape, `deepstack.${n}`, merger, weights, x);
    });
  });
  if (stored.finalNorm) x = norm(graph, shape, 'final_norm', stored.finalNorm, x);
  const [merger] = stored.mergers;
  if (projector.kind === 'merger' && merger)
    mergeTo(graph, shape, output, projector.merger, merger, x);
  if (projector.kind === 'pool' && stored.pool) {
    const groups = graph.reshape(x, [-1, shape.merge ** 2, shape.hiddenSize]);
    const mean = graph.node('ReduceMean', [groups, graph.integers([1])], { keepdims: 0 });
    const normed = graph.rmsNorm('pool_norm', mean, stored.pool.norm, projector.normEpsilon);
    graph.nodeTo([output], 'MatMul', [normed, graph.dense('matrix', stored.pool.matrix)]);
    graph.output(output, ['V', shape.outSize]);
  }
}

/** Each patch's place in the learned table, mixed from its corners. */
function positions(graph: GraphWriter, stored: StoredVision): string {
  const table = graph.dense('position', stored.position);
  const corners = graph.node('Gather', [table, 'position_rows'], { axis: 0 });
  const weights = graph.node('Unsqueeze', ['position_weights', graph.integers([2])]);
  const weighted = graph.node('Mul', [corners, weights]);
  return graph.node('ReduceSum', [weighted, graph.integers([1])], { keepdims: 0 });
}

function norm(
  graph: GraphWriter,
  shape: VisionShape,
  name: string,
  stored: StoredNorm,
  x: string,
): string {
  return graph.layerNorm(name, x, stored.weight, stored.bias, shape.normEpsilon);
}

const biased = (graph: GraphWriter, name: string, x: string, { weight, bias }: Biased): string =>
  graph.linear(name, x, weight, bias);

/** A pre-norm transformer layer (ViT, Dosovitskiy et al., arXiv 2010.11929). */
function visionLayer(
  graph: GraphWriter,
  shape: VisionShape,
  layer: StoredVisionLayer,
  index: number,
  x: string,
  sight: Sight,
): string {
  const at = `blocks.${index}`;
  const attended = attention(
    graph,
    shape,
    layer,
    at,
    norm(graph, shape, `${at}.norm1`, layer.norm1, x),
    sight,
  );
  const between = graph.node('Add', [x, attended]);
  const normed = norm(graph, shape, `${at}.norm2`, layer.norm2, between);
  const active = graph.gelu(biased(graph, `${at}.fc1`, normed, layer.fc1), 'tanh');
  return graph.node('Add', [between, biased(graph, `${at}.fc2`, active, layer.fc2)]);
}

function attention(
  graph: GraphWriter,
  shape: VisionShape,
  layer: StoredVisionLayer,
  at: string,
  x: string,
  { images, bias }: Sight,
): string {
  const { heads, hiddenSize } = shape;
  const projected = layer.qkv.map((part, i) => biased(graph, `${at}.qkv.${i}`, x, part));
  let [q = '', k = '', v = ''] = projected;
  if (projected.length === 1) {
    const parts = ['q', 'k', 'v'].map((part) => `${at}.${part}`);
    graph.nodeTo(parts, 'Split', [q], { axis: -1, num_outputs: 3 });
    [q = '', k = '', v = ''] = parts;
  }
  [q, k, v] = [q, k, v].map((part) => graph.reshape(part, [...images, hiddenSize])) as [
    string,
    string,
    string,
  ];
  if (shape.rotary) {
    const zero = graph.integers([0]);
    [q, k] = [q, k].map((part) =>
      graph.node('RotaryEmbedding', [part, zero, 'rotary_cos', 'rotary_sin'], {}, MICROSOFT),
    ) as [string, string];
  }
  const attended = graph.node(
    'MultiHeadAttention',
    bias ? [q, k, v, '', '', bias] : [q, k, v],
    { num_heads: heads, scale: { float: (hiddenSize / heads) ** -0.5 } },
    MICROSOFT,
  );
  return biased(graph, `${at}.out`, graph.reshape(attended, [-1, hiddenSize]), layer.out);
}

/** Patches side by side through a small MLP: one row a token, as a graph output. */
function mergeTo(
  graph: GraphWriter,
  shape: VisionShape,
  output: string,
  { normsMerged }: MergerNames,
  stored: StoredMerger,
  x: string,
): void {
  const size = shape.hiddenSize * shape.merge ** 2;
  const at = `merger.${output}`;
  const merged = normsMerged
    ? norm(graph, shape, `${at}.norm`, stored.norm, graph.reshape(x, [-1, size]))
    : graph.reshape(norm(graph, shape, `${at}.norm`, stored.norm, x), [-1, size]);
  const active = graph.gelu(biased(graph, `${at}.fc1`, merged, stored.fc1), 'none');
  graph.nodeTo([output], 'Identity', [biased(graph, `${at}.fc2`, active, stored.fc2)]);
  graph.output(output, ['V', shape.outSize]);
}
