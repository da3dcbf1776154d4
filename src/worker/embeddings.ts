/** The token table on the processor's side, read by row: it never goes to the GPU. */

/** Gives the embeddings of tokens. */
export interface EmbeddingTable {
  readonly rows: number;
  readonly columns: number;
  /** Writes the embedding of `token` to `out` from `offset` on. @throws RangeError outside the table. */
  read(token: number, out: Float32Array, offset: number): void;
}

/** Bytes of one row: a signed byte a column, then the row's float32 scale. */
export const embeddingRowBytes = (columns: number): number => columns + 4;

/** A table held in memory, as small builds allow. */
export class MemoryEmbeddingTable implements EmbeddingTable {
  private readonly values: Int8Array;
  private readonly view: DataView;

  /** @throws RangeError when the bytes are not rows × columns. */
  constructor(
    bytes: ArrayBuffer,
    readonly rows: number,
    readonly columns: number,
  ) {
    if (bytes.byteLength !== rows * embeddingRowBytes(columns))
      throw new RangeError(
        `the token table has ${bytes.byteLength} bytes, expected ${rows * embeddingRowBytes(columns)}`,
      );
    this.values = new Int8Array(bytes);
    this.view = new DataView(bytes);
  }

  read(token: number, out: Float32Array, offset: number): void {
    if (!(token >= 0 && token < this.rows)) throw new RangeError(`no token ${token} in the table`);
    const start = token * embeddingRowBytes(this.columns);
    const scale = this.view.getFloat32(start + this.columns, true);
    for (let i = 0; i < this.columns; i++) out[offset + i] = (this.values[start + i] ?? 0) * scale;
  }
}
