/**
 * The vision tower as `@huggingface/transformers` runs it: over the layers of a guard build's tower, but
 * with patches and positions worked out inside the graph.
 *
 * Inputs: pixel_values float32, of Gemma [N, 3, H, W] (N images of the one size), of Qwen [P, channels ·
 * frames · size²] (patches of all images, in the order of its image processor) with image_grid_thw
 * int64 [N, 3] (frames, rows and columns of each). Output: image_features float32 [V, hidden].
 */
import { BuildError } from '../errors';
import type { VisionShape } from '../families/shape';
import { range } from '../graph/integers';
import { patchValues, tower } from '../graph/vision';
import { GraphWriter } from '../graph/writer';
import type { StoredVision } from '../store/vision';
import { type Patches, patchesOfGrids } from './grids-graph';

/** The library hands a decoder no DeepStack features: their mergers would be dead weight. */
export function withoutDeepstack(shape: VisionShape): VisionShape {
  const { projector } = shape;
  return projector.kind === 'merger'
    ? { ...shape, projector: { ...projector, deepstack: [] } }
    : shape;
}

/** @throws BuildError where the one size of images is no multiple of a patch */
export function visionEncoderGraph(shape: VisionShape, stored: StoredVision): Uint8Array {
  const graph = new GraphWriter('vision_encoder', 'f32');
  const { imageSize } = shape;
  const { patches, sight } =
    imageSize === undefined
      ? patchesOfGrids(graph, shape)
      : patchesOfPixels(graph, shape, imageSize);
  tower(graph, shape, stored, patches, sight, 'image_features');
  return graph.encode();
}

/** Whole images of one size: cut here, those patches next to each other that become one token. */
function patchesOfPixels(graph: GraphWriter, shape: VisionShape, imageSize: number): Patches {
  const { channels, patchSize, merge, positionSide: side } = shape;
  if (imageSize !== side * patchSize)
    throw new BuildError(
      `config.json: vision_config.image_size (${imageSize}) is no multiple of patch_size (${patchSize})`,
    );
  const pixels = graph.input('pixel_values', ['N', channels, imageSize, imageSize]);
  const groups = side / merge;
  const cut = graph.reshape(pixels, [
    -1,
    channels,
    groups,
    merge,
    patchSize,
    groups,
    merge,
    patchSize,
  ]);
  // To image, row and column of the token, row and column in it, channel, row and column of pixels.
  const ordered = graph.node('Transpose', [cut], { perm: [0, 2, 5, 3, 6, 1, 4, 7] });
  const patches = graph.reshape(ordered, [-1, patchValues(shape)]);

  const count = graph.node('Shape', [pixels], { start: 0, end: 1 });
  const ones = graph.integers([1, 1]);
  const squares = graph.reshape(range(graph, 0, graph.integers([side ** 2], 'int64', true)), [
    groups,
    merge,
    groups,
    merge,
  ]);
  const places = graph.node('Transpose', [squares], { perm: [0, 2, 1, 3] });
  const all = graph.node('Expand', [
    graph.reshape(places, [1, side ** 2, 1]),
    graph.node('Concat', [count, ones], { axis: 0 }),
  ]);
  graph.nodeTo(['position_rows'], 'Reshape', [all, graph.integers([-1, 1])]);
  graph.floats('position_weights', [1], [1, 1]);
  return { patches, sight: { images: [-1, side ** 2], bias: '' } };
}
