/** Weights for the reference decoder that are read as they are needed, whatever a checkpoint's size. */
import type { GuardBuild } from '../../../src/core/guard-build';
import type { Checkpoint } from '../checkpoint/checkpoint';
import type { DecoderShape } from '../families/shape';
import type { ReferenceWeights } from './decoder';
import type { ProductPool } from './pool';
import type { StoredMatrix } from './slabs';
import { WholeWeights } from './whole';
import { type WrittenFiles, writtenBytes, writtenMatrix } from './written';

/** A checkpoint's own weights, unquantised, multiplied in threads. */
export class CheckpointWeights extends WholeWeights {
  constructor(
    checkpoint: Checkpoint,
    shape: DecoderShape,
    private readonly pool: ProductPool,
  ) {
    super(checkpoint, shape);
  }

  override product(name: string, x: Float64Array, count: number, rows: number, columns: number) {
    const matrix: StoredMatrix = {
      rows,
      columns,
      transposed: false,
      read: async (begin, end) => ({
        kind: 'floats',
        ...(await this.checkpoint.rows(name, [rows, columns], begin, end)),
      }),
    };
    return this.pool.product(matrix, x, count, rows, columns);
  }
}

export interface WrittenBuild extends WrittenFiles {
  readonly embeddings: GuardBuild['embeddings'];
}

/**
 * A build's weights, read back from the very files that were written: what comes out is what a
 * device has to give. Norms and the head, which no build quantises, are the checkpoint's.
 */
export class BuiltWeights implements ReferenceWeights {
  constructor(
    private readonly build: WrittenBuild,
    private readonly checkpoint: CheckpointWeights,
    private readonly pool: ProductPool,
  ) {}

  product(name: string, x: Float64Array, count: number, rows: number, columns: number) {
    return this.pool.product(writtenMatrix(this.build, name), x, count, rows, columns);
  }

  vector(name: string, size: number) {
    return this.checkpoint.vector(name, size);
  }

  async embeddings(ids: readonly number[]) {
    const { columns } = this.build.embeddings;
    const rows = new Float64Array(ids.length * columns);
    for (const [index, id] of ids.entries()) rows.set(await this.embedding(id), index * columns);
    return rows;
  }

  head(ids: readonly number[]) {
    return this.checkpoint.head(ids);
  }

  /** See `GuardBuild.embeddings` for the layout. */
  private async embedding(token: number): Promise<Float64Array> {
    const { path, rows, columns, bits } = this.build.embeddings;
    const length = bits === 8 ? columns + 4 : columns * 4;
    const table = { file: path, offset: 0, length: rows * length };
    const { folder } = this.build;
    const bytes = await writtenBytes(folder, table, token * length, (token + 1) * length);
    const view = new DataView(bytes.buffer);
    const scale = bits === 8 ? view.getFloat32(columns, true) : 1;
    return Float64Array.from({ length: columns }, (_, i) =>
      bits === 8 ? Math.fround(view.getInt8(i) * scale) : view.getFloat32(i * 4, true),
    );
  }
}
