/** The token table on the processor's side, read by row: it never goes to the GPU. */

import type { GuardBuild } from '../core/guard-build';
import { GuardError } from './errors';
import type { RowSource } from './readers';

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

/** Bytes of rows that are kept: some 6,000 of a 4B's, far more than a page's words. */
const CACHE_BYTES = 16 * 1024 * 1024;

/**
 * A table on disk: rows are read as they are asked for, and the ones asked for last are kept. Rows
 * are read one by one: the ids of a text's tokens are seldom neighbours.
 */
export class DiskEmbeddingTable implements EmbeddingTable {
  readonly rows: number;
  readonly columns: number;
  private readonly bits: EmbeddingBits;
  private readonly rowBytes: number;
  private readonly kept: Uint8Array;
  private readonly view: DataView;
  private readonly slots: number;
  /** Place of each kept row in `kept`, the one asked for longest ago first. */
  private readonly slotOf = new Map<number, number>();
  /** Places taken so far, and those of them that hold nothing since a read failed. */
  private used = 0;
  private readonly spare: number[] = [];

  /** @throws GuardError `damaged` when the file is not rows × columns. */
  constructor(
    private readonly file: RowSource,
    { rows, columns, bits }: Omit<GuardBuild['embeddings'], 'path'>,
    cacheBytes = CACHE_BYTES,
  ) {
    this.rows = rows;
    this.columns = columns;
    this.bits = bits;
    this.rowBytes = embeddingRowBytes(columns, bits);
    const expected = rows * this.rowBytes;
    if (file.size !== expected)
      throw new GuardError(
        'damaged',
        `the token table has ${file.size} bytes, expected ${expected}`,
      );
    this.slots = Math.max(1, Math.min(rows, Math.floor(cacheBytes / this.rowBytes)));
    this.kept = new Uint8Array(this.slots * this.rowBytes);
    this.view = new DataView(this.kept.buffer);
  }

  /** @throws GuardError `missing` when the file cannot be read any more */
  read(token: number, out: Float32Array, offset: number): void {
    if (!(token >= 0 && token < this.rows)) throw new RangeError(`no token ${token} in the table`);
    const start = this.slot(token) * this.rowBytes;
    readEmbeddingRow(this.view, start, this.columns, this.bits, out, offset);
  }

  private slot(token: number): number {
    const known = this.slotOf.get(token);
    if (known !== undefined) {
      this.slotOf.delete(token);
      this.slotOf.set(token, known);
      return known;
    }
    const slot = this.freeSlot();
    const start = slot * this.rowBytes;
    try {
      this.file.readAt(this.kept.subarray(start, start + this.rowBytes), token * this.rowBytes);
    } catch (error) {
      this.spare.push(slot);
      throw error;
    }
    this.slotOf.set(token, slot);
    return slot;
  }

  private freeSlot(): number {
    const spare = this.spare.pop();
    if (spare !== undefined) return spare;
    if (this.used < this.slots) return this.used++;
    for (const [token, slot] of this.slotOf) {
      this.slotOf.delete(token);
      return slot;
    }
    throw new RangeError('no row of the token table can be kept');
  }
}
