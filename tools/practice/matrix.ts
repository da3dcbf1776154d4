/** Tensors that are written down value by value. */
import type { Code } from './codes';

/** A matrix [rows, columns], row-major, or a vector, or a stack of them. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export class Matrix implements Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;

  constructor(
    rows: number,
    private readonly columns: number,
  ) {
    this.shape = [rows, columns];
    this.values = new Float32Array(rows * columns);
  }

  set(row: number, column: number, value: number): void {
    this.values[row * this.columns + column] = value;
  }

  add(row: number, column: number, value: number): void {
    const at = row * this.columns + column;
    this.values[at] = (this.values[at] ?? 0) + value;
  }

  row(row: number): Float32Array {
    return this.values.slice(row * this.columns, (row + 1) * this.columns);
  }

  /** Writes a code along a row. */
  code(row: number, column: number, code: Code, scale: number): void {
    code.forEach((sign, i) => {
      this.set(row, column + i, sign * scale);
    });
  }
}

export const vector = (size: number, value: number): Tensor => ({
  shape: [size],
  values: new Float32Array(size).fill(value),
});
