import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHalfBits, roundToHalf, toHalfBits } from './half';

describe('halves', () => {
  it('come back from their own numbers, all of them', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = fromHalfBits(bits);
      if (Number.isNaN(value)) expect(fromHalfBits(toHalfBits(value))).toBeNaN();
      else if (bits !== 0x8000) expect(toHalfBits(value)).toBe(bits);
    }
  });

  it('are the nearest ones', () => {
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const bits = toHalfBits(value);
        const error = Math.abs(fromHalfBits(bits) - value);
        for (const other of [bits - 1, bits + 1]) {
          const near = fromHalfBits(other & 0xffff);
          if (Number.isFinite(near)) expect(error).toBeLessThanOrEqual(Math.abs(near - value));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('round ties to even and overflow to infinity', () => {
    expect(roundToHalf(2049)).toBe(2048);
    expect(roundToHalf(2051)).toBe(2052);
    expect(roundToHalf(65519)).toBe(65504);
    expect(roundToHalf(65520)).toBe(Number.POSITIVE_INFINITY);
    expect(roundToHalf(2 ** -25)).toBe(0);
    expect(roundToHalf(2 ** -24)).toBe(2 ** -24);
  });
});
