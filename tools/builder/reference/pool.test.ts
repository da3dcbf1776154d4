import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHalfBits } from '../../../src/core/half';
import type { Dtype } from '../checkpoint/dtype';
import { BuildError } from '../errors';
import { multiplyTransposed } from './decoder';
import { ProductPool } from './pool';
import type { StoredMatrix } from './slabs';

const COUNT = 3;
const ROWS = 70;
const COLUMNS = 96;

let pool: ProductPool;

beforeAll(() => {
  // Several slabs a matrix, the last of them a remnant.
  pool = new ProductPool({ threads: 2, slabValues: 1000 });
});

afterAll(async () => {
  await pool.close();
});

/** Numbers that every format holds exactly, in no simple order. */
const values = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => (((i * 37) % 31) - 15) / 16);

const x = Float64Array.from(values(COUNT * COLUMNS));
const matrix = values(ROWS * COLUMNS);
const expected = multiplyTransposed(x, Float64Array.from(matrix), COUNT, ROWS, COLUMNS);

const bfloat = (value: number): number => {
  const bits = new Uint32Array(Float32Array.of(value).buffer);
  return (bits[0] ?? 0) >>> 16;
};

/** Rows and columns filled up with zeros. */
const filled = (rows: number, columns: number): number[] =>
  Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.floor(i / columns);
    const column = i % columns;
    return row < ROWS && column < COLUMNS ? (matrix[row * COLUMNS + column] ?? 0) : 0;
  });

/** A matrix that lies in memory. */
function matrixOf(
  rows: number,
  columns: number,
  read: StoredMatrix['read'],
  transposed = false,
): StoredMatrix {
  return { rows, columns, transposed, read };
}

/** The lines [begin, end), each of `length` numbers, as bytes of their own. */
const lines = (
  array: Uint8Array | Uint16Array | Float32Array,
  begin: number,
  end: number,
  length: number,
): Uint8Array<ArrayBuffer> =>
  new Uint8Array(array.slice(begin * length, end * length).buffer as ArrayBuffer);

const floats = (array: Uint16Array | Float32Array, dtype: Dtype, length: number) =>
  (async (begin: number, end: number) => ({
    kind: 'floats',
    bytes: lines(array, begin, end, length),
    dtype,
  })) satisfies StoredMatrix['read'];

const transposedFull = (rows: number, columns: number): Float32Array => {
  const full = filled(rows, columns);
  return Float32Array.from(full, (_, i) => full[(i % rows) * columns + Math.floor(i / rows)] ?? 0);
};

/** Scales of 1/16 and 1/32 by turns. */
const scaleOf = (block: number) => (block % 2 === 0 ? 1 / 16 : 1 / 32);

const stored: Readonly<Record<string, StoredMatrix>> = {
  'rows of bfloat16': matrixOf(
    ROWS,
    COLUMNS,
    floats(Uint16Array.from(matrix, bfloat), 'BF16', COLUMNS),
  ),
  'rows of halves': matrixOf(
    ROWS,
    COLUMNS,
    floats(Uint16Array.from(matrix, toHalfBits), 'F16', COLUMNS),
  ),
  'rows of float32': matrixOf(ROWS, COLUMNS, floats(Float32Array.from(matrix), 'F32', COLUMNS)),
  'columns of float32, filled up': matrixOf(
    96,
    128,
    floats(transposedFull(96, 128), 'F32', 96),
    true,
  ),
  'blocks of bytes, filled up': matrixOf(96, 128, async (begin, end) => {
    const quants = filled(96, 128).map((v, i) => 128 + v / scaleOf(Math.floor(i / 32)));
    const scales = Float32Array.from({ length: 96 * 4 }, (_, block) => scaleOf(block));
    return {
      kind: 'blocks',
      bits: 8,
      quants: lines(Uint8Array.from(quants), begin, end, 128),
      scales: { bytes: lines(scales, begin, end, 4), dtype: 'F32' },
    };
  }),
};

describe('ProductPool', () => {
  it.each(Object.entries(stored))('multiplies by %s', async (_what, lying) => {
    expect(await pool.product(lying, x, COUNT, ROWS, COLUMNS)).toEqual(expected);
  });

  it('multiplies by blocks of nibbles, the low one first', async () => {
    const nibble = (i: number) => (i * 7 + Math.floor(i / 5)) % 16;
    const scale = (block: number) => ((block % 9) - 4) / 8;
    const count = ROWS * COLUMNS;
    const quants = Uint8Array.from(
      { length: count / 2 },
      (_, i) => nibble(2 * i) | (nibble(2 * i + 1) << 4),
    );
    const scales = Uint16Array.from({ length: count / 32 }, (_, i) => toHalfBits(scale(i)));
    const dequantised = Float64Array.from(
      { length: count },
      (_, i) => (nibble(i) - 8) * scale(Math.floor(i / 32)),
    );
    const lying = matrixOf(ROWS, COLUMNS, async (begin, end) => ({
      kind: 'blocks',
      bits: 4,
      quants: lines(quants, begin, end, COLUMNS / 2),
      scales: { bytes: lines(scales, begin, end, COLUMNS / 32), dtype: 'F16' },
    }));
    const result = await pool.product(lying, x, COUNT, ROWS, COLUMNS);
    expect(result).toEqual(multiplyTransposed(x, dequantised, COUNT, ROWS, COLUMNS));
  });

  it('fails as reading does', async () => {
    const read = floats(Float32Array.from(matrix), 'F32', COLUMNS);
    const lying = matrixOf(ROWS, COLUMNS, async (begin, end) => {
      if (begin > 30) throw new BuildError('weights.0: is cut short');
      return read(begin, end);
    });
    await expect(pool.product(lying, x, COUNT, ROWS, COLUMNS)).rejects.toThrow('is cut short');
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const stopped = new ProductPool({ threads: 1, signal: stop.signal, slabValues: 100 });
    const lying = matrixOf(ROWS, COLUMNS, floats(Float32Array.from(matrix), 'F32', COLUMNS));
    const product = stopped.product(lying, x, COUNT, ROWS, COLUMNS);
    stop.abort();
    await expect(product).rejects.toThrow('abort');
    await stopped.close();
  });
});
