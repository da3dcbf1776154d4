/** What the threads of the pool are asked, and what they answer. Both cross by transfer, uncopied. */
import type { Precision } from '../../../src/core/guard-build';
import type { Dtype } from '../checkpoint/dtype';
import type { Refusal, WorstBlock } from './quantise';

/** Some rows of a matrix, as the checkpoint holds them. */
interface Rows {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly dtype: Dtype;
  readonly rows: number;
  readonly columns: number;
}

export interface BlocksTask extends Rows {
  readonly kind: 'blocks';
  readonly paddedColumns: number;
  readonly bits: 4 | 8;
  readonly precisions: readonly Precision[];
}

export interface EmbeddingsTask extends Rows {
  readonly kind: 'embeddings';
  readonly bits: 8 | 32;
  /** Multiplied in, in float32. */
  readonly scale: number;
}

export type Task = BlocksTask | EmbeddingsTask;

export interface BlocksDone {
  readonly kind: 'blocks';
  readonly quants: Uint8Array<ArrayBuffer>;
  /** The same scales in each type that was asked for. */
  readonly scales: Readonly<Partial<Record<Precision, Uint8Array<ArrayBuffer>>>>;
  readonly error: number;
  readonly power: number;
  readonly plainError: number;
  readonly worst: readonly WorstBlock[];
}

export interface EmbeddingsDone {
  readonly kind: 'embeddings';
  readonly rows: Uint8Array<ArrayBuffer>;
}

export type Result = BlocksDone | EmbeddingsDone | ({ readonly kind: 'refused' } & Refusal);

/** With the task's own memory, which a thread cannot free at once and the asker can. */
export type Answer = Result & { readonly spent: ArrayBuffer };

/** The memory of an answer. */
export function buffersOf(answer: Answer): ArrayBuffer[] {
  if (answer.kind === 'refused') return [answer.spent];
  if (answer.kind === 'embeddings') return [answer.spent, answer.rows.buffer];
  const results = [answer.quants, ...Object.values(answer.scales)].map((bytes) => bytes.buffer);
  return [answer.spent, ...results];
}
