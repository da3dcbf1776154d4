/** The token table: one quantised row a token (see `src/worker/embeddings.ts`, which reads it). */
import { embeddingRowBytes } from '../../src/worker/embeddings';

/**
 * Signed bytes with one scale a row.
 * @param table [rows, columns], row-major
 */
export function quantiseEmbeddings(table: Float32Array, rows: number, columns: number): Uint8Array {
  const stride = embeddingRowBytes(columns);
  const out = new Uint8Array(rows * stride);
  const view = new DataView(out.buffer);
  for (let row = 0; row < rows; row++) {
    const values = table.subarray(row * columns, (row + 1) * columns);
    let extreme = 0;
    for (const value of values) extreme = Math.max(extreme, Math.abs(value));
    const scale = Math.fround(extreme / 127);
    const start = row * stride;
    values.forEach((value, i) => {
      view.setInt8(start + i, scale === 0 ? 0 : Math.round(value / scale));
    });
    view.setFloat32(start + columns, scale, true);
  }
  return out;
}
