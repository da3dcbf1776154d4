/** One thread of the pool: a chunk of rows in, its place in a build's files out. */
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { fromHalfBits } from '../../../src/core/half';
import { toFloat32 } from '../checkpoint/dtype';
import { embeddingRows } from './embedding-rows';
import { quantise } from './quantise';
import { type BlocksTask, buffersOf, type EmbeddingsTask, type Result, type Task } from './tasks';

export default function work(task: Task): unknown {
  const result = task.kind === 'blocks' ? blocks(task) : embeddings(task);
  const answer = { ...result, spent: task.bytes.buffer };
  return move({ [transferableSymbol]: buffersOf(answer), [valueSymbol]: answer });
}

let scratch = new Float32Array(0);

/** A task's values: only until the next task. */
function valuesOf({ bytes, dtype, rows, columns }: Task): Float32Array {
  if (scratch.length < rows * columns) scratch = new Float32Array(rows * columns);
  return toFloat32(bytes, dtype, scratch.subarray(0, rows * columns));
}

function blocks(task: BlocksTask): Result {
  const values = valuesOf(task);
  const done = quantise(values, task.rows, task.columns, task.bits, task.paddedColumns);
  if ('why' in done) return { kind: 'refused', ...done };
  const { quants, scales, error, power, plainError, worst } = done;
  return {
    kind: 'blocks',
    quants,
    scales: {
      ...(task.precisions.includes('f16') ? { f16: new Uint8Array(scales.buffer) } : {}),
      ...(task.precisions.includes('f32') ? { f32: new Uint8Array(floatsOf(scales).buffer) } : {}),
    },
    error,
    power,
    plainError,
    worst,
  };
}

function floatsOf(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) out[i] = fromHalfBits(halves[i] ?? 0);
  return out;
}

function embeddings(task: EmbeddingsTask): Result {
  const values = valuesOf(task);
  const rows = embeddingRows(values, task.rows, task.columns, task.scale, task.bits);
  return 'why' in rows ? { kind: 'refused', ...rows } : { kind: 'embeddings', rows };
}
