import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VisionTower } from '../../../src/worker/vision';
import { qwen3Vl } from '../../synthetic/families';
import { writeSynthetic } from '../../synthetic/synthetic';
import { parseGolden, patchesOf } from '../../verify/golden';
import { Checkpoint } from '../checkpoint/checkpoint';
import { gaussian } from '../checkpoint/fixture';
import { visionInfo } from '../describe';
import { guardShape } from '../families';
import type { VisionShape } from '../families/shape';
import { visionGraph } from '../graph/vision';
import { ort } from '../ort';
import { OutputFolder } from '../output';
import { QuantisePool } from '../quantise/pool';
import { storeVision } from '../store/vision';
import { TensorStore } from '../tensors';
import { referenceLogits } from './decoder';
import { ProductPool } from './pool';
import { packedSequence } from './sequence';
import { type TowerFeatures, type TowerImage, type TowerWeights, towerFeatures } from './tower';
import { BuiltTower, WholeTower } from './tower-weights';
import { WholeWeights } from './whole';

const GOLDENS = join(import.meta.dirname, '../../../../shared/goldens');
const WHY = existsSync(GOLDENS) ? '' : ' (skipped: no golden checkpoints here)';

let folder: string;
let quantise: QuantisePool;
let products: ProductPool;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-tower-'));
  quantise = new QuantisePool({ threads: 1 });
  // Small slabs: a matrix has several, and a head's queries are asked some at a time.
  products = new ProductPool({ threads: 2, slabValues: 1500 });
});

afterAll(async () => {
  await quantise.destroy();
  await products.close();
  await rm(folder, { recursive: true, force: true });
});

interface Opened {
  readonly tower: VisionTower;
  readonly weights: TowerWeights;
  readonly close: () => Promise<void>;
}

/** The tower's graph over stored weights, and the same weights for the reference. */
async function stored(
  checkpoint: Checkpoint,
  shape: VisionShape,
  bits: 8 | 'none',
): Promise<Opened> {
  const output = await OutputFolder.create(join(folder, 'build'));
  const store = new TensorStore({
    ...{ output, checkpoint, pool: quantise, stem: 'vision', bits, precisions: ['f32'] },
  });
  const tensors = await storeVision(checkpoint, shape, store);
  await store.close();
  const linears = new Map(store.linears);
  if (shape.projector.kind === 'pool' && tensors.pool)
    linears.set(shape.projector.matrix, { kind: 'dense', stored: tensors.pool.matrix });
  const paths = output.files.map(({ path }) => path);
  const session = await ort.InferenceSession.create(visionGraph(shape, tensors), {
    executionProviders: ['wasm'],
    externalData: await Promise.all(
      paths.map(async (path) => ({ path, data: await readFile(join(output.folder, path)) })),
    ),
  });
  return {
    tower: new VisionTower(ort, session, visionInfo(shape, paths)),
    weights: new BuiltTower({ folder: output.folder, linears }, checkpoint, products),
    async close() {
      await session.release();
      await output.discard();
    },
  };
}

/** The largest difference, in root mean squares of what is expected. */
function difference(found: ArrayLike<number>, expected: Float64Array): number {
  expect(found.length).toBe(expected.length);
  const squares = expected.reduce((sum, value) => sum + value ** 2, 0);
  const worst = expected.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (found[i] ?? Number.NaN))),
    0,
  );
  return worst / Math.sqrt(squares / expected.length);
}

async function furthest(tower: VisionTower, image: TowerImage, expected: TowerFeatures) {
  const { gridHeight, gridWidth, patches } = image;
  const seen = await tower.see({ values: Float32Array.from(patches), gridHeight, gridWidth });
  expect(seen.deepstack).toHaveLength(expected.deepstack.length);
  return Math.max(
    difference(seen.features, expected.features),
    ...expected.deepstack.map((each, i) => difference(seen.deepstack[i] ?? [], each)),
  );
}

/** Golden images of a checkpoint, with what the reference PyTorch code answers to each. */
async function goldenImages(name: string, shape: VisionShape) {
  const file = join(GOLDENS, name, 'golden.json');
  const golden = parseGolden(await readFile(file, 'utf8'), file);
  const images = golden.cases.flatMap(({ tokens, pixels, lastLogits }) => {
    if (!pixels) return [];
    const { values, gridHeight, gridWidth } = patchesOf(pixels, visionInfo(shape, []), name);
    const image: TowerImage = { patches: Float64Array.from(values), gridHeight, gridWidth };
    return [{ tokens, lastLogits, image }];
  });
  return { verdicts: golden.verdictTokens, images };
}

async function opened<T>(
  from: string,
  use: (checkpoint: Checkpoint, shape: VisionShape) => Promise<T>,
): Promise<T> {
  const checkpoint = await Checkpoint.open(from);
  try {
    const { vision } = guardShape(checkpoint);
    if (!vision) throw new Error('the checkpoint does not see');
    return await use(checkpoint, vision);
  } finally {
    await checkpoint.close();
  }
}

describe(`the reference tower on golden images${WHY}`, () => {
  it.skipIf(WHY).each(['qwen3-vl-tiny', 'gemma3-tiny'])(
    '%s: with the reference decoder gives the golden logits to 1e-4',
    async (name) => {
      await opened(join(GOLDENS, name), async (checkpoint, shape) => {
        const { decoder } = guardShape(checkpoint);
        const weights = new WholeWeights(checkpoint, decoder);
        const { verdicts, images } = await goldenImages(name, shape);
        expect(images.length).toBeGreaterThan(0);
        for (const { tokens, lastLogits, image } of images) {
          const seen = await towerFeatures(shape, new WholeTower(checkpoint, shape), image);
          const first = tokens.indexOf(shape.imageToken);
          const last = tokens.lastIndexOf(shape.imageToken);
          const piece = {
            ...{ id: shape.imageToken, ...seen },
            height: image.gridHeight / shape.merge,
            width: image.gridWidth / shape.merge,
          };
          const pieces = [...tokens.slice(0, first), piece, ...tokens.slice(last + 1)];
          const sequence = packedSequence([], [pieces], decoder.rotary.axes !== undefined);
          const { tokens: asked, lastRows } = sequence;
          const logits = await referenceLogits(decoder, weights, asked, lastRows, verdicts);
          verdicts.forEach((id, i) => {
            expect(Math.abs((lastLogits[id] ?? NaN) - (logits[i] ?? NaN))).toBeLessThan(1e-4);
          });
        }
      });
    },
  );

  it.skipIf(WHY).each([
    ['qwen3-vl-tiny', 'none'],
    ['qwen3-vl-tiny', 8],
    ['gemma3-tiny', 'none'],
    ['gemma3-tiny', 8],
  ] as const)(
    '%s: is what the graph computes, from what was written at %s bits',
    async (...args) => {
      const [name, bits] = args;
      await opened(join(GOLDENS, name), async (checkpoint, shape) => {
        const { images } = await goldenImages(name, shape);
        const { tower, weights, close } = await stored(checkpoint, shape, bits);
        for (const { image } of images) {
          const expected = await towerFeatures(shape, weights, image);
          expect(await furthest(tower, image, expected)).toBeLessThan(1e-4);
          const whole = await towerFeatures(shape, new WholeTower(checkpoint, shape), image);
          const cost = difference(whole.features, expected.features);
          if (bits === 'none') expect(cost).toBeLessThan(1e-5);
          else expect(cost).toBeGreaterThan(1e-4);
        }
        await close();
      });
    },
  );
});

describe('the graphs of random towers', () => {
  it('are within 1e-4 of the reference, on grids of any shape, at any bits', async () => {
    const side = fc.integer({ min: 1, max: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          layers: fc.integer({ min: 1, max: 3 }),
          headDim: fc.constantFrom(8, 16, 20),
          heads: fc.constantFrom(1, 2, 4),
          mlp: fc.constantFrom(32, 50, 96),
          outSize: fc.constantFrom(32, 48),
          deepstack: fc.subarray([0, 1, 2]),
          grid: fc.tuple(side, side),
          bits: fc.constantFrom('none' as const, 8 as const),
        }),
        async ({ layers, headDim, heads, mlp, outSize, deepstack, grid, bits }) => {
          const from = join(folder, 'checkpoint');
          const model = qwen3Vl(
            'qwen3-vl-4b',
            {
              ...{ layers: 3, hidden: outSize, mlp: 32, heads: 1, kvHeads: 1, headDim: 16 },
              ...{ vocabulary: 40, tied: true },
            },
            { layers, hidden: heads * headDim, mlp, heads },
            deepstack.filter((index) => index < layers),
          );
          await writeSynthetic({ like: model, layers: 3, vision: true, out: from });
          await opened(from, async (checkpoint, shape) => {
            const [gridHeight, gridWidth] = [grid[0] * 2, grid[1] * 2];
            const count = gridHeight * gridWidth * 1536;
            const patches = Float64Array.from(gaussian(count, 7, 0.6));
            const image = { patches, gridHeight, gridWidth };
            const { tower, weights, close } = await stored(checkpoint, shape, bits);
            const expected = await towerFeatures(shape, weights, image);
            expect(await furthest(tower, image, expected)).toBeLessThan(1e-4);
            await close();
          });
        },
      ),
      { numRuns: 8, seed: 20261124, endOnFailure: true },
    );
  });
});
