/** What `build.json` says of a guard's graphs. */
import type { DecoderInfo, VisionInfo } from '../../src/core/guard-build';
import type { DecoderShape, VisionShape } from './families/shape';

export function decoderInfo(shape: DecoderShape): DecoderInfo {
  const { rotary, local } = shape;
  return {
    layers: shape.layers,
    hiddenSize: shape.hiddenSize,
    heads: shape.heads,
    kvHeads: shape.kvHeads,
    headDim: shape.headDim,
    rotary: {
      inverseFrequencies: [...rotary.inverseFrequencies],
      ...(rotary.axes ? { axes: rotary.axes.map(axisOf) } : {}),
    },
    ...(local
      ? { local: { window: local.window, inverseFrequencies: [...local.inverseFrequencies] } }
      : {}),
    imageAttention: shape.imageAttention,
    deepstackLayers: shape.deepstackLayers,
  };
}

const axisOf = (axis: number): 0 | 1 | 2 => (axis === 1 ? 1 : axis === 2 ? 2 : 0);

export function visionInfo(shape: VisionShape, weights: readonly string[]): VisionInfo {
  const { projector } = shape;
  return {
    graph: 'vision.onnx',
    weights: [...weights],
    imageToken: shape.imageToken,
    patchSize: shape.patchSize,
    temporalPatch: shape.temporalPatch,
    channels: shape.channels,
    merge: shape.merge,
    ...(shape.imageSize === undefined ? {} : { imageSize: shape.imageSize }),
    positionSide: shape.positionSide,
    ...(shape.rotary ? { rotary: [...shape.rotary] } : {}),
    hiddenSize: shape.outSize,
    deepstackLayers: projector.kind === 'merger' ? projector.deepstack.length : 0,
  };
}
