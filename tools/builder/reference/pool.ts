/** Products of matrices of any size, slab by slab in worker threads. */
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { Piscina } from 'piscina';
import type { ProductTask } from './product-worker';
import { cut, readSlab, SLAB_VALUES, type Slab, type SlabBytes, type StoredMatrix } from './slabs';

export interface ProductPoolOptions {
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
  /** Numbers that a worker holds at once: fewer in tests. */
  readonly slabValues?: number;
}

/** A thread holds about 100 MB: more of them would outgrow the builder's memory. */
const MAX_THREADS = 4;

/** Close it when done. */
export class ProductPool {
  private readonly workers: Piscina<ProductTask, Float32Array>;
  private readonly threads: number;
  private readonly slabValues: number;
  private readonly signal: AbortSignal | undefined;

  constructor({ threads, signal, slabValues }: ProductPoolOptions = {}) {
    this.threads = threads ?? Math.min(MAX_THREADS, availableParallelism());
    this.slabValues = slabValues ?? SLAB_VALUES;
    this.signal = signal;
    this.workers = new Piscina({
      filename: new URL('./product-worker.ts', import.meta.url).href,
      execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
      minThreads: 0,
      maxThreads: this.threads,
      idleTimeout: 10_000,
    });
  }

  /**
   * x · Wᵀ. Sums within a slab are in float32, those over slabs in float64.
   * @param x [count, columns], row-major; the matrix may have been filled up to more columns and rows
   * @returns [count, rows]
   * @throws AbortError when the pool's signal says so
   */
  async product(
    matrix: StoredMatrix,
    x: Float64Array,
    count: number,
    rows: number,
    columns: number,
  ): Promise<Float64Array> {
    const out = new Float64Array(count * rows);
    const shared = sharedColumns(x, count, columns);
    const running: { readonly slab: Slab; readonly result: Promise<Float32Array> }[] = [];
    const addOldest = async () => {
      const oldest = running.shift();
      if (oldest) addTo(out, rows, await oldest.result, count, oldest.slab);
    };
    try {
      for (const slab of cut(matrix, this.slabValues)) {
        const part = shared(slab.column, slab.columns);
        const bytes = await readSlab(matrix, slab);
        const result = this.multiply(matrix.transposed, slab, bytes, part, count);
        // Heard of when its turn comes.
        result.catch(() => {});
        running.push({ slab, result });
        // One slab a thread waits while another is worked on: memory holds no more.
        if (running.length >= this.threads * 2) await addOldest();
      }
      while (running.length > 0) await addOldest();
    } finally {
      await Promise.allSettled(running.map(({ result }) => result));
    }
    return out;
  }

  async close(): Promise<void> {
    await this.workers.destroy();
  }

  private multiply(
    transposed: boolean,
    { rows, columns }: Slab,
    slab: SlabBytes,
    x: Float32Array,
    count: number,
  ): Promise<Float32Array> {
    const moved = slab.kind === 'floats' ? slab.bytes : slab.quants;
    return this.workers.run(
      { x, count, rows, columns, transposed, slab },
      { transferList: [moved.buffer], ...(this.signal ? { signal: this.signal } : {}) },
    );
  }
}

/** Columns of `x` as float32 in shared memory; those beyond its own are 0. */
function sharedColumns(x: Float64Array, count: number, columns: number) {
  let last: { start: number; width: number; part: Float32Array } | undefined;
  return (start: number, width: number): Float32Array => {
    if (last?.start === start && last.width === width) return last.part;
    const part = new Float32Array(new SharedArrayBuffer(count * width * 4));
    const own = Math.max(0, Math.min(width, columns - start));
    for (let i = 0; i < count; i++) {
      const from = i * columns + start;
      part.set(x.subarray(from, from + own), i * width);
    }
    last = { start, width, part };
    return part;
  };
}

/** Adds a slab's result [count, slab.rows] where it belongs; rows filled up are left out. */
function addTo(
  out: Float64Array,
  rows: number,
  result: Float32Array,
  count: number,
  slab: Slab,
): void {
  const width = Math.min(slab.rows, rows - slab.row);
  for (let i = 0; i < count; i++)
    for (let r = 0; r < width; r++) {
      const at = i * rows + slab.row + r;
      out[at] = (out[at] ?? 0) + (result[i * slab.rows + r] ?? 0);
    }
}
