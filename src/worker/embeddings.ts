/** The token table on the processor's side, read by row: it never goes to the GPU. */

import type { GuardBuild } from '../core/guard-build';

/** Gives the embeddings of tokens. */
export interface EmbeddingTable {
  readonly rows: number;
  readonly columns: number;
  /** Writes the embedding of `token` to `out` from `offset` on. @throws RangeError outside the table. */
  read(token: number, out: Float32Array, offset: number): void;
}

export type EmbeddingBits = GuardBuild['embeddings']['bits'];

/** Bytes of one row: a signed byte a column, then the row's float32 scale; or float32 alone. */
export const embeddingRowBytes = (columns: number, bits: EmbeddingBits): number =>
  bits === 8 ? columns + 4 : columns * 4;

/**
 * The values of one row.
 * @param start of the row in `view`
 */
export function readEmbeddingRow(
  view: DataView,
  start: number,
  columns: number,
  bits: EmbeddingBits,
  out: Float32Array,
  offset: number,
): void {
  if (bits === 32) {
    for (let i = 0; i < columns; i++) out[offset + i] = view.getFloat32(start + i * 4, true);
    return;
  }
  const scale = view.getFloat32(start + columns, true);
  for (let i = 0; i < columns; i++) out[offset + i] = view.getInt8(start + i) * scale;
}

/** A table held in memory, as small builds allow. */
export class MemoryEmbeddingTable implements EmbeddingTable {
  private readonly view: DataView;
  readonly rows: number;
  readonly columns: number;
  private readonly bits: EmbeddingBits;

  /** @throws RangeError when the bytes are not rows × columns. */
  constructor(bytes: ArrayBuffer, { rows, columns, bits }: Omit<GuardBuild['embeddings'], 'path'>) {
    const expected = rows * embeddingRowBytes(columns, bits);
    if (bytes.byteLength !== expected)
      throw new RangeError(`the token table has ${bytes.byteLength} bytes, expected ${expected}`);
    this.rows = rows;
    this.columns = columns;
    this.bits = bits;
    this.view = new DataView(bytes);
  }

  read(token: number, out: Float32Array, offset: number): void {
    if (!(token >= 0 && token < this.rows)) throw new RangeError(`no token ${token} in the table`);
    const start = token * embeddingRowBytes(this.columns, this.bits);
    readEmbeddingRow(this.view, start, this.columns, this.bits, out, offset);
  }
}
