import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussian } from '../checkpoint/fixture';
import type { DecoderShape } from '../families/shape';
import { ort } from '../ort';
import { banded, bandRows } from './bands';
import { GraphWriter } from './writer';

const MASKED = -6e4;

const example = fc.record({
  kvHeads: fc.integer({ min: 1, max: 3 }),
  group: fc.integer({ min: 1, max: 4 }),
  headDim: fc.constantFrom(4, 16, 20),
  past: fc.integer({ min: 0, max: 9 }),
  /** Of each token: its band, and how many tokens before it that it sees. */
  tokens: fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.nat(12)), {
    minLength: 1,
    maxLength: 24,
  }),
  seed: fc.nat(1e6),
});
type Example = typeof example extends fc.Arbitrary<infer T> ? T : never;

const int64 = (values: readonly number[], dims: readonly number[]) =>
  new ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims);

describe('attention by bands', () => {
  it('is attention, with any queries and any keys in a band', async () => {
    await fc.assert(
      fc.asyncProperty(example, async (given) => {
        const { found, expected } = await bothWays(given);
        expect(found).toHaveLength(expected.length);
        found.forEach((value, i) => {
          expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThan(1e-5);
        });
      }),
      { numRuns: 25 },
    );
  });
});

/** By the graph, and by the definition. */
async function bothWays({ kvHeads, group, headDim, past, tokens, seed }: Example) {
  const heads = kvHeads * group;
  const count = tokens.length;
  const total = past + count;
  const sees = (token: number, key: number) =>
    key < past || (key - past <= token && key - past >= token - (tokens[token]?.[1] ?? 0));

  // Bands hold tokens from here and there, and all keys that one of their tokens sees, and no others.
  const own = [0, 1, 2, 3]
    .map((band) => tokens.flatMap(([of], token) => (of === band ? [token] : [])))
    .filter((queries) => queries.length > 0);
  const keysOf = own.map((queries) =>
    tokens.map((_, key) => key).filter((key) => queries.some((token) => sees(token, past + key))),
  );
  const size = Math.max(...own.map((queries) => queries.length));
  const width = Math.max(...keysOf.map((keys) => keys.length));
  const places: number[] = [];
  const bias = new Float32Array(own.length * size * (past + width)).fill(MASKED);
  own.forEach((queries, band) => {
    queries.forEach((token, i) => {
      const place = band * size + i;
      places[token] = place;
      bias.fill(0, place * (past + width), place * (past + width) + past);
      keysOf[band]?.forEach((key, column) => {
        if (sees(token, past + key)) bias[place * (past + width) + past + column] = 0;
      });
    });
  });
  const filled = (lists: readonly (readonly number[])[], length: number) =>
    lists.flatMap((list) => Array.from({ length }, (_, i) => list[i] ?? count - 1));

  const queries = gaussian(count * heads * headDim, seed + 1, 1);
  const keys = gaussian(kvHeads * total * headDim, seed + 2, 1);
  const values = gaussian(kvHeads * total * headDim, seed + 3, 1);
  const session = await ort.InferenceSession.create(
    graphOf({ heads, kvHeads, headDim, attentionScale: 0.3 }),
    { executionProviders: ['wasm'] },
  );
  const { attended } = await session.run({
    queries: new ort.Tensor('float32', queries, [1, count, heads * headDim]),
    keys: new ort.Tensor('float32', keys, [1, kvHeads, total, headDim]),
    values: new ort.Tensor('float32', values, [1, kvHeads, total, headDim]),
    'past_key_values.0.key': new ort.Tensor('float32', new Float32Array(kvHeads * past * headDim), [
      1,
      kvHeads,
      past,
      headDim,
    ]),
    bias: new ort.Tensor('float32', bias, [own.length, 1, size, past + width]),
    band_queries: int64(filled(own, size), [own.length, size]),
    band_keys: int64(filled(keysOf, width), [own.length, width]),
    band_places: int64(places, [count]),
  });
  await session.release();

  const expected: number[] = [];
  for (let token = 0; token < count; token++)
    for (let head = 0; head < heads; head++) {
      const rowOf = (of: Float32Array, row: number) =>
        of.subarray(row * headDim, (row + 1) * headDim);
      const first = Math.floor(head / group) * total;
      const query = rowOf(queries, token * heads + head);
      const seen = Array.from({ length: total }, (_, key) => key).filter((key) => sees(token, key));
      const shares = seen.map((key) =>
        Math.exp(
          0.3 * rowOf(keys, first + key).reduce((sum, k, d) => sum + k * (query[d] ?? 0), 0),
        ),
      );
      const all = shares.reduce((sum, share) => sum + share, 0);
      for (let d = 0; d < headDim; d++)
        expected.push(
          seen.reduce(
            (sum, key, i) => sum + (shares[i] ?? 0) * (rowOf(values, first + key)[d] ?? 0),
            0,
          ) / all,
        );
    }
  return { found: [...((attended?.data as Float32Array) ?? [])], expected };
}

function graphOf(
  sizes: Pick<DecoderShape, 'heads' | 'kvHeads' | 'headDim' | 'attentionScale'>,
): Uint8Array {
  const { heads, kvHeads, headDim } = sizes;
  const graph = new GraphWriter('bands', 'f32');
  const rows = bandRows(graph, sizes);
  graph.input('past_key_values.0.key', [1, kvHeads, 'P', headDim]);
  const queries = graph.input('queries', [1, 'S', heads * headDim]);
  const keys = graph.input('keys', [1, kvHeads, 'T', headDim]);
  const values = graph.input('values', [1, kvHeads, 'T', headDim]);
  const bias = graph.input('bias', ['C', 1, 'B', 'P+W']);
  const found = banded(graph, sizes, { queries, keys, values, bias }, rows);
  graph.nodeTo(['attended'], 'Identity', [found]);
  graph.output('attended', [1, 'S', heads * headDim]);
  return graph.encode();
}
