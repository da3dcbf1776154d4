import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leastBands } from '../../../src/worker/bands';
import { Decoder } from '../../../src/worker/decoder';
import { MemoryEmbeddingTable } from '../../../src/worker/embeddings';
import { Checkpoint } from '../checkpoint/checkpoint';
import { decoderInfo } from '../describe';
import { guardShape } from '../families';
import type { DecoderShape, Family } from '../families/shape';
import type { AttentionKernel } from '../graph/attention';
import { decoderGraph } from '../graph/decoder';
import { ort } from '../ort';
import { OutputFolder } from '../output';
import { storeEmbeddings } from '../quantise/embeddings';
import { QuantisePool } from '../quantise/pool';
import { writeRandomCheckpoint } from '../random/checkpoint';
import { imageTokenOf, type RandomGuard, randomGuard } from '../random/guards';
import { idsOf, piecesOf, type RandomText, randomText, suffixOf } from '../random/texts';
import { storeDecoder } from '../store/decoder';
import { TensorStore } from '../tensors';
import { type ReferenceWeights, referenceLogits } from './decoder';
import { ProductPool } from './pool';
import { packedSequence } from './sequence';
import { BuiltWeights, CheckpointWeights } from './streamed';
import { WholeWeights } from './whole';

/** Random guards of a family, and texts asked of each. */
const RUNS = 12;
const SEED = 20261123;
/** Float32 against float64: 3e-5 is the most that 360 random guards showed. */
const BOUND = 2e-4;

let folder: string;
let quantise: QuantisePool;
let products: ProductPool;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-families-'));
  quantise = new QuantisePool({ threads: 1 });
  products = new ProductPool({ threads: 1 });
});

afterAll(async () => {
  await quantise.destroy();
  await products.close();
  await rm(folder, { recursive: true, force: true });
});

interface Example {
  readonly guard: RandomGuard;
  readonly bits: 4 | 8 | 'none';
  readonly kernel: AttentionKernel;
  readonly prefix: number;
  readonly texts: readonly RandomText[];
}

const example = (family: Family): fc.Arbitrary<Example> =>
  fc.record({
    guard: randomGuard(family),
    bits: fc.constantFrom('none' as const, 'none' as const, 8 as const, 4 as const),
    kernel: fc.constantFrom('fused' as const, 'plain' as const),
    prefix: fc.integer({ min: 1, max: 40 }),
    texts: fc.array(randomText(family), { minLength: 1, maxLength: 3 }),
  });

describe('the graphs of random guards against the plain float64 decoder', () => {
  it.each(['qwen3-vl', 'llama', 'gemma3'] as const)(
    '%s: whole and packed on a cached prefix, with either kernel of attention, to 2e-4',
    async (family) => {
      await fc.assert(
        fc.asyncProperty(example(family), async (given) => {
          expect(await worstDifference(given)).toBeLessThan(BOUND);
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      );
    },
  );
});

describe('many texts in bands', () => {
  it.each(['qwen3-vl', 'llama', 'gemma3'] as const)(
    '%s: each answered as it is alone on the prefix, to 1e-4',
    async (family) => {
      const many = fc.array(randomText(family), { minLength: 12, maxLength: 24 });
      const given = fc
        .record({
          guard: randomGuard(family),
          prefix: fc.integer({ min: 0, max: 70 }),
          texts: many,
        })
        .map((own): Example => ({ ...own, bits: 'none', kernel: 'plain' }));
      await fc.assert(
        fc.asyncProperty(given, async (own) => {
          expect(await worstFromAlone(own)).toBeLessThan(1e-4);
        }),
        { numRuns: RUNS / 2, seed: SEED, endOnFailure: true },
      );
    },
  );
});

/** Of the logits in one run from those in a run each. */
async function worstFromAlone(given: Example): Promise<number> {
  const { guard, prefix, texts } = given;
  return withBuilt(given, async ({ decoder }) => {
    const suffixes = texts.map((own, i) => suffixOf(piecesOf(guard, own, 100 * (i + 1))));
    const lengths = suffixes.map((own) => ('tokens' in own ? own.tokens : own).length);
    expect(leastBands(prefix, lengths).count).toBeGreaterThan(1);
    const past = prefix > 0 ? await decoder.prefill(idsOf(guard, prefix, 1)) : decoder.empty();
    const packed = await decoder.ask(past, suffixes);
    const differences: number[] = [];
    for (const [i, suffix] of suffixes.entries()) {
      const [alone] = await decoder.ask(past, [suffix]);
      packed[i]?.forEach((logit, of) => {
        differences.push(Math.abs(logit - (alone?.[of] ?? Number.NaN)));
      });
    }
    past.dispose();
    expect(differences.length).toBe(texts.length * 2);
    return Math.max(...differences);
  });
}

/** Of the graph's logits from the reference's. */
async function worstDifference(given: Example): Promise<number> {
  const { guard, prefix: length, texts } = given;
  return withBuilt(given, async ({ decoder, weights, shape, verdictTokens }) => {
    const prefix = idsOf(guard, length, 1);
    const pieces = texts.map((text, index) => piecesOf(guard, text, 100 * (index + 1)));
    const { tokens, lastRows } = packedSequence(prefix, pieces, shape.rotary.axes !== undefined);
    const outputs = [verdictTokens.safe, verdictTokens.unsafe];
    const expected = await referenceLogits(shape, weights, tokens, lastRows, outputs);

    const past = await decoder.prefill(prefix);
    const packed = await decoder.ask(
      past,
      pieces.map((own) => suffixOf(own)),
    );
    past.dispose();
    const whole = await Promise.all(
      pieces.map(async (own) => {
        const empty = decoder.empty();
        const [pair] = await decoder.ask(empty, [suffixOf([...prefix, ...own])]);
        return pair ?? [];
      }),
    );
    const differences = [packed, whole].flatMap((found) =>
      found.flat().map((logit, i) => Math.abs(logit - (expected[i] ?? Number.NaN))),
    );
    expect(differences.length).toBe(expected.length * 2);
    return Math.max(...differences);
  });
}

interface Built {
  readonly decoder: Decoder;
  readonly weights: ReferenceWeights;
  readonly shape: DecoderShape;
  readonly verdictTokens: { readonly safe: number; readonly unsafe: number };
}

/** Builds a random guard, and leaves nothing of it. */
async function withBuilt<T>(given: Example, ask: (built: Built) => Promise<T>): Promise<T> {
  const { guard } = given;
  const from = join(folder, 'checkpoint');
  await writeRandomCheckpoint(from, guard);
  const checkpoint = await Checkpoint.open(from);
  const output = await OutputFolder.create(join(folder, 'build'));
  try {
    const { decoder: shape } = guardShape(checkpoint);
    const verdictTokens = { safe: 3, unsafe: guard.vocabulary - 2 };
    const built = await build(given, checkpoint, shape, output, verdictTokens);
    const found = await ask({ ...built, shape, verdictTokens });
    await built.decoder.release();
    return found;
  } finally {
    await output.discard();
    await checkpoint.close();
    await rm(from, { recursive: true });
  }
}

async function build(
  { guard, bits, kernel }: Example,
  checkpoint: Checkpoint,
  shape: DecoderShape,
  output: OutputFolder,
  verdictTokens: { readonly safe: number; readonly unsafe: number },
): Promise<{ readonly decoder: Decoder; readonly weights: ReferenceWeights }> {
  const { vocabulary: rows, hiddenSize: columns } = shape;
  const embeddings = {
    path: 'embeddings.bin',
    rows,
    columns,
    bits: bits === 'none' ? 32 : 8,
  } as const;
  await storeEmbeddings({
    output,
    checkpoint,
    pool: quantise,
    name: `${shape.prefix}embed_tokens.weight`,
    rows,
    columns,
    scale: shape.embeddingScale,
    bits: embeddings.bits,
  });
  const store = new TensorStore({
    output,
    checkpoint,
    pool: quantise,
    stem: 'decoder',
    bits,
    precisions: ['f32'],
  });
  const stored = await storeDecoder(checkpoint, shape, store, verdictTokens);
  await store.close();

  const { folder: at } = output;
  const weights = output.files
    .map(({ path }) => path)
    .filter((path) => path.startsWith('decoder.'));
  const session = await ort.InferenceSession.create(decoderGraph(shape, stored, 'f32', kernel), {
    executionProviders: ['wasm'],
    externalData: await Promise.all(
      weights.map(async (path) => ({ path, data: await readFile(join(at, path)) })),
    ),
  });
  const table = await readFile(join(at, embeddings.path));
  const decoder = new Decoder(ort, session, {
    info: decoderInfo(shape),
    variant: { precision: 'f32', activations: 'f32' },
    embeddings: new MemoryEmbeddingTable(new Uint8Array(table).buffer, embeddings),
    imageToken: imageTokenOf(guard),
  });
  // Unquantised, the checkpoint itself is the measure; else what was written, read back.
  if (bits === 'none') return { decoder, weights: new WholeWeights(checkpoint, shape) };
  const own = new CheckpointWeights(checkpoint, shape, products);
  const written = { folder: at, linears: store.linears, embeddings };
  return { decoder, weights: new BuiltWeights(written, own, products) };
}
