import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toFloat32 } from './dtype';
import { type FixtureTensor, safetensors } from './fixture';
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
    [
      'a tensor that is none',
      { a: { shape: [1] } },
      new Uint8Array(8),
      undefined,
      'model.safetensors: a: dtype:',
    ],
    [
      'an offset that is no whole number',
      { a: tensor('F32', [2], [0.5, 8.5]) },
      new Uint8Array(8),
      undefined,
      'model.safetensors: a: data_offsets.0:',
    ],
    [
      'an end before its beginning',
      { a: tensor('I64', [2], [8, 0]) },
      new Uint8Array(8),
      undefined,
      ': a:',
    ],
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
      "model.safetensors: a ends 8 bytes beyond the file's end: the file is cut short",
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

  it('reads some rows of a tensor', async () => {
    const values = Float32Array.from({ length: 12 }, (_, i) => i);
    const path = join(folder, 'model.safetensors');
    const a: FixtureTensor = { shape: [3, 2, 2], values, dtype: 'F16' };
    await writeFile(path, safetensors({ before: { shape: [1], values: values.slice(5, 6) }, a }));
    const file = await SafetensorsFile.open(path);
    const { bytes, dtype } = await file.rows('a', 1, 3);
    expect(dtype).toBe('F16');
    expect([...toFloat32(bytes, dtype)]).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
    await expect(file.rows('a', 1, 4)).rejects.toThrow('a has no rows 1 to 4');
    await file.close();
  });

  it.each(['I8', 'F8_E4M3', 'F64', 'made up'])(
    'refuses a tensor of %s when it is asked for',
    async (type) => {
      const header = { a: tensor(type, [2], [0, 8]), b: tensor('F32', [1], [8, 12]) };
      const file = await SafetensorsFile.open(await write(header, new Uint8Array(12)));
      expect([...(await file.read('b'))]).toEqual([0]);
      await expect(file.read('a')).rejects.toThrow(
        `model.safetensors: a has the type ${type}; the builder reads BF16, F16, F32`,
      );
      await file.close();
    },
  );

  it('says when a file has become shorter since it was opened', async () => {
    const path = await write({ a: tensor('F32', [4], [0, 16]) }, new Uint8Array(16));
    const file = await SafetensorsFile.open(path);
    await truncate(path, file.size - 4);
    await expect(file.read('a')).rejects.toThrow('model.safetensors: a is cut short');
    await file.close();
  });
});
