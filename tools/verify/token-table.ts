/** The token table, read by row from its file: it may be larger than memory. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { GuardBuild } from '../../src/core/guard-build';
import {
  type EmbeddingTable,
  embeddingRowBytes,
  readEmbeddingRow,
} from '../../src/worker/embeddings';

export class FileEmbeddingTable implements EmbeddingTable {
  private readonly handle: number;
  private readonly row: Buffer;
  private readonly view: DataView;
  readonly rows: number;
  readonly columns: number;

  constructor(
    file: string,
    private readonly info: GuardBuild['embeddings'],
  ) {
    this.rows = info.rows;
    this.columns = info.columns;
    this.row = Buffer.alloc(embeddingRowBytes(info.columns, info.bits));
    this.view = new DataView(this.row.buffer, this.row.byteOffset, this.row.length);
    this.handle = openSync(file, 'r');
  }

  read(token: number, out: Float32Array, offset: number): void {
    const { row, columns } = this;
    if (!(token >= 0 && token < this.rows)) throw new RangeError(`no token ${token} in the table`);
    const got = readSync(this.handle, row, 0, row.length, token * row.length);
    if (got !== row.length) throw new RangeError(`the token table ends before token ${token}`);
    readEmbeddingRow(this.view, 0, columns, this.info.bits, out, offset);
  }

  close(): void {
    closeSync(this.handle);
  }
}
