/** The number types of checkpoints, and the way from their bytes to float32 and halves. */
import { fromHalfBits, toHalfBits } from '../../../src/core/half';

/** Bytes a value, of the types that the builder reads. */
export const DTYPE_BYTES = { BF16: 2, F16: 2, F32: 4 } as const;
export type Dtype = keyof typeof DTYPE_BYTES;

export const isDtype = (name: string): name is Dtype => Object.hasOwn(DTYPE_BYTES, name);

let halves: Float32Array | undefined;

/** Every half's value, by its bits: 256 kB, made when the first tensor of halves is read. */
function halfTable(): Float32Array {
  halves ??= Float32Array.from({ length: 65_536 }, (_, bits) => fromHalfBits(bits));
  return halves;
}

/**
 * @param bytes little-endian, aligned to the type's size
 * @param into where the values go; float32 stays where it is
 */
export function toFloat32(
  bytes: Uint8Array<ArrayBuffer>,
  dtype: Dtype,
  into?: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  const count = bytes.byteLength / DTYPE_BYTES[dtype];
  if (dtype === 'F32') return new Float32Array(bytes.buffer, bytes.byteOffset, count);
  const source = new Uint16Array(bytes.buffer, bytes.byteOffset, count);
  const out = into ?? new Float32Array(count);
  if (dtype === 'F16') {
    const table = halfTable();
    for (let i = 0; i < count; i++) out[i] = table[source[i] ?? 0] ?? 0;
    return out;
  }
  const words = new Uint32Array(out.buffer, out.byteOffset, count);
  for (let i = 0; i < count; i++) words[i] = (source[i] ?? 0) << 16;
  return out;
}

/** The halves nearest to the values, as bits. */
export function toHalves(values: Float32Array): Uint16Array<ArrayBuffer> {
  const out = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = toHalfBits(values[i] ?? 0);
  return out;
}

/** Index of the first value that is not a number or infinite; -1 where there is none. */
export function firstNotFinite(values: Float32Array): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}
