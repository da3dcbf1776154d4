/** Rows of the token table as `embeddings.bin` holds them (read by `src/worker/embeddings.ts`). */
import { embeddingRowBytes } from '../../../src/worker/embeddings';
import type { Refusal } from './quantise';

/** Added and taken away again, it rounds a double below 2^51 to an integer. */
const ROUNDER = 1.5 * 2 ** 52;

/**
 * @param table [rows, columns], row-major
 * @param scale multiplied in, in float32
 */
export function embeddingRows(
  table: Float32Array,
  rows: number,
  columns: number,
  scale: number,
  bits: 8 | 32,
): Uint8Array<ArrayBuffer> | Refusal {
  const factor = Math.fround(scale);
  const stride = embeddingRowBytes(columns, bits);
  const out = new Uint8Array(rows * stride);
  const view = new DataView(out.buffer);
  const signed = new Int8Array(out.buffer);
  const floats = bits === 32 ? new Float32Array(out.buffer) : undefined;
  const scaled = new Float32Array(columns);
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    let extreme = 0;
    let sum = 0;
    for (let i = 0; i < columns; i++) {
      scaled[i] = (table[from + i] ?? 0) * factor;
      const size = Math.abs(scaled[i] ?? 0);
      sum += size;
      if (size > extreme) extreme = size;
    }
    if (!(sum < Number.POSITIVE_INFINITY))
      return {
        at: from + scaled.findIndex((value) => !Number.isFinite(value)),
        why: 'is not finite',
      };
    if (floats) {
      floats.set(scaled, from);
      continue;
    }
    const rowScale = Math.fround(extreme / 127);
    const start = row * stride;
    const inverse = rowScale === 0 ? 0 : 1 / rowScale;
    for (let i = 0; i < columns; i++) {
      let q = (scaled[i] ?? 0) * inverse + ROUNDER - ROUNDER;
      // Subnormal scales are coarse: the quotient may pass 127.
      if (q > 127) q = 127;
      if (q < -127) q = -127;
      signed[start + i] = q;
    }
    view.setFloat32(start + columns, rowScale, true);
  }
  return out;
}
