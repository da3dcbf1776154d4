import { describe, expect, it } from 'vitest';
import { cutPatches, patchOrder, positionMix } from './patches';

describe('patchOrder', () => {
  it('puts those that become one token next to each other', () => {
    const { y, x } = patchOrder(2, 4, 2);
    expect(y).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
    expect(x).toEqual([0, 1, 0, 1, 2, 3, 2, 3]);
  });
});

describe('cutPatches', () => {
  it('keeps channels apart and repeats a still image for each frame', () => {
    // Two channels of 2 × 4 pixels, numbered.
    const pixels = Float32Array.from({ length: 16 }, (_, i) => i);
    const { values, gridHeight, gridWidth } = cutPatches(pixels, 2, 4, {
      patchSize: 2,
      temporalPatch: 2,
      channels: 2,
      merge: 1,
    });
    expect([gridHeight, gridWidth]).toEqual([1, 2]);
    const first = [0, 1, 4, 5];
    const second = [8, 9, 12, 13];
    expect([...values.subarray(0, 16)]).toEqual([...first, ...first, ...second, ...second]);
    expect([...values.subarray(16, 20)]).toEqual([2, 3, 6, 7]);
  });

  it('refuses sizes that do not divide', () => {
    const sizes = { patchSize: 2, temporalPatch: 1, channels: 1, merge: 2 };
    expect(() => cutPatches(new Float32Array(4 * 6), 4, 6, sizes)).toThrow('4 × 6 cannot be cut');
    expect(() => cutPatches(new Float32Array(15), 4, 4, sizes)).toThrow(RangeError);
  });
});

describe('positionMix', () => {
  it("takes each patch's own row where the grid is the table's", () => {
    const { rows, weights, corners } = positionMix(2, 2, 1, 2);
    expect({ rows, weights: [...weights], corners }).toEqual({
      rows: [0, 1, 2, 3],
      weights: [1, 1, 1, 1],
      corners: 1,
    });
  });

  it('stretches the table over the grid, corner on corner, and mixes to one', () => {
    const side = 5;
    const { rows, weights, corners } = positionMix(3, 4, 1, side);
    expect(corners).toBe(4);
    // A table that holds its own coordinates must give back where each patch lies in it.
    const at = (patch: number, part: (row: number) => number) =>
      [0, 1, 2, 3].reduce(
        (sum, k) => sum + (weights[patch * 4 + k] ?? 0) * part(rows[patch * 4 + k] ?? 0),
        0,
      );
    for (let y = 0; y < 3; y++)
      for (let x = 0; x < 4; x++) {
        const patch = y * 4 + x;
        expect(at(patch, (row) => Math.floor(row / side))).toBeCloseTo((y * 4) / 2, 5);
        expect(at(patch, (row) => row % side)).toBeCloseTo((x * 4) / 3, 5);
        expect(at(patch, () => 1)).toBeCloseTo(1, 6);
      }
  });

  it('puts a single row or column at the beginning', () => {
    const { rows, weights } = positionMix(1, 1, 1, 4);
    expect(rows[0]).toBe(0);
    expect([...weights]).toEqual([1, 0, 0, 0]);
  });
});
