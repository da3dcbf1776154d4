import { describe, expect, it } from 'vitest';
import { pack } from './packer';

describe('pack', () => {
  it('restarts positions, hides neighbours, and reads each last row', () => {
    const { tokens, positions, bias, rows } = pack(2, [
      [7, 8],
      [9, 10, 11],
    ]);
    expect(tokens).toEqual([7, 8, 9, 10, 11]);
    expect(positions).toEqual([2, 3, 2, 3, 4]);
    expect(rows).toEqual([1, 4]);
    const seen = Array.from({ length: 5 }, (_, row) =>
      Array.from(bias.subarray(row * 7, (row + 1) * 7), (b) => (b === 0 ? 1 : 0)).join(''),
    );
    expect(seen).toEqual(['1110000', '1111000', '1100100', '1100110', '1100111']);
  });
});
