import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK, type Quantised, quantiseInt4 } from './quantise';

/** What MatMulNBits makes of the nibbles. */
function dequantise({ nibbles, scales }: Quantised, rows: number, columns: number): number[] {
  const blocks = Math.ceil(columns / BLOCK);
  return Array.from({ length: rows * columns }, (_, index) => {
    const row = Math.floor(index / columns);
    const column = index % columns;
    const block = row * blocks + Math.floor(column / BLOCK);
    const byte = nibbles[block * 16 + ((column % BLOCK) >> 1)] ?? 0;
    const nibble = column & 1 ? byte >> 4 : byte & 15;
    return (nibble - 8) * (scales[block] ?? 0);
  });
}

/** Symmetric round-to-nearest with the usual scale, extreme / 7. */
function plainError(values: Float32Array, columns: number): number {
  let error = 0;
  for (let start = 0; start < values.length; start += columns)
    for (let at = 0; at < columns; at += BLOCK) {
      const block = values.subarray(start + at, start + Math.min(at + BLOCK, columns));
      const scale = block.reduce((max, x) => Math.max(max, Math.abs(x)), 0) / 7;
      for (const x of block)
        error +=
          scale === 0 ? 0 : (x - Math.max(-8, Math.min(7, Math.round(x / scale))) * scale) ** 2;
    }
  return error;
}

describe('quantiseInt4', () => {
  it('holds blocks of ± one value, and of small multiples, as they are', () => {
    const values = Float32Array.from({ length: 64 }, (_, i) =>
      i < 32 ? (i % 3) - 1 : i % 2 ? 2 : -0.5,
    );
    const quantised = quantiseInt4(values, 2, 32);
    dequantise(quantised, 2, 32).forEach((x, i) => {
      expect(x).toBeCloseTo(values[i] ?? 0, 3);
    });
    expect(quantised.relativeError).toBeLessThan(1e-3);
  });

  it('is never worse than plain rounding, for any width', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 100 }),
        fc.infiniteStream(fc.float({ min: -4, max: 4, noNaN: true })),
        (rows, columns, stream) => {
          const values = Float32Array.from(
            { length: rows * columns },
            () => stream.next().value ?? 0,
          );
          const back = dequantise(quantiseInt4(values, rows, columns), rows, columns);
          const error = back.reduce((sum, x, i) => sum + (x - (values[i] ?? 0)) ** 2, 0);
          // Scales are rounded to halves, which plain rounding here is spared.
          expect(error).toBeLessThanOrEqual(
            plainError(values, columns) * 1.01 + 1e-5 * rows * columns,
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it('holds a block of zeros', () => {
    const quantised = quantiseInt4(new Float32Array(40), 1, 40);
    expect(dequantise(quantised, 1, 40).every((x) => x === 0)).toBe(true);
    expect(quantised.relativeError).toBe(0);
  });
});
