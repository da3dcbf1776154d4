/** Writing a random guard as a checkpoint in the Hugging Face layout. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FixtureTensor, gaussian, safetensors } from '../checkpoint/fixture';
import { configOf, type RandomGuard, tensorsOf } from './guards';

/** The same bytes for the same guard. */
export async function writeRandomCheckpoint(folder: string, guard: RandomGuard): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), JSON.stringify(configOf(guard)));
  const shards: Record<string, FixtureTensor>[] = Array.from({ length: guard.shards }, () => ({}));
  const places: Record<string, string> = {};
  const fileOf = (shard: number) =>
    guard.shards === 1
      ? 'model.safetensors'
      : `model-${numbered(shard + 1)}-of-${numbered(guard.shards)}.safetensors`;
  [...tensorsOf(guard)].forEach(([name, { shape, deviation, mean }], index) => {
    const count = shape.reduce((a, b) => a * b, 1);
    const values = gaussian(count, guard.seed + index * 7919, deviation).map(
      (value) => value + mean,
    );
    const shard = index % guard.shards;
    const tensors = shards[shard];
    if (tensors) tensors[name] = { shape, values, dtype: guard.dtype };
    places[name] = fileOf(shard);
  });
  for (const [shard, tensors] of shards.entries())
    await writeFile(join(folder, fileOf(shard)), safetensors(tensors));
  if (guard.shards > 1)
    await writeFile(
      join(folder, 'model.safetensors.index.json'),
      JSON.stringify({ metadata: {}, weight_map: places }),
    );
}

const numbered = (shard: number): string => String(shard).padStart(5, '0');
