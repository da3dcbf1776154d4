/** Small checkpoints for tests. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DTYPE_BYTES, type Dtype, toHalves } from './dtype';

export interface FixtureTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** Default: F32. */
  readonly dtype?: Dtype;
}

/** A `.safetensors` file of float values. */
export function safetensors(tensors: Readonly<Record<string, FixtureTensor>>): Uint8Array {
  const header: Record<string, unknown> = {};
  let size = 0;
  for (const [name, { shape, values, dtype = 'F32' }] of Object.entries(tensors)) {
    const bytes = values.length * DTYPE_BYTES[dtype];
    header[name] = { dtype, shape, data_offsets: [size, size + bytes] };
    size += bytes;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const out = new Uint8Array(8 + json.length + size);
  new DataView(out.buffer).setBigUint64(0, BigInt(json.length), true);
  out.set(json, 8);
  let at = 8 + json.length;
  for (const { values, dtype = 'F32' } of Object.values(tensors)) {
    const bytes = encoded(values, dtype);
    out.set(bytes, at);
    at += bytes.length;
  }
  return out;
}

function encoded(values: Float32Array, dtype: Dtype): Uint8Array {
  if (dtype === 'F32') return new Uint8Array(values.slice().buffer);
  if (dtype === 'F16') return new Uint8Array(toHalves(values).buffer);
  const words = new Uint32Array(values.slice().buffer);
  return new Uint8Array(Uint16Array.from(words, (word) => word >>> 16).buffer);
}

/** A checkpoint folder with one weight file. */
export async function writeCheckpoint(
  folder: string,
  tensors: Readonly<Record<string, FixtureTensor>>,
  config: unknown = {},
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  await writeFile(join(folder, 'model.safetensors'), safetensors(tensors));
}

/** Normally distributed values, the same for the same seed. */
export function gaussian(count: number, seed: number, deviation = 0.02): Float32Array {
  let state = seed >>> 0 || 1;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return Float32Array.from(
    { length: count },
    () => deviation * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}
