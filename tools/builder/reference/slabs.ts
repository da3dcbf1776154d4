/**
 * Matrices as they lie in files, read slab by slab. A slab is what a worker holds at once, so memory
 * does not grow with the matrix. Where the cuts are depends on the matrix alone: the same sums in the
 * same order, however many workers share them.
 */
import { type Dtype, toFloat32 } from '../checkpoint/dtype';

/** A matrix [rows, columns]. */
export interface StoredMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Whether it lies as [columns, rows], the way `MatMul` takes a matrix from the right. */
  readonly transposed: boolean;
  /** The lines [begin, end) of what lies there: rows, or columns of a transposed matrix. */
  read(begin: number, end: number): Promise<SlabBytes>;
}

/** Floating-point numbers, little-endian. */
export interface FloatBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly dtype: Dtype;
}

export type SlabBytes =
  | ({ readonly kind: 'floats' } & FloatBytes)
  /** MatMulNBits: [rows, columns / 32, 32 · bits / 8], the low nibble first; a scale a block. */
  | {
      readonly kind: 'blocks';
      readonly bits: 4 | 8;
      readonly quants: Uint8Array<ArrayBuffer>;
      readonly scales: FloatBytes;
    };

/** Where a part of a matrix begins and how large it is. */
export interface Slab {
  readonly row: number;
  readonly rows: number;
  /** Slabs of the same rows add up. */
  readonly column: number;
  readonly columns: number;
}

export const BLOCK = 32;

/** Numbers in a slab: 8 MiB as float32. */
export const SLAB_VALUES = 2 * 1024 * 1024;

/** The slabs of a matrix, in the order in which they are to be added up. */
export function cut({ rows, columns, transposed }: StoredMatrix, slabValues: number): Slab[] {
  const lines = transposed ? columns : rows;
  const step = Math.max(1, Math.floor(slabValues / (transposed ? rows : columns)));
  return Array.from({ length: Math.ceil(lines / step) }, (_, index) => {
    const begin = index * step;
    const size = Math.min(step, lines - begin);
    return transposed
      ? { row: 0, rows, column: begin, columns: size }
      : { row: begin, rows: size, column: 0, columns };
  });
}

export const readSlab = (matrix: StoredMatrix, slab: Slab): Promise<SlabBytes> =>
  matrix.transposed
    ? matrix.read(slab.column, slab.column + slab.columns)
    : matrix.read(slab.row, slab.row + slab.rows);

/** The numbers of a slab, in the order in which they lie. */
export function slabValues(slab: SlabBytes): Float32Array {
  if (slab.kind === 'floats') return toFloat32(slab.bytes, slab.dtype);
  const scales = toFloat32(slab.scales.bytes, slab.scales.dtype);
  return slab.bits === 8 ? fromBytes(slab.quants, scales) : fromNibbles(slab.quants, scales);
}

function fromBytes(quants: Uint8Array, scales: Float32Array): Float32Array {
  const out = new Float32Array(quants.length);
  for (let i = 0; i < out.length; i++) out[i] = ((quants[i] ?? 0) - 128) * (scales[i >> 5] ?? 0);
  return out;
}

function fromNibbles(quants: Uint8Array, scales: Float32Array): Float32Array {
  const out = new Float32Array(quants.length * 2);
  for (let i = 0; i < quants.length; i++) {
    const byte = quants[i] ?? 0;
    const scale = scales[i >> 4] ?? 0;
    out[2 * i] = ((byte & 15) - 8) * scale;
    out[2 * i + 1] = ((byte >> 4) - 8) * scale;
  }
  return out;
}
