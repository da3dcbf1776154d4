/** Tensors on their way from a checkpoint to a build's files. */

import type { Precision } from '../../src/core/guard-build';
import { toHalfBits } from '../../src/core/half';
import { bytesOf, type OutputFolder, type Place, WeightWriter } from './output';
import { quantiseInt4 } from './quantise';

/** A linear layer's weight as the graph will find it. */
export type StoredLinear =
  | {
      readonly kind: 'int4';
      readonly rows: number;
      readonly columns: number;
      readonly nibbles: Place;
      readonly scales: Readonly<Record<Precision, Place>>;
    }
  /** Transposed to [columns, rows], as MatMul wants it. */
  | { readonly kind: 'dense'; readonly stored: StoredDense };

/** A tensor kept unquantised, once for each precision. */
export interface StoredDense {
  readonly shape: readonly number[];
  readonly places: Readonly<Record<Precision, Place>>;
}

export interface TensorReport {
  readonly tensor: string;
  readonly bits: number;
  readonly relativeError: number;
}

/** Stores tensors one by one, so that memory holds one at a time. */
export class TensorStore {
  readonly report: TensorReport[] = [];
  private readonly weights: WeightWriter;
  private readonly scales: Record<Precision, WeightWriter>;

  constructor(output: OutputFolder, stem: string) {
    this.weights = new WeightWriter(output, `${stem}.weights`, true);
    this.scales = {
      f16: new WeightWriter(output, `${stem}.scales.f16`, false),
      f32: new WeightWriter(output, `${stem}.scales.f32`, false),
    };
  }

  /** @param weight [rows, columns], row-major: `rows` outputs of `columns` inputs. */
  async linear(
    name: string,
    weight: Float32Array,
    rows: number,
    columns: number,
    bits: 4 | 'none',
  ): Promise<StoredLinear> {
    if (bits === 'none') {
      this.report.push({ tensor: name, bits: 32, relativeError: 0 });
      const stored = await this.dense(transpose(weight, rows, columns), [columns, rows]);
      return { kind: 'dense', stored };
    }
    const { nibbles, scales, relativeError } = quantiseInt4(weight, rows, columns);
    this.report.push({ tensor: name, bits, relativeError });
    return {
      kind: 'int4',
      rows,
      columns,
      nibbles: await this.weights.append(nibbles),
      scales: await this.both(scales),
    };
  }

  async dense(values: Float32Array, shape: readonly number[]): Promise<StoredDense> {
    return { shape, places: await this.both(values) };
  }

  async close(): Promise<void> {
    await this.weights.close();
    await this.scales.f16.close();
    await this.scales.f32.close();
  }

  private async both(values: Float32Array): Promise<Record<Precision, Place>> {
    return {
      f16: await this.scales.f16.append(bytesOf(Uint16Array.from(values, toHalfBits))),
      f32: await this.scales.f32.append(bytesOf(values)),
    };
  }
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      out[column * rows + row] = values[row * columns + column] ?? 0;
  return out;
}
