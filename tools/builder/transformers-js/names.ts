/** What `@huggingface/transformers` calls things: dtypes, sessions, files of weights. */
import type { Precision } from '../../../src/core/guard-build';
import type { Bits } from '../work';

/** The library's dtypes (`src/utils/dtypes.js`), of which each has a suffix for file names. */
const SUFFIX = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  uint8: '_uint8',
  q4: '_q4',
  q4f16: '_q4f16',
} as const;
export type Dtype = keyof typeof SUFFIX;

/**
 * The library has no name for 8-bit weights with half-precision activations: they get `uint8`, which
 * says the same of the weights and is free.
 */
const DTYPES: Readonly<Record<Bits, Readonly<Record<Precision, Dtype>>>> = {
  4: { f32: 'q4', f16: 'q4f16' },
  8: { f32: 'q8', f16: 'uint8' },
  none: { f32: 'fp32', f16: 'fp16' },
};

export const dtypeOf = (bits: Bits, precision: Precision): Dtype => DTYPES[bits][precision];

/** Folder of all graphs and weights. */
export const FOLDER = 'onnx';

/** A session's file in the folder. */
export const graphFile = (session: string, dtype: Dtype): string =>
  `${session}${SUFFIX[dtype]}.onnx`;

/** The n-th file of a graph's weights (`getExternalDataChunkNames`). */
export const dataFile = (graph: string, n: number): string =>
  `${graph}_data${n === 0 ? '' : `_${n}`}`;
