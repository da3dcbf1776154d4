import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHalfBits, roundToHalf } from '../../../src/core/half';
import { gaussian } from '../checkpoint/fixture';
import { quantiseBlock } from './block';
import { BLOCK, type Quantised, quantise } from './quantise';

function quantised(...from: Parameters<typeof quantise>): Quantised {
  const done = quantise(...from);
  if ('why' in done) throw new Error(`the value at ${done.at} ${done.why}`);
  return done;
}

/** What MatMulNBits makes of the quanta: [rows, columns]. */
function dequantised({ quants, scales }: Quantised, rows: number, columns: number, bits: 4 | 8) {
  const blocks = Math.ceil(columns / BLOCK);
  return Array.from({ length: rows * columns }, (_, index) => {
    const block = Math.floor(index / columns) * blocks + Math.floor((index % columns) / BLOCK);
    const at = block * BLOCK + ((index % columns) % BLOCK);
    const q =
      bits === 8 ? (quants[at] ?? 0) - 128 : (((quants[at >> 1] ?? 0) >> ((at & 1) * 4)) & 15) - 8;
    return q * fromHalfBits(scales[block] ?? 0);
  });
}

const squaredError = (got: readonly number[], wanted: Float32Array): number =>
  got.reduce((sum, x, i) => sum + (x - (wanted[i] ?? 0)) ** 2, 0);

/** Round-to-nearest with a block's extreme at the longer end of the grid, written for reading. */
function plainError(values: Float32Array, columns: number, bits: 4 | 8): number {
  const half = 2 ** (bits - 1);
  let error = 0;
  for (let start = 0; start < values.length; start += columns)
    for (let at = 0; at < columns; at += BLOCK) {
      const block = values.subarray(start + at, start + Math.min(at + BLOCK, columns));
      const extreme = block.reduce((max, x) => (Math.abs(x) > Math.abs(max) ? x : max), 0);
      const scale = roundToHalf(extreme / -half);
      for (const x of block) {
        const q = scale === 0 ? 0 : Math.max(-half, Math.min(half - 1, Math.round(x / scale)));
        error += (x - q * scale) ** 2;
      }
    }
  return error;
}

const anyMatrix = fc.record({
  rows: fc.integer({ min: 1, max: 3 }),
  columns: fc.integer({ min: 1, max: 100 }),
  bits: fc.constantFrom(4 as const, 8 as const),
  /** From subnormal halves to large weights. */
  magnitude: fc.integer({ min: -30, max: 12 }),
  seed: fc.integer({ min: 1 }),
});

describe('quantise', () => {
  it('is never worse than plain rounding, and knows its own error', () => {
    fc.assert(
      fc.property(anyMatrix, ({ rows, columns, bits, magnitude, seed }) => {
        const values = gaussian(rows * columns, seed, 2 ** magnitude);
        const done = quantised(values, rows, columns, bits);
        const error = squaredError(dequantised(done, rows, columns, bits), values);
        const plain = plainError(values, columns, bits);
        // The sums are made in float32.
        expect(Math.abs(done.error - error)).toBeLessThanOrEqual(1e-6 * done.power);
        expect(Math.abs(done.plainError - plain)).toBeLessThanOrEqual(1e-6 * done.power);
        expect(done.error).toBeLessThanOrEqual(done.plainError);
        expect(done.scales.every((bits) => (bits & 0x7c00) !== 0x7c00)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('takes a tenth of the variance of plain rounding off normal weights', () => {
    const values = gaussian(256 * 1024, 5);
    const { error, power, plainError } = quantised(values, 256, 1024, 4);
    expect(Math.sqrt(error / power)).toBeLessThan(0.0815);
    expect(error / plainError).toBeLessThan(0.9);
  });

  it('does in vectors what it does in plain arithmetic', () => {
    fc.assert(
      fc.property(anyMatrix, ({ bits, magnitude, seed }) => {
        const values = gaussian(BLOCK, seed, 2 ** magnitude);
        const fast = quantised(values, 1, BLOCK, bits);
        const plain = quantiseBlock(values, bits);
        // Values in the midst of two quanta may go either way; so may two scales that take as much
        // off as floats can tell, and what rounding to their grids takes off besides is another.
        const either = 1e-5 * plain.power + (bits === 4 ? 0.02 * plain.error : 0);
        expect(Math.abs(fast.error - plain.error)).toBeLessThanOrEqual(either);
        expect(Math.abs(fast.power - plain.power)).toBeLessThanOrEqual(1e-6 * plain.power);
      }),
      {
        numRuns: 300,
        // Two such scales, of one block in sixty thousand.
        examples: [[{ rows: 1, columns: 1, bits: 4, magnitude: 0, seed: 831192997 }]],
      },
    );
  });

  it('comes near the best of many scales', () => {
    const values = gaussian(64 * BLOCK, 11);
    let best = 0;
    for (let start = 0; start < values.length; start += BLOCK) {
      const block = values.subarray(start, start + BLOCK);
      const extreme = Math.max(...block.map(Math.abs));
      let least = Infinity;
      for (let step = -12; step <= 12; step += 0.01) {
        const scale = roundToHalf(extreme / step);
        if (!Number.isFinite(scale) || Math.abs(step) < 5) continue;
        const error = block.reduce(
          (sum, x) => sum + (x - Math.max(-8, Math.min(7, Math.round(x / scale))) * scale) ** 2,
          0,
        );
        least = Math.min(least, error);
      }
      best += least;
    }
    expect(quantised(values, 64, BLOCK, 4).error).toBeLessThan(best * 1.02);
  });

  it.each([4, 8] as const)('holds multiples of a half as they are, at %i bits', (bits) => {
    const values = Float32Array.from(
      { length: 64 },
      (_, i) => ((i % 15) - 8) * (i < 32 ? 0.25 : 2),
    );
    const done = quantised(values, 2, 32, bits);
    expect(dequantised(done, 2, 32, bits)).toEqual([...values]);
    expect(done.error).toBe(0);
    expect(done.worst).toEqual([]);
  });

  it('holds zeros, and what is too small for any half', () => {
    const done = quantised(new Float32Array(40), 1, 40, 4);
    expect(dequantised(done, 1, 40, 4).every((x) => x === 0)).toBe(true);
    const tiny = new Float32Array(32).fill(1e-12);
    expect(dequantised(quantised(tiny, 1, 32, 4), 1, 32, 4).every((x) => x === 0)).toBe(true);
  });

  it('pads rows with zeros', () => {
    const values = gaussian(2 * 40, 3);
    const narrow = dequantised(quantised(values, 2, 40, 4), 2, 40, 4);
    const wide = dequantised(quantised(values, 2, 40, 4, 96), 2, 96, 4);
    expect(wide.filter((_, i) => i % 96 < 40)).toEqual(narrow);
    expect(wide.filter((x, i) => i % 96 >= 40 && x !== 0)).toEqual([]);
  });

  it('names the worst blocks, worst first', () => {
    const values = new Float32Array(4 * 64).fill(1);
    // Far beyond the grid of their neighbours: those are lost.
    values[64 * 2 + 32] = 40;
    values[64 * 3] = 20;
    const { worst } = quantised(values, 4, 64, 4);
    expect(worst.map(({ row, block }) => [row, block])).toEqual([
      [3, 0],
      [2, 1],
    ]);
    expect(worst[0]?.relativeError).toBeGreaterThan(worst[1]?.relativeError ?? 1);
  });

  it.each([
    [Number.NaN, 'is not finite'],
    [Number.NEGATIVE_INFINITY, 'is not finite'],
    [-1e6, 'is too large for a scale of half precision'],
  ])('refuses %d', (value, why) => {
    const values = gaussian(3 * 50, 9);
    values[77] = value;
    expect(quantise(values, 3, 50, 4)).toEqual({ at: 77, why });
  });
});
