/**
 * Chunks on their way: read here, worked on in the pool's threads, written here again. Streams may
 * overlap, so that threads have work while one ends and the next begins; what is read and what is
 * written keeps the order in which the streams were asked for, so the same input gives the same
 * bytes however many threads there are.
 */
import type { QuantisePool } from './pool';
import { release } from './release';
import { type Answer, buffersOf, type Task } from './tasks';

interface Chunk {
  readonly answer: Promise<Answer>;
  readonly resolve: (answer: Answer | Promise<Answer>) => void;
  readonly reject: (error: unknown) => void;
  /** Whether it has a place in the pool. */
  held: boolean;
}

export interface Steps {
  /** The tensor, for messages. */
  readonly name: string;
  /** How many chunks. */
  readonly count: number;
  read(index: number): Promise<Task>;
  /** Called in order, when all earlier streams are written; the answer's memory is freed after it. */
  write(answer: Answer, index: number): Promise<void>;
}

export class Pipeline {
  private reading: Promise<unknown> = Promise.resolve();
  private writing: Promise<unknown> = Promise.resolve();
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly pool: QuantisePool,
    private readonly signal?: AbortSignal | undefined,
  ) {}

  /** After one stream has failed, all later ones fail with the same error. */
  async stream(steps: Steps): Promise<void> {
    const chunks = Array.from({ length: steps.count }, newChunk);
    this.reading = this.reading.then(() => this.readAll(steps, chunks));
    return this.inTurn(() => this.writeAll(steps, chunks));
  }

  /** Runs what writes without threads, when it is its turn. */
  async turn<T>(write: () => Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      try {
        this.signal?.throwIfAborted();
        if (this.failure) throw this.failure.error;
        return await write();
      } catch (error) {
        this.failure ??= { error };
        throw error;
      }
    });
  }

  /** When all that was asked for is written, or has failed. */
  async idle(): Promise<void> {
    await this.writing;
  }

  private inTurn<T>(write: () => Promise<T>): Promise<T> {
    const turn = this.writing.then(write);
    this.writing = turn.catch(() => undefined);
    return turn;
  }

  /** Never rejects: what goes wrong is the chunks' answer. */
  private async readAll(steps: Steps, chunks: readonly Chunk[]): Promise<void> {
    for (const [index, chunk] of chunks.entries()) {
      try {
        await this.pool.acquire();
        chunk.held = true;
        this.signal?.throwIfAborted();
        if (this.failure) throw this.failure.error;
        chunk.resolve(this.pool.run(await steps.read(index), steps.name));
      } catch (error) {
        chunk.reject(error);
      }
    }
  }

  /** Goes through all chunks whatever happens, since each gives its place back. */
  private async writeAll(steps: Steps, chunks: readonly Chunk[]): Promise<void> {
    for (const [index, chunk] of chunks.entries()) {
      try {
        const answer = await chunk.answer;
        if (!this.failure) await steps.write(answer, index);
        release(buffersOf(answer));
      } catch (error) {
        this.failure ??= { error };
      } finally {
        if (chunk.held) this.pool.release();
      }
    }
    if (this.failure) throw this.failure.error;
  }
}

function newChunk(): Chunk {
  let resolve: Chunk['resolve'] = () => undefined;
  let reject: Chunk['reject'] = () => undefined;
  const answer = new Promise<Answer>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // It is awaited when its turn comes; until then a failure is not unheard.
  answer.catch(() => undefined);
  return { answer, resolve, reject, held: false };
}
