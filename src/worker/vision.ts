/** One open vision tower: an image's patches in, what the decoder sees of it out. */
import type * as Ort from 'onnxruntime-web';
import type { VisionInfo } from '../core/guard-build';
import type { ImageFeatures } from './packer';
import { type Patches, patchOrder, positionMix } from './patches';
import { rotaryTables } from './rotary';
import type { OrtRuntime } from './tensor';

export class VisionTower {
  constructor(
    private readonly ort: OrtRuntime,
    private readonly session: Ort.InferenceSession,
    private readonly info: VisionInfo,
  ) {}

  /**
   * Runs the tower over one image.
   * @throws RangeError when the patches do not fit the grid, or the device gives no finite numbers
   */
  async see({ values, gridHeight, gridWidth }: Patches): Promise<ImageFeatures> {
    const { info } = this;
    const count = gridHeight * gridWidth;
    const size = info.channels * info.temporalPatch * info.patchSize ** 2;
    if (values.length !== count * size || gridHeight % info.merge || gridWidth % info.merge)
      throw new RangeError(`${values.length} numbers are no ${gridHeight} × ${gridWidth} patches`);
    const mix = positionMix(gridHeight, gridWidth, info.merge, info.positionSide);
    const inputs: Record<string, Ort.Tensor> = {
      patches: this.floats(values, [count, size]),
      position_rows: new this.ort.Tensor('int64', BigInt64Array.from(mix.rows, BigInt), [
        count,
        mix.corners,
      ]),
      position_weights: this.floats(mix.weights, [count, mix.corners]),
    };
    if (info.rotary) {
      // The first half of the pairs turns with the row, the second with the column.
      const { y, x } = patchOrder(gridHeight, gridWidth, info.merge);
      const pairs = info.rotary.length * 2;
      const axes = Array.from({ length: pairs }, (_, pair) => (pair < pairs / 2 ? 0 : 1));
      const { cos, sin } = rotaryTables([...info.rotary, ...info.rotary], [y, x], axes);
      inputs.rotary_cos = this.floats(cos, [count, pairs]);
      inputs.rotary_sin = this.floats(sin, [count, pairs]);
    }
    let results: Ort.InferenceSession.ReturnType | undefined;
    try {
      results = await this.session.run(inputs);
      const read = (name: string) => finite(results?.[name]);
      return {
        gridHeight: gridHeight / info.merge,
        gridWidth: gridWidth / info.merge,
        features: read('features'),
        deepstack: Array.from({ length: info.deepstackLayers }, (_, n) => read(`deepstack.${n}`)),
      };
    } finally {
      for (const tensor of [...Object.values(inputs), ...Object.values(results ?? {})])
        tensor.dispose();
    }
  }

  async release(): Promise<void> {
    await this.session.release();
  }

  private floats(values: Float32Array, dims: readonly number[]): Ort.Tensor {
    return new this.ort.Tensor('float32', values, dims);
  }
}

/** A copy of a result's numbers, which outlives its tensor. */
function finite(tensor: Ort.Tensor | undefined): Float32Array {
  const values = Float32Array.from((tensor?.data as Float32Array | undefined) ?? []);
  if (values.length === 0 || !values.every(Number.isFinite))
    throw new RangeError('the guard gave no finite numbers for an image');
  return values;
}
