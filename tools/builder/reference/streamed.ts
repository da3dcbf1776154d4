/** Weights for the reference decoder that are read as they are needed, whatever a checkpoint's size. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { GuardBuild, Precision } from '../../../src/core/guard-build';
import type { Checkpoint } from '../checkpoint/checkpoint';
import { DTYPE_BYTES } from '../checkpoint/dtype';
import { BuildError } from '../errors';
import type { DecoderShape } from '../families/shape';
import type { Place } from '../output';
import type { StoredLinear } from '../tensors';
import type { ReferenceWeights } from './decoder';
import type { ProductPool } from './pool';
import { BLOCK, type FloatBytes, type StoredMatrix } from './slabs';
import { WholeWeights } from './whole';

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

export interface WrittenBuild {
  readonly folder: string;
  /** Matrices by their names in the checkpoint. */
  readonly linears: ReadonlyMap<string, StoredLinear>;
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
    return this.pool.product(this.matrix(name), x, count, rows, columns);
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

  private matrix(name: string): StoredMatrix {
    const linear = this.build.linears.get(name);
    if (!linear) throw new BuildError(`${this.build.folder}: the build has no ${name}`);
    if (linear.kind === 'dense') {
      const [columns = 0, rows = 0] = linear.stored.shape;
      const read = this.floats(name, linear.stored.places);
      return {
        rows,
        columns,
        transposed: true,
        read: async (begin, end) => ({
          kind: 'floats',
          ...(await read(begin * rows, end * rows)),
        }),
      };
    }
    const { rows, bits, quants } = linear;
    const blocks = Math.ceil(linear.columns / BLOCK);
    const readScales = this.floats(name, linear.scales);
    const rowBytes = (blocks * BLOCK * bits) / 8;
    return {
      rows,
      columns: blocks * BLOCK,
      transposed: false,
      read: async (begin, end) => ({
        kind: 'blocks',
        bits,
        quants: await this.bytes(quants, begin * rowBytes, end * rowBytes),
        scales: await readScales(begin * blocks, end * blocks),
      }),
    };
  }

  /** A reader of the numbers [begin, end) of a tensor. */
  private floats(name: string, places: Partial<Record<Precision, Place>>) {
    const [place, dtype] = places.f32 ? [places.f32, 'F32' as const] : [places.f16, 'F16' as const];
    if (!place) throw new BuildError(`${this.build.folder}: ${name} is in no precision`);
    const size = DTYPE_BYTES[dtype];
    return async (begin: number, end: number): Promise<FloatBytes> => ({
      bytes: await this.bytes(place, begin * size, end * size),
      dtype,
    });
  }

  /** See `GuardBuild.embeddings` for the layout. */
  private async embedding(token: number): Promise<Float64Array> {
    const { path, rows, columns, bits } = this.build.embeddings;
    const length = bits === 8 ? columns + 4 : columns * 4;
    const table = { file: path, offset: 0, length: rows * length };
    const bytes = await this.bytes(table, token * length, (token + 1) * length);
    const view = new DataView(bytes.buffer);
    const scale = bits === 8 ? view.getFloat32(columns, true) : 1;
    return Float64Array.from({ length: columns }, (_, i) =>
      bits === 8 ? Math.fround(view.getInt8(i) * scale) : view.getFloat32(i * 4, true),
    );
  }

  /** Bytes [begin, end) of a place in one of the build's files. */
  private async bytes(
    { file, offset, length }: Place,
    begin: number,
    end: number,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(end - begin);
    const handle = await open(join(this.build.folder, file), 'r');
    try {
      for (let done = 0; done < bytes.length; ) {
        const at = offset + begin + done;
        const { bytesRead } = await handle.read(bytes, done, bytes.length - done, at);
        if (bytesRead === 0 || end > length) throw new BuildError(`${file}: is cut short`);
        done += bytesRead;
      }
    } finally {
      await handle.close();
    }
    return bytes;
  }
}
