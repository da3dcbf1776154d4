import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BuildError } from '../errors';
import { Checkpoint } from './checkpoint';
import { type FixtureTensor, safetensors, writeCheckpoint } from './fixture';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-checkpoint-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const a: FixtureTensor = { shape: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) };
const b: FixtureTensor = { shape: [2], values: Float32Array.of(7, 8), dtype: 'BF16' };

async function writeSharded(index: unknown, shards: Record<string, Record<string, FixtureTensor>>) {
  await writeFile(join(folder, 'config.json'), '{}');
  await writeFile(join(folder, 'model.safetensors.index.json'), JSON.stringify(index));
  for (const [name, tensors] of Object.entries(shards))
    await writeFile(join(folder, name), safetensors(tensors));
}

const FIRST = 'model-00001-of-00002.safetensors';
const SECOND = 'model-00002-of-00002.safetensors';

describe('Checkpoint', () => {
  it('reads one file', async () => {
    await writeCheckpoint(folder, { a, b }, { model_type: 'llama' });
    const checkpoint = await Checkpoint.open(folder);
    expect(checkpoint.config).toEqual({ model_type: 'llama' });
    expect(checkpoint.has('a')).toBe(true);
    expect(checkpoint.has('c')).toBe(false);
    expect(checkpoint.tensors).toEqual(['a', 'b']);
    expect(checkpoint.valueBytes('b')).toBe(2);
    expect([...(await checkpoint.tensor('b', [2]))]).toEqual([7, 8]);
    expect([...(await checkpoint.row('a', [3, 2], 1))]).toEqual([3, 4]);
    expect([...(await checkpoint.values('a', [3, 2], 1, 3))]).toEqual([3, 4, 5, 6]);
    await checkpoint.close();
  });

  it('reads shards', async () => {
    await writeSharded(
      { metadata: { total_size: 28 }, weight_map: { a: FIRST, b: SECOND } },
      { [FIRST]: { a }, [SECOND]: { b } },
    );
    const checkpoint = await Checkpoint.open(folder);
    expect([...(await checkpoint.tensor('b', [2]))]).toEqual([7, 8]);
    expect(checkpoint.where('a')).toBe(FIRST);
    expect(checkpoint.bytes).toBe(safetensors({ a }).length + safetensors({ b }).length);
    await checkpoint.close();
  });

  it.each<[string, unknown, string]>([
    ['a missing shard', { weight_map: { a: FIRST, b: SECOND } }, `${SECOND}: cannot be opened`],
    [
      'a tensor that is not in its shard',
      { weight_map: { a: FIRST, b: FIRST } },
      `${FIRST}: has no tensor b, where model.safetensors.index.json says it is`,
    ],
    [
      'a path that leads out',
      { weight_map: { a: '../model.safetensors' } },
      'model.safetensors.index.json: a is in "../model.safetensors", which is no shard',
    ],
    ['an absolute path', { weight_map: { a: '/dev/zero' } }, 'index.json: a is in "/dev/zero"'],
    ['no table', { weight_map: [1] }, 'model.safetensors.index.json: weight_map'],
    ['an empty table', { weight_map: {} }, 'model.safetensors.index.json: names no tensors'],
    ['a list', [], 'model.safetensors.index.json: '],
    ['nothing', null, 'model.safetensors.index.json: '],
  ])('refuses an index with %s', async (_what, index, message) => {
    await writeSharded(index, { [FIRST]: { a } });
    const opening = Checkpoint.open(folder);
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toThrow(BuildError);
  });

  it('refuses files that are not JSON, or not there', async () => {
    await expect(Checkpoint.open(folder)).rejects.toThrow('has no config.json');
    await writeFile(join(folder, 'config.json'), '{"model_type": ');
    await expect(Checkpoint.open(folder)).rejects.toThrow('config.json: is not JSON');
    await writeFile(join(folder, 'config.json'), '{}');
    await expect(Checkpoint.open(folder)).rejects.toThrow('model.safetensors: cannot be opened');
    await writeFile(join(folder, 'model.safetensors.index.json'), 'weights');
    await expect(Checkpoint.open(folder)).rejects.toThrow('index.json: is not JSON');
  });

  it('refuses a file without tensors', async () => {
    await writeCheckpoint(folder, {});
    await expect(Checkpoint.open(folder)).rejects.toThrow('model.safetensors: holds no tensors');
  });

  it('refuses a file that is cut short, naming its tensor', async () => {
    await writeCheckpoint(folder, { a, b });
    await truncate(join(folder, 'model.safetensors'), safetensors({ a, b }).length - 1);
    await expect(Checkpoint.open(folder)).rejects.toThrow(
      "model.safetensors: b ends 1 bytes beyond the file's end: the file is cut short",
    );
  });

  it('refuses tensors that are missing, misshapen or not finite', async () => {
    const infinite = { shape: [2, 2], values: Float32Array.of(1, 2, 3, Number.NaN) };
    await writeCheckpoint(folder, { a, infinite });
    const checkpoint = await Checkpoint.open(folder);
    await expect(checkpoint.tensor('c', [2])).rejects.toThrow('the tensor c is missing');
    await expect(checkpoint.tensor('a', [2, 3])).rejects.toThrow(
      'model.safetensors: a has the shape [3, 2], expected [2, 3]',
    );
    await expect(checkpoint.row('infinite', [2, 2], 1)).rejects.toThrow(
      'model.safetensors: infinite: the value at row 1, column 1 is not finite',
    );
    await checkpoint.close();
  });
});
