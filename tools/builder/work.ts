/** What every layout is written with: a checkpoint opened, threads, a folder that appears when whole. */
import type { GuardBuild, Precision } from '../../src/core/guard-build';
import { Checkpoint } from './checkpoint/checkpoint';
import { guardShape } from './families';
import type { GuardShape } from './families/shape';
import { Meter, type Progress } from './hub/meter';
import { OutputFolder } from './output';
import { QuantisePool } from './quantise/pool';

export type Bits = 4 | 8 | 'none';

/** The tower's matrices keep 8 bits: it is a tenth of the guard, and what it loses stays lost. */
export const visionBits = (bits: Bits): Bits => (bits === 'none' ? 'none' : 8);

export interface BuildOptions {
  /** A folder in the Hugging Face layout. */
  readonly from: string;
  readonly out: string;
  readonly bits: Bits;
  /** Tensors that get 8 bits where the others get 4. */
  readonly keep8bit?: RegExp | undefined;
  readonly precisions: readonly Precision[];
  /** What a person reads. */
  readonly name: string;
  readonly practice?: boolean;
  readonly source: GuardBuild['source'];
  /** Ids or texts of the two answers, safe first; left out, the tokenizer tells. */
  readonly verdictTokens?: readonly [string, string] | undefined;
  readonly progress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Work extends BuildOptions {
  readonly checkpoint: Checkpoint;
  readonly shape: GuardShape;
  readonly output: OutputFolder;
  readonly pool: QuantisePool;
  /** Of the bytes that are to be read. */
  readonly meter: Meter;
}

/**
 * Runs `write`, and puts what it wrote at the target when it has come to its end.
 * @param passes how often the checkpoint is read
 * @throws BuildError when the checkpoint cannot be opened, or the target is not to be written
 */
export async function atWork<T>(
  options: BuildOptions,
  passes: number,
  write: (work: Work) => Promise<T>,
): Promise<T> {
  const checkpoint = await Checkpoint.open(options.from);
  const pool = new QuantisePool();
  try {
    const shape = guardShape(checkpoint);
    const output = await OutputFolder.create(options.out);
    try {
      const meter = new Meter(checkpoint.bytes * passes, options.progress ?? (() => {}));
      const result = await write({ ...options, checkpoint, shape, output, pool, meter });
      options.signal?.throwIfAborted();
      await output.commit();
      return result;
    } finally {
      await output.discard();
    }
  } finally {
    await pool.destroy();
    await checkpoint.close();
  }
}
