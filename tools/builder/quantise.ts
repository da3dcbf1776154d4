/**
 * Blockwise quantisation to four bits, in the layout of ONNX Runtime's MatMulNBits: a weight
 * [N, K] becomes nibbles [N, ceil(K / 32), 16] (low nibble first, zero point 8) and one scale a block.
 */
import { roundToHalf } from '../../src/core/half';

export const BLOCK = 32;

export interface Quantised {
  /** [N, blocks, 16] bytes. */
  readonly nibbles: Uint8Array;
  /** [N, blocks], each exactly representable as a half, so that f16 and f32 builds hold the same weights. */
  readonly scales: Float32Array;
  /** Root of the squared error over the squared weights. */
  readonly relativeError: number;
}

/**
 * Quantises a row-major matrix.
 * @param weights [rows, columns]
 */
export function quantiseInt4(weights: Float32Array, rows: number, columns: number): Quantised {
  const blocks = Math.ceil(columns / BLOCK);
  const nibbles = new Uint8Array(rows * blocks * (BLOCK / 2)).fill(0x88);
  const scales = new Float32Array(rows * blocks);
  let error = 0;
  let power = 0;
  for (let row = 0; row < rows; row++) {
    for (let block = 0; block < blocks; block++) {
      const start = row * columns + block * BLOCK;
      const values = weights.subarray(start, Math.min(start + BLOCK, (row + 1) * columns));
      const best = bestScale(values);
      const index = row * blocks + block;
      scales[index] = best.scale;
      error += best.error;
      for (let i = 0; i < values.length; i++) {
        const value = values[i] ?? 0;
        power += value * value;
        const nibble = quantum(value, best.scale) + 8;
        const at = index * (BLOCK / 2) + (i >> 1);
        const byte = nibbles[at] ?? 0;
        nibbles[at] = i & 1 ? (byte & 0x0f) | (nibble << 4) : (byte & 0xf0) | nibble;
      }
    }
  }
  return { nibbles, scales, relativeError: power === 0 ? 0 : Math.sqrt(error / power) };
}

/** The scale whose grid {-8..7} × scale comes nearest to a block, by squared error. */
function bestScale(values: Float32Array): { scale: number; error: number } {
  let extreme = 0;
  for (const value of values) if (Math.abs(value) > Math.abs(extreme)) extreme = value;
  if (extreme === 0) return { scale: 0, error: 0 };
  let best = { scale: 0, error: Number.POSITIVE_INFINITY };
  const consider = (candidate: number) => {
    const scale = roundToHalf(candidate);
    if (scale === 0 || !Number.isFinite(scale)) return;
    const error = squaredError(values, scale);
    if (error < best.error) best = { scale, error };
  };
  // The extreme at either end of the grid (-8 is one step further out than 7), and ranges that
  // clip it a little in favour of the rest.
  for (const steps of [-8, 7, -7]) {
    consider(extreme / steps);
    for (let shrink = 0.6; shrink < 1; shrink += 0.05) consider((extreme * shrink) / steps);
  }
  if (best.scale !== 0) consider(leastSquares(values, best.scale));
  return best;
}

function quantum(value: number, scale: number): number {
  return scale === 0 ? 0 : Math.max(-8, Math.min(7, Math.round(value / scale)));
}

function squaredError(values: Float32Array, scale: number): number {
  let sum = 0;
  for (const value of values) sum += (value - quantum(value, scale) * scale) ** 2;
  return sum;
}

/** With the nibbles held, the scale that fits them best. */
function leastSquares(values: Float32Array, scale: number): number {
  let product = 0;
  let square = 0;
  for (const value of values) {
    const q = quantum(value, scale);
    product += value * q;
    square += q * q;
  }
  return square === 0 ? scale : product / square;
}
