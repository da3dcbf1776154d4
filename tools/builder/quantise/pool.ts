/** The threads that quantise. */
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { Piscina } from 'piscina';
import { BuildError } from '../errors';
import type { Answer, Task } from './tasks';

/** Chunks between being read and being written, for each thread: it always has a next one. */
const IN_FLIGHT = 2;

export interface PoolOptions {
  /** Default: what the machine has. */
  readonly threads?: number;
  /** The threads' program; tests give others. */
  readonly program?: URL;
}

/**
 * A pool with a bound on the chunks that are under way, so that memory holds a few chunks whatever
 * the tensor's size. Destroy it when done.
 */
export class QuantisePool {
  readonly threads: number;
  private readonly pool: Piscina;
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor({ threads = availableParallelism(), program }: PoolOptions = {}) {
    this.threads = threads;
    this.free = threads * IN_FLIGHT;
    // The program is TypeScript, as this file is: the threads need the same loader.
    const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    this.pool = new Piscina({
      filename: (program ?? new URL('./worker.ts', import.meta.url)).href,
      minThreads: threads,
      maxThreads: threads,
      execArgv: ['--import', loader],
    });
  }

  /** Waits for room for one more chunk; `release` gives it back. First come, first served. */
  async acquire(): Promise<void> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  release(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free++;
  }

  /**
   * The task's bytes go to a thread: they are empty here afterwards.
   * @throws BuildError where the thread has died, naming `what` it was on
   */
  async run(task: Task, what: string): Promise<Answer> {
    try {
      return await this.pool.run(task, { transferList: [task.bytes.buffer] });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new BuildError(`${what}: the thread that quantised it has stopped (${reason})`);
    }
  }

  async destroy(): Promise<void> {
    await this.pool.destroy();
  }
}
