/**
 * Blockwise quantisation to four or eight bits, in the layout of ONNX Runtime's MatMulNBits: a
 * weight [N, K] becomes quanta [N, ceil(K / 32), 32 · bits / 8] (low nibble first; zero point 8 or
 * 128) and one scale a block.
 *
 * A block's scale is the one of least squared error that a handful of tries finds. For given
 * integers q the best scale is Σvq / Σq², and what it takes off the error is (Σvq)² / Σq²: each try
 * is one pass over 32 values, without a second for its error (the way of llama.cpp's
 * `make_qx_quants`). The weights go through `kernel.ts` in batches that the processor's cache holds.
 */
import { toHalfBits } from '../../../src/core/half';
import { BLOCK, MAX_HALF, quantiseBlock } from './block';
import { Kernel } from './kernel';

export { BLOCK } from './block';

export interface WorstBlock {
  readonly row: number;
  readonly block: number;
  /** Root of the block's squared error over its squared weights. */
  readonly relativeError: number;
}

export interface Quantised {
  /** [N, blocks, 32 · bits / 8] bytes. */
  readonly quants: Uint8Array<ArrayBuffer>;
  /** [N, blocks] bits of halves: f16 and f32 builds hold the same weights. */
  readonly scales: Uint16Array<ArrayBuffer>;
  /** Sums over all weights: of squared errors, of those of plain rounding, of squares. */
  readonly error: number;
  readonly plainError: number;
  readonly power: number;
  /** At most three, worst first. */
  readonly worst: readonly WorstBlock[];
}

/** A value stands in the way. */
export interface Refusal {
  /** Its index. */
  readonly at: number;
  readonly why: 'is not finite' | 'is too large for a scale of half precision';
}

/** Blocks that go through the kernel at once: half a megabyte of values. */
const BATCH = 4096;

const kernels: Partial<Record<4 | 8, Kernel>> = {};

/**
 * Quantises a row-major matrix.
 * @param values [rows, columns]
 * @param paddedColumns columns of the result, at least `columns`; what is added is zero
 */
export function quantise(
  values: Float32Array,
  rows: number,
  columns: number,
  bits: 4 | 8,
  paddedColumns = columns,
): Quantised | Refusal {
  kernels[bits] ??= new Kernel(bits);
  const kernel = kernels[bits];
  const bytes = (BLOCK * bits) / 8;
  /** Blocks a row that hold values, and that the result has. */
  const full = Math.ceil(columns / BLOCK);
  const stride = Math.ceil(paddedColumns / BLOCK);
  const quants = new Uint8Array(rows * stride * bytes).fill(bits === 4 ? 0x88 : 0x80);
  const scales = new Uint16Array(rows * stride);
  const sum = { error: 0, plainError: 0, power: 0 };
  const worst: WorstBlock[] = [];
  let threshold = 0;

  const step = Math.max(1, Math.floor(BATCH / full));
  for (let first = 0; first < rows; first += step) {
    const count = Math.min(step, rows - first);
    const done = kernel.quantise(count * full, (into) => {
      fill(into, values, first, count, columns, full);
    });
    for (let index = 0; index < count * full; index++) {
      const row = first + Math.floor(index / full);
      const block = index % full;
      const at = row * stride + block;
      let scale = done.scale(index);
      let error = done.error(index);
      let plainError = done.plainError(index);
      let power = done.power(index);
      if (Number.isNaN(scale)) {
        const start = row * columns + block * BLOCK;
        const few = values.subarray(start, Math.min(start + BLOCK, (row + 1) * columns));
        const refusal = refused(few, bits);
        if (refusal) return { ...refusal, at: start + refusal.at };
        const slow = quantiseBlock(few, bits);
        ({ scale, error, plainError, power } = slow);
        pack(slow.quanta, done.quants.subarray(index * bytes, (index + 1) * bytes), bits);
      }
      scales[at] = toHalfBits(scale);
      sum.error += error;
      sum.plainError += plainError;
      sum.power += power;
      if (error > threshold * power) {
        worst.push({ row, block, relativeError: Math.sqrt(error / power) });
        threshold = keepWorst(worst) ** 2;
      }
    }
    copyRows(done.quants, quants, first, count, full * bytes, stride * bytes);
  }
  return { quants, scales, ...sum, worst };
}

const WORST = 3;

/** Leaves the worst few, worst first. @returns the error that a block must exceed to be among them */
export function keepWorst(worst: WorstBlock[]): number {
  worst.sort((a, b) => b.relativeError - a.relativeError);
  worst.length = Math.min(worst.length, WORST);
  return worst[WORST - 1]?.relativeError ?? 0;
}

/** Some rows as whole blocks, with zeros where a row's last block is not full. */
function fill(
  into: Float32Array,
  values: Float32Array,
  first: number,
  count: number,
  columns: number,
  blocks: number,
): void {
  if (columns === blocks * BLOCK) {
    into.set(values.subarray(first * columns, (first + count) * columns));
    return;
  }
  into.fill(0);
  for (let row = 0; row < count; row++) {
    const start = (first + row) * columns;
    into.set(values.subarray(start, start + columns), row * blocks * BLOCK);
  }
}

/** Rows of `length` bytes into rows of `stride` bytes. */
function copyRows(
  from: Uint8Array,
  to: Uint8Array,
  first: number,
  count: number,
  length: number,
  stride: number,
): void {
  if (length === stride) to.set(from, first * stride);
  else
    for (let row = 0; row < count; row++)
      to.set(from.subarray(row * length, (row + 1) * length), (first + row) * stride);
}

function refused(values: Float32Array, bits: 4 | 8): Refusal | undefined {
  const infinite = values.findIndex((value) => !Number.isFinite(value));
  if (infinite !== -1) return { at: infinite, why: 'is not finite' };
  const largest = 2 ** (bits - 1) * MAX_HALF;
  const large = values.findIndex((value) => Math.abs(value) > largest);
  if (large === -1) return undefined;
  return { at: large, why: 'is too large for a scale of half precision' };
}

function pack(quanta: Uint8Array, to: Uint8Array, bits: 4 | 8): void {
  if (bits === 8) to.set(quanta);
  else
    for (let i = 0; i < BLOCK; i += 2) to[i >> 1] = (quanta[i] ?? 0) | ((quanta[i + 1] ?? 0) << 4);
}
