import { describe, expect, it } from 'vitest';
import { type ImageFeatures, pack } from './packer';

const TEXT = { rotary: {}, imageAttention: 'causal' } as const;
const IMAGE = 99;

const image = (gridHeight: number, gridWidth: number): ImageFeatures => ({
  gridHeight,
  gridWidth,
  features: new Float32Array(0),
  deepstack: [],
});

/** One line a row of the bias: 1 where it lets a key through. */
const seen = (bias: Float32Array | undefined, rows: number) =>
  Array.from({ length: rows }, (_, row) => {
    const columns = (bias?.length ?? 0) / rows;
    const line = bias?.subarray(row * columns, (row + 1) * columns) ?? [];
    return Array.from(line, (value) => (value === 0 ? 1 : 0)).join('');
  });

describe('pack', () => {
  it('restarts positions, hides neighbours, and reads each last row', () => {
    const { tokens, positions, bias, localBias, rows } = pack(
      2,
      [{ tokens: [7, 8] }, { tokens: [9, 10, 11] }],
      TEXT,
    );
    expect(tokens).toEqual([7, 8, 9, 10, 11]);
    for (const axis of positions) expect(axis).toEqual([2, 3, 2, 3, 4]);
    expect(rows).toEqual([1, 4]);
    expect(seen(bias, 5)).toEqual(['1110000', '1111000', '1100100', '1100110', '1100111']);
    expect(localBias).toBeUndefined();
  });

  it('lets local layers see a window of the prefix and of the own text', () => {
    const { bias, localBias } = pack(3, [{ tokens: [1] }, { tokens: [2, 3, 4, 5] }], {
      ...TEXT,
      local: { window: 3, inverseFrequencies: [1] },
    });
    expect(seen(bias, 5)[4]).toBe('11101111');
    expect(seen(localBias, 5)).toEqual([
      '01110000',
      '01101000',
      '00101100',
      '00001110',
      '00000111',
    ]);
  });

  it('gives an image three axes, and goes on after the longer of its sides', () => {
    const { positions, spans } = pack(
      1,
      [{ tokens: [5, IMAGE, IMAGE, IMAGE, IMAGE, IMAGE, IMAGE, 6, 7], images: [image(2, 3)] }],
      { rotary: { axes: [0, 1, 2] }, imageAttention: 'causal' },
      { imageToken: IMAGE },
    );
    expect(positions[0]).toEqual([1, 2, 2, 2, 2, 2, 2, 5, 6]);
    expect(positions[1]).toEqual([1, 2, 2, 2, 3, 3, 3, 5, 6]);
    expect(positions[2]).toEqual([1, 2, 3, 4, 2, 3, 4, 5, 6]);
    expect(spans).toMatchObject([{ start: 1, end: 7 }]);
  });

  it('lets the tokens of an image see each other both ways, past any window', () => {
    const { positions, bias, localBias } = pack(
      1,
      [{ tokens: [5] }, { tokens: [5, IMAGE, IMAGE, IMAGE, 6], images: [image(1, 3)] }],
      { rotary: {}, imageAttention: 'both-ways', local: { window: 2, inverseFrequencies: [1] } },
      { imageToken: IMAGE },
    );
    expect(positions[1]).toEqual([1, 1, 2, 3, 4, 5]);
    expect(seen(bias, 6).slice(1)).toEqual(['1010000', '1011110', '1011110', '1011110', '1011111']);
    expect(seen(localBias, 6).slice(1)).toEqual([
      '1010000',
      '0011110',
      '0001110',
      '0001110',
      '0000011',
    ]);
  });

  it('refuses images and image tokens that do not fit each other', () => {
    const ask = (tokens: number[], images: ImageFeatures[]) => () =>
      pack(0, [{ tokens, images }], TEXT, { imageToken: IMAGE });
    expect(ask([1, IMAGE, IMAGE], [image(1, 3)])).toThrow('2 image tokens do not fit image 1');
    expect(ask([1, IMAGE, 2, IMAGE], [image(1, 1)])).toThrow('do not fit image 2');
    expect(ask([1, 2], [image(1, 1)])).toThrow('1 images, but 0 places');
  });
});
