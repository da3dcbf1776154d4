/**
 * What a build will take, before hours are spent on it: every tensor is looked for in the
 * checkpoint, and the bytes are added up.
 */
import type { GuardBuild, Precision } from '../../src/core/guard-build';
import { embeddingRowBytes } from '../../src/worker/embeddings';
import { BLOCK } from './quantise/quantise';
import {
  bitsOf,
  type Padded,
  type StoredDense,
  type StoredLinear,
  type TensorSink,
  type TensorStoreOptions,
} from './tensors';

const NOWHERE = { file: '', offset: 0, length: 0 };

type PlanOptions = Pick<TensorStoreOptions, 'checkpoint' | 'bits' | 'keep8bit' | 'precisions'>;

/** Stands in for the store that writes: it only looks, and counts. */
export class Plan implements TensorSink {
  bytes = 0;

  constructor(private readonly options: PlanOptions) {}

  async linear(
    name: string,
    rows: number,
    columns: number,
    padded: Padded = {},
  ): Promise<StoredLinear> {
    this.options.checkpoint.check(name, [rows, columns]);
    const size = { rows: padded.rows ?? rows, columns: padded.columns ?? columns };
    const bits = bitsOf(name, this.options);
    if (bits === 'none') return { kind: 'dense', stored: this.counted([size.columns, size.rows]) };
    const blocks = size.rows * Math.ceil(size.columns / BLOCK);
    this.bytes += (blocks * BLOCK * bits) / 8;
    this.counted([blocks]);
    return { kind: 'blocks', bits, ...size, quants: NOWHERE, scales: {} };
  }

  async vector(
    name: string,
    size: number,
    { padded = size }: { padded?: number } = {},
  ): Promise<StoredDense> {
    this.options.checkpoint.check(name, [size]);
    return this.counted([padded]);
  }

  async matrix(name: string, shape: readonly number[]): Promise<StoredDense> {
    this.options.checkpoint.check(name, shape);
    return this.counted(shape);
  }

  async dense(_values: Float32Array, shape: readonly number[]): Promise<StoredDense> {
    return this.counted(shape);
  }

  /** The token table. */
  embeddings(name: string, { rows, columns, bits }: Omit<GuardBuild['embeddings'], 'path'>): void {
    this.options.checkpoint.check(name, [rows, columns]);
    this.bytes += rows * embeddingRowBytes(columns, bits);
  }

  private counted(shape: readonly number[]): StoredDense {
    const count = shape.reduce((a, b) => a * b, 1);
    for (const precision of this.options.precisions) this.bytes += count * BYTES[precision];
    return { shape, places: {} };
  }
}

const BYTES: Readonly<Record<Precision, number>> = { f16: 2, f32: 4 };
