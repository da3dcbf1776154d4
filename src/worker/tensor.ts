/** Numbers on their way into a session. */
import type * as Ort from 'onnxruntime-web';
import type { Precision } from '../core/guard-build';
import { toHalfBits } from '../core/half';

/** The part of onnxruntime-web that a session needs; Node and browsers bring different builds of it. */
export type OrtRuntime = Pick<typeof Ort, 'InferenceSession' | 'Tensor' | 'env'>;

/** Float32 values as a tensor of another precision. */
export function floatTensor(
  ort: OrtRuntime,
  values: Float32Array,
  dims: readonly number[],
  precision: Precision,
): Ort.Tensor {
  if (precision === 'f32') return new ort.Tensor('float32', values, dims);
  const halves =
    typeof Float16Array === 'undefined'
      ? Uint16Array.from(values, toHalfBits)
      : new Float16Array(values);
  return new ort.Tensor('float16', halves as Uint16Array, dims);
}
