import { describe, expect, it } from 'vitest';
import { sampleDifference, testPatches, visionSample } from './vision-test';

const SIZES = { patchSize: 4, temporalPatch: 2, channels: 3 };

describe('the pixels of the known answers', () => {
  it('are as many as the patches have, between -1 and 1, and spread over that', () => {
    const pixels = testPatches({ gridHeight: 4, gridWidth: 6, seed: 1 }, SIZES);
    expect(pixels).toHaveLength(24 * 96);
    expect(Math.min(...pixels)).toBeLessThan(-0.99);
    expect(Math.min(...pixels)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...pixels)).toBeGreaterThan(0.99);
    expect(Math.max(...pixels)).toBeLessThan(1);
    const { rms } = visionSample(pixels);
    // Of numbers spread evenly between -1 and 1.
    expect(rms).toBeCloseTo(Math.sqrt(1 / 3), 1);
  });

  it('are those of the formula that builds were made with', () => {
    const pixels = testPatches({ gridHeight: 2, gridWidth: 2, seed: 7 }, SIZES);
    // Worked out apart from this code, in Python with integers of 32 bits.
    expect([...pixels.slice(0, 4)]).toEqual(FROM_PYTHON);
    expect(testPatches({ gridHeight: 2, gridWidth: 2, seed: 7 }, SIZES)).toEqual(pixels);
    expect(testPatches({ gridHeight: 2, gridWidth: 2, seed: 8 }, SIZES)).not.toEqual(pixels);
  });
});

const FROM_PYTHON = [
  0.13634169101715088, 0.36544692516326904, -0.7107670307159424, 0.12454807758331299,
];

describe('a sample of an output', () => {
  it('holds its first sixteen numbers and sixteen from the middle', () => {
    const output = Float32Array.from({ length: 100 }, (_, i) => i);
    const { values, rms } = visionSample(output);
    expect(values).toEqual([...Array(16).keys(), ...Array.from({ length: 16 }, (_, i) => 50 + i)]);
    expect(rms).toBeCloseTo(Math.sqrt((99 * 100 * 199) / 6 / 100), 6);
  });

  it('is as far from another as the worst number, or as their size, in shares of that size', () => {
    const known = { values: [1, -1, 2, 0], rms: 2 };
    expect(sampleDifference(known, known)).toBe(0);
    expect(sampleDifference({ values: [1, -1, 2, 0.5], rms: 2 }, known)).toBe(0.25);
    expect(sampleDifference({ values: [1, -1, 2, 0], rms: 4 }, known)).toBe(1);
  });

  it('is infinitely far where a number is none, or there are others', () => {
    const known = { values: [1, 2], rms: 2 };
    for (const values of [[1], [1, Number.NaN], [1, Number.POSITIVE_INFINITY], [1, 2, 3]])
      expect(sampleDifference({ values, rms: 2 }, known)).toBe(Number.POSITIVE_INFINITY);
    expect(sampleDifference({ values: [1, 2], rms: Number.NaN }, known)).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});
