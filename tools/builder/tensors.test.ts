import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromHalfBits } from '../../src/core/half';
import { Checkpoint } from './checkpoint/checkpoint';
import { type FixtureTensor, gaussian, writeCheckpoint } from './checkpoint/fixture';
import { OutputFolder, type Place, type WrittenFile } from './output';
import { storeEmbeddings } from './quantise/embeddings';
import { QuantisePool } from './quantise/pool';
import { type StoredLinear, TensorStore, type TensorStoreOptions } from './tensors';

const ROWS = 700;
const COLUMNS = 6400;
const wide = gaussian(ROWS * COLUMNS, 1);
const odd = gaussian(50 * 40, 2);
const norm = gaussian(40, 3);

const TENSORS: Readonly<Record<string, FixtureTensor>> = {
  wide: { shape: [ROWS, COLUMNS], values: wide, dtype: 'BF16' },
  odd: { shape: [50, 40], values: odd },
  half: { shape: [50, 40], values: odd, dtype: 'F16' },
  norm: { shape: [40], values: norm },
  patch: { shape: [3, 2, 2], values: Float32Array.from({ length: 12 }, (_, i) => i) },
  infinite: {
    shape: [40, 64],
    values: Float32Array.from({ length: 2560 }, (_, i) => (i === 64 * 7 + 5 ? Infinity : i)),
  },
};

let folder: string;
let checkpoint: Checkpoint;
let pool: QuantisePool;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-tensors-'));
  await writeCheckpoint(join(folder, 'checkpoint'), TENSORS);
  checkpoint = await Checkpoint.open(join(folder, 'checkpoint'));
  pool = new QuantisePool({ threads: 2 });
});

afterAll(async () => {
  await pool.destroy();
  await checkpoint.close();
  await rm(folder, { recursive: true, force: true });
});

async function store<T>(
  options: Partial<TensorStoreOptions>,
  use: (store: TensorStore, output: OutputFolder) => Promise<T>,
): Promise<{ result: T; store: TensorStore; files: readonly WrittenFile[]; read: Reader }> {
  const output = await OutputFolder.create(join(folder, 'out'));
  try {
    const made = new TensorStore({
      output,
      checkpoint,
      pool,
      stem: 'decoder',
      bits: 4,
      precisions: ['f16', 'f32'],
      ...options,
    });
    const result = await use(made, output);
    await made.close();
    const bytes = new Map<string, Uint8Array>();
    for (const { path } of output.files)
      bytes.set(path, new Uint8Array(await readFile(join(output.folder, path))));
    const read: Reader = (place) => {
      if (!place) throw new Error('not stored');
      return bytes.get(place.file)?.slice(place.offset, place.offset + place.length) ?? empty;
    };
    return { result, store: made, files: output.files, read };
  } finally {
    await output.discard();
  }
}

type Reader = (place: Place | undefined) => Uint8Array;
const empty = new Uint8Array();

const floats = (bytes: Uint8Array): Float32Array => new Float32Array(bytes.slice().buffer);

/** What MatMulNBits makes of a stored matrix, [rows, columns]. */
function dequantise(stored: StoredLinear, read: Reader): Float32Array {
  if (stored.kind !== 'blocks') throw new Error('not quantised');
  const { rows, columns, bits } = stored;
  const quants = read(stored.quants);
  const scales = floats(read(stored.scales.f32));
  const blocks = Math.ceil(columns / 32);
  return Float32Array.from({ length: rows * columns }, (_, index) => {
    const row = Math.floor(index / columns);
    const column = index % columns;
    const block = row * blocks + (column >> 5);
    const at = block * 32 + (column & 31);
    const q =
      bits === 8 ? (quants[at] ?? 0) - 128 : (((quants[at >> 1] ?? 0) >> ((at & 1) * 4)) & 15) - 8;
    return q * (scales[block] ?? 0);
  });
}

function relativeError(got: Float32Array, wanted: Float32Array): number {
  let error = 0;
  let power = 0;
  for (let i = 0; i < wanted.length; i++) {
    error += ((got[i] ?? 0) - (wanted[i] ?? 0)) ** 2;
    power += (wanted[i] ?? 0) ** 2;
  }
  return Math.sqrt(error / power);
}

describe('TensorStore', () => {
  it('stores matrices as blocks and reports their error', async () => {
    const {
      result,
      store: made,
      read,
    } = await store({ keep8bit: /half/ }, (it) =>
      Promise.all([
        it.linear('wide', ROWS, COLUMNS),
        it.linear('odd', 50, 40),
        it.linear('half', 50, 40),
      ]),
    );
    const [first, second, third] = result;
    const bf16 = await checkpoint.tensor('wide', [ROWS, COLUMNS]);
    for (const [stored, values] of [
      [first, bf16],
      [second, odd],
      [third, odd],
    ] as const) {
      const report = made.report[result.indexOf(stored)];
      expect(relativeError(dequantise(stored, read), values)).toBeCloseTo(
        report?.relativeError ?? 0,
        3,
      );
      expect(report?.relativeError).toBeLessThan(report?.plainError ?? 0);
      expect(report?.worst).toHaveLength(3);
    }
    expect(made.report.map(({ tensor, bits }) => [tensor, bits])).toEqual([
      ['wide', 4],
      ['odd', 4],
      ['half', 8],
    ]);
    expect(made.report[0]?.relativeError).toBeLessThan(0.09);
    expect(made.report[2]?.relativeError).toBeLessThan(0.006);
    expect(made.linears.get('odd')).toBe(second);
    if (first.kind !== 'blocks') throw new Error('not blocks');
    const halves = new Uint16Array(read(first.scales.f16).buffer);
    expect(Float32Array.from(halves, fromHalfBits)).toEqual(floats(read(first.scales.f32)));
  });

  it('pads matrices and vectors with zeros', async () => {
    const { result, read } = await store({ precisions: ['f32'] }, async (it) => ({
      matrix: await it.linear('odd', 50, 40, { rows: 64, columns: 96 }),
      norm: await it.vector('norm', 40, { plusOne: true, padded: 64 }),
    }));
    expect(result.matrix).toMatchObject({ rows: 64, columns: 96 });
    const back = dequantise(result.matrix, read);
    const inside = back.filter((_, i) => i % 96 < 40 && i < 50 * 96);
    expect(relativeError(inside, odd)).toBeLessThan(0.12);
    expect(back.filter((x, i) => (i % 96 >= 40 || i >= 50 * 96) && x !== 0)).toHaveLength(0);
    expect(Object.keys(result.norm.places)).toEqual(['f32']);
    expect([...floats(read(result.norm.places.f32))]).toEqual([
      ...norm.map((x) => Math.fround(x + 1)),
      ...new Float32Array(24),
    ]);
  });

  it('keeps matrices whole, transposed, where nothing is quantised', async () => {
    const { result, files, read } = await store({ bits: 'none' }, async (it) => ({
      linear: await it.linear('odd', 50, 40, { rows: 64 }),
      patch: await it.matrix('patch', [3, 2, 2]),
    }));
    expect(files.map(({ path }) => path)).toEqual(['decoder.scales.f16.0', 'decoder.scales.f32.0']);
    if (result.linear.kind !== 'dense') throw new Error('quantised');
    expect(result.linear.stored.shape).toEqual([40, 64]);
    const back = floats(read(result.linear.stored.places.f32));
    expect(back[64 * 3 + 2]).toBe(odd[40 * 2 + 3]);
    expect(back[64 * 3 + 60]).toBe(0);
    expect(result.patch.shape).toEqual([4, 3]);
    expect([...floats(read(result.patch.places.f32))]).toEqual([
      0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11,
    ]);
    expect(read(result.patch.places.f16)).toHaveLength(24);
  });

  it('gives the same bytes whatever the number of threads', async () => {
    const make = (threads: QuantisePool) =>
      store({ pool: threads }, async (it, output) => {
        await Promise.all([
          it.linear('wide', ROWS, COLUMNS),
          it.vector('norm', 40),
          it.linear('odd', 50, 40),
        ]);
        const table = { name: 'wide', rows: ROWS, columns: COLUMNS };
        await storeEmbeddings({ output, checkpoint, pool: threads, ...table, scale: 62, bits: 8 });
      });
    const one = new QuantisePool({ threads: 1 });
    const alone = await make(one);
    await one.destroy();
    const together = await make(pool);
    expect(together.files).toEqual(alone.files);
    expect(together.files).toHaveLength(4);
  });

  it.each([
    ['missing', [4, 4], 'the tensor missing is missing'],
    ['odd', [40, 50], 'model.safetensors: odd has the shape [50, 40], expected [40, 50]'],
    [
      'infinite',
      [40, 64],
      'model.safetensors: infinite: the value at row 7, column 5 is not finite',
    ],
  ])('refuses %s %s', async (name, [rows = 0, columns = 0], message) => {
    for (const bits of [4, 'none'] as const)
      await expect(
        store({ bits }, (it) =>
          Promise.all([it.linear(name, rows, columns), it.linear('wide', ROWS, COLUMNS)]),
        ),
      ).rejects.toThrow(message);
    // The pool is as it was.
    await store({}, (it) => it.linear('wide', ROWS, COLUMNS));
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(
      store({ signal: stop.signal }, (it) => it.linear('wide', ROWS, COLUMNS)),
    ).rejects.toThrow('enough');
  });
});
