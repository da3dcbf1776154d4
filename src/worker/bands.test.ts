import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastBands, oneBand, tokensOf } from './bands';
import { type ImageFeatures, type Packed, pack, type Sequence } from './packer';

const IMAGE = 99;

const lengths = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 24 });
const past = fc.integer({ min: 0, max: 80 });

const image = (gridHeight: number, gridWidth: number): ImageFeatures => ({
  gridHeight,
  gridWidth,
  features: new Float32Array(0),
  deepstack: [],
});

/** A text with an image of so many tokens in its midst, or with none. */
const sequence = fc
  .record({
    before: fc.integer({ min: 0, max: 12 }),
    grid: fc.option(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))),
    after: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ before, grid, after }): Sequence => {
    const tokens = (count: number, token: number) => Array.from({ length: count }, () => token);
    const [height, width] = grid ?? [0, 0];
    return {
      tokens: [...tokens(before, 1), ...tokens(height * width, IMAGE), ...tokens(after, 2)],
      ...(grid ? { images: [image(height, width)] } : {}),
    };
  });

const layout = fc.record({
  rotary: fc.constant({}),
  imageAttention: fc.constantFrom('causal' as const, 'both-ways' as const),
  local: fc.option(
    fc.record({
      window: fc.integer({ min: 1, max: 20 }),
      inverseFrequencies: fc.constant<number[]>([1]),
    }),
    { nil: undefined },
  ),
});

/** Each key that each token sees, as often as it does; keys of the prefix come first. */
function pairs(
  { bands, tokens }: Packed,
  bias: Float32Array | undefined,
  past: number,
): Float64Array {
  const { count, size } = bands;
  const columns = past + size;
  const at = tokensOf(bands);
  const found: number[] = [];
  bias?.forEach((value, i) => {
    if (value !== 0) return;
    const place = Math.floor(i / columns);
    const column = i % columns;
    const band = Math.floor(place / size);
    const key = column < past ? column : past + (at[band * size + column - past] ?? Number.NaN);
    found.push((at[place] ?? Number.NaN) * (past + tokens.length) + key);
  });
  if (bias) expect(bias).toHaveLength(count * size * columns);
  return Float64Array.from(found).sort();
}

describe('bands', () => {
  it('lets each token see exactly what it sees without them, each key once', () => {
    fc.assert(
      fc.property(
        past,
        fc.array(sequence, { minLength: 1, maxLength: 12 }),
        layout,
        (before, sequences, { local, ...rest }) => {
          const own = { ...rest, ...(local ? { local } : {}) };
          const [whole, banded] = [false, true].map((banded) =>
            pack(before, sequences, own, { imageToken: IMAGE, banded }),
          );
          if (!whole || !banded) throw new Error('nothing was packed');
          expect(whole.bands.count).toBe(1);
          const seen = pairs(banded, banded.bias, before);
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen).toEqual(pairs(whole, whole.bias, before));
          const seenNear = pairs(banded, banded.localBias, before);
          expect(seenNear).toEqual(pairs(whole, whole.localBias, before));
          expect(seenNear.length > 0).toBe(local !== undefined);
        },
      ),
    );
  });

  it('has one place for each token, and knows the token at each place', () => {
    fc.assert(
      fc.property(past, lengths, (before, own) => {
        const bands = leastBands(before, own);
        const { count, size, places } = bands;
        const tokens = tokensOf(bands);
        expect(tokens).toHaveLength(count * size);
        expect(places.map((place) => tokens[place])).toEqual(places.map((_, token) => token));
        expect(tokens.filter((token, place) => places[token] !== place).every((t) => t === 0)).toBe(
          true,
        );
      }),
    );
  });

  it('keeps texts whole, and takes no more work than one band does', () => {
    fc.assert(
      fc.property(past, lengths, (before, own) => {
        const { count, size, places } = leastBands(before, own);
        let start = 0;
        for (const length of own) {
          const bandOf = (token: number) => Math.floor((places[token] ?? -1) / size);
          expect(bandOf(start)).toBe(bandOf(start + length - 1));
          start += length;
        }
        expect(count * size * (before + size)).toBeLessThanOrEqual(start * (before + start));
      }),
    );
  });

  it('puts a text alone in one band of its size', () => {
    expect(leastBands(59, [33])).toEqual({ count: 1, size: 33, places: oneBand([33]).places });
  });

  it('leaves a run of twenty texts less than a quarter of its scores', () => {
    const own = [33, 20, 48, 33, 31, 12, 64, 40, 25, 33, 38, 29, 33, 17, 52, 33, 36, 41, 22, 20];
    const { count, size } = leastBands(59, own);
    expect({ count, size }).toEqual({ count: 12, size: 71 });
    expect(count * size * (59 + size)).toBeLessThan((660 * (59 + 660)) / 4);
  });

  it('puts texts of a few tokens together', () => {
    const { size } = leastBands(
      59,
      Array.from({ length: 100 }, () => 4),
    );
    expect(size).toBeGreaterThan(12);
  });
});
