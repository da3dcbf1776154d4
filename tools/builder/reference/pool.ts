/** Products of matrices of any size, and attention over any number of keys, in worker threads. */
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { Piscina } from 'piscina';
import type { AttendTask, ProductTask } from './product-worker';
import { cut, readSlab, SLAB_VALUES, type Slab, type SlabBytes, type StoredMatrix } from './slabs';
import type { Heads } from './tower';

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
  private readonly workers: Piscina<ProductTask | AttendTask, Float32Array>;
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
    await this.inTurn(
      cut(matrix, this.slabValues),
      async (slab) => {
        const part = shared(slab.column, slab.columns);
        const bytes = await readSlab(matrix, slab);
        return () => this.multiply(matrix.transposed, slab, bytes, part, count);
      },
      (slab, result) => addTo(out, rows, result, count, slab),
    );
    return out;
  }

  /**
   * softmax(q · kᵀ / √headDim) · v for each head, in float32.
   * @param q,k,v [count, heads · headDim], row-major
   * @throws AbortError when the pool's signal says so
   */
  async attend(
    { heads, headDim }: Heads,
    q: Float64Array,
    k: Float64Array,
    v: Float64Array,
  ): Promise<Float64Array> {
    const width = heads * headDim;
    const count = q.length / width;
    const out = new Float64Array(q.length);
    const some = Math.max(1, Math.floor(this.slabValues / count));
    for (let head = 0; head < heads; head++) {
      const [ownQ, ownK, ownV] = [q, k, v].map((all) => sharedHead(all, width, head, headDim));
      if (!ownQ || !ownK || !ownV) break;
      const begins = Array.from({ length: Math.ceil(count / some) }, (_, i) => i * some);
      await this.inTurn(
        begins,
        async (begin) => {
          const queries = ownQ.subarray(begin * headDim, (begin + some) * headDim);
          return () => this.run({ q: queries, k: ownK, v: ownV, headDim }, 'attend');
        },
        (begin, result) => {
          for (let i = 0; i < result.length; i++) {
            const at = (begin + Math.floor(i / headDim)) * width + head * headDim + (i % headDim);
            out[at] = result[i] ?? 0;
          }
        },
      );
    }
    return out;
  }

  /** One piece a thread waits while another is worked on: memory holds no more. */
  private async inTurn<T>(
    pieces: readonly T[],
    read: (piece: T) => Promise<() => Promise<Float32Array>>,
    done: (piece: T, result: Float32Array) => void,
  ): Promise<void> {
    const running: { readonly piece: T; readonly result: Promise<Float32Array> }[] = [];
    const endOldest = async () => {
      const oldest = running.shift();
      if (oldest) done(oldest.piece, await oldest.result);
    };
    try {
      for (const piece of pieces) {
        const result = (await read(piece))();
        // Heard of when its turn comes.
        result.catch(() => {});
        running.push({ piece, result });
        if (running.length >= this.threads * 2) await endOldest();
      }
      while (running.length > 0) await endOldest();
    } finally {
      await Promise.allSettled(running.map(({ result }) => result));
    }
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
    return this.run({ x, count, rows, columns, transposed, slab }, 'default', [moved.buffer]);
  }

  /** @param name of the worker's function */
  private run(
    task: ProductTask | AttendTask,
    name: 'default' | 'attend',
    transferList: ArrayBuffer[] = [],
  ): Promise<Float32Array> {
    const signal = this.signal ? { signal: this.signal } : {};
    return this.workers.run(task, { name, transferList, ...signal });
  }
}

/** One head's columns as float32 in shared memory: [count, headDim]. */
function sharedHead(all: Float64Array, width: number, head: number, headDim: number): Float32Array {
  const count = all.length / width;
  const own = new Float32Array(new SharedArrayBuffer(count * headDim * 4));
  for (let row = 0; row < count; row++) {
    const from = row * width + head * headDim;
    own.set(all.subarray(from, from + headDim), row * headDim);
  }
  return own;
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
