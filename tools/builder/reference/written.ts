/** A build's matrices, read back from the very files that were written. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Precision } from '../../../src/core/guard-build';
import { DTYPE_BYTES } from '../checkpoint/dtype';
import { BuildError } from '../errors';
import type { Place } from '../output';
import type { StoredLinear } from '../tensors';
import { BLOCK, type FloatBytes, type StoredMatrix } from './slabs';

export interface WrittenFiles {
  readonly folder: string;
  /** Matrices by their names in the checkpoint. */
  readonly linears: ReadonlyMap<string, StoredLinear>;
}

/** @throws BuildError where the build does not have it */
export function writtenMatrix({ folder, linears }: WrittenFiles, name: string): StoredMatrix {
  const linear = linears.get(name);
  if (!linear) throw new BuildError(`${folder}: the build has no ${name}`);
  if (linear.kind === 'dense') {
    const [columns = 0, rows = 0] = linear.stored.shape;
    const read = floats(folder, name, linear.stored.places);
    return {
      rows,
      columns,
      transposed: true,
      read: async (begin, end) => ({
        kind: 'floats',
        ...(await read(begin * rows, end * rows)),
      }),
    };
  }
  const { rows, bits, quants } = linear;
  const blocks = Math.ceil(linear.columns / BLOCK);
  const readScales = floats(folder, name, linear.scales);
  const rowBytes = (blocks * BLOCK * bits) / 8;
  return {
    rows,
    columns: blocks * BLOCK,
    transposed: false,
    read: async (begin, end) => ({
      kind: 'blocks',
      bits,
      quants: await writtenBytes(folder, quants, begin * rowBytes, end * rowBytes),
      scales: await readScales(begin * blocks, end * blocks),
    }),
  };
}

/** A reader of the numbers [begin, end) of a tensor. */
function floats(folder: string, name: string, places: Partial<Record<Precision, Place>>) {
  const [place, dtype] = places.f32 ? [places.f32, 'F32' as const] : [places.f16, 'F16' as const];
  if (!place) throw new BuildError(`${folder}: ${name} is in no precision`);
  const size = DTYPE_BYTES[dtype];
  return async (begin: number, end: number): Promise<FloatBytes> => ({
    bytes: await writtenBytes(folder, place, begin * size, end * size),
    dtype,
  });
}

/** Bytes [begin, end) of a place in one of the build's files. */
export async function writtenBytes(
  folder: string,
  { file, offset, length }: Place,
  begin: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(end - begin);
  const handle = await open(join(folder, file), 'r');
  try {
    for (let done = 0; done < bytes.length; ) {
      const at = offset + begin + done;
      const { bytesRead } = await handle.read(bytes, done, bytes.length - done, at);
      if (bytesRead === 0 || end > length) throw new BuildError(`${file}: is cut short`);
      done += bytesRead;
    }
  } finally {
    await handle.close();
  }
  return bytes;
}
