import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SafetensorsFile } from './safetensors';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-safetensors-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function write(header: unknown, data: Uint8Array, length?: number): Promise<string> {
  const json = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  const path = join(folder, 'model.safetensors');
  await writeFile(path, bytes);
  return path;
}

const tensor = (dtype: string, shape: number[], data_offsets: [number, number]) => ({
  dtype,
  shape,
  data_offsets,
});

describe('SafetensorsFile', () => {
  it('reads bfloat16, half and float32', async () => {
    const data = new Uint8Array(4 + 4 + 8);
    const view = new DataView(data.buffer);
    view.setUint16(0, 0x3fc0, true); // 1.5 in bfloat16
    view.setUint16(2, 0xc000, true); // -2
    view.setUint16(4, 0x3e00, true); // 1.5 in half
    view.setUint16(6, 0xc000, true); // -2
    view.setFloat32(8, 1.5, true);
    view.setFloat32(12, -2, true);
    const file = await SafetensorsFile.open(
      await write(
        {
          __metadata__: { format: 'pt' },
          b: tensor('BF16', [2], [0, 4]),
          h: tensor('F16', [1, 2], [4, 8]),
          f: tensor('F32', [2], [8, 16]),
        },
        data,
      ),
    );
    expect(file.shape('h')).toEqual([1, 2]);
    for (const name of ['b', 'h', 'f']) expect([...(await file.read(name))]).toEqual([1.5, -2]);
    await expect(file.read('x')).rejects.toThrow('model.safetensors: has no tensor x');
    await file.close();
  });

  it.each([
    ['a header longer than the file', {}, new Uint8Array(0), 10_000, 'truncated or oversized'],
    ['an absurd header', {}, new Uint8Array(0), 2 ** 40, 'truncated or oversized'],
    ['a header that is not JSON', '{"a":', new Uint8Array(0), undefined, 'not JSON'],
    ['a header that is a list', [1], new Uint8Array(0), undefined, 'not an object'],
    ['an unknown type', { a: tensor('I64', [1], [0, 8]) }, new Uint8Array(8), undefined, ': a:'],
    [
      'a shape that does not fit',
      { a: tensor('F32', [3], [0, 8]) },
      new Uint8Array(8),
      undefined,
      ': a:',
    ],
    [
      'bytes beyond the end',
      { a: tensor('F32', [4], [0, 16]) },
      new Uint8Array(8),
      undefined,
      ': a:',
    ],
    [
      'overlapping tensors',
      { a: tensor('F32', [2], [0, 8]), b: tensor('F32', [2], [4, 12]) },
      new Uint8Array(12),
      undefined,
      'b overlaps',
    ],
  ])('refuses %s', async (_what, header, data, length, message) => {
    const path = await write(header, data, length);
    await expect(SafetensorsFile.open(path)).rejects.toThrow(message);
  });

  it('refuses a file that is not there or too short', async () => {
    await expect(SafetensorsFile.open(join(folder, 'none'))).rejects.toThrow(
      'none: cannot be opened',
    );
    await writeFile(join(folder, 'short'), new Uint8Array(5));
    await expect(SafetensorsFile.open(join(folder, 'short'))).rejects.toThrow('truncated');
  });
});
