/** Writes a checkpoint of a published model's exact tensor shapes, with random weights. */
import { type FileHandle, mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Model, TensorSpec } from './families';
import { layersFor, MODELS, type ModelName, tensorBytes } from './models';
import { WeightStream } from './weights';

export interface SyntheticOptions {
  /** A published model, or one that differs from it. */
  readonly like: ModelName | Model;
  /** As many layers as come nearest to `bytes`, or so many; the published number where neither is given. */
  readonly bytes?: number | undefined;
  readonly layers?: number | undefined;
  readonly vision: boolean;
  readonly out: string;
}

export interface Synthetic {
  readonly layers: number;
  /** Of all tensors. */
  readonly bytes: number;
  readonly files: readonly string[];
}

/** Bytes of tensors a shard, at most; a larger tensor has a shard of its own. */
const SHARD_BYTES = 2e9;
/** Values drawn and written at a time. */
const PIECE = 2 * 1024 * 1024;

export async function writeSynthetic(options: SyntheticOptions): Promise<Synthetic> {
  const model = typeof options.like === 'string' ? MODELS[options.like] : options.like;
  const layers =
    options.layers ??
    (options.bytes === undefined ? model.layers : layersFor(model, options.bytes, options.vision));
  const shards = shardsOf(model.tensors(layers, options.vision));
  await mkdir(options.out, { recursive: true });
  const config = {
    ...model.config(layers, options.vision),
    torch_dtype: 'bfloat16',
    transformers_version: '4.57.1',
  };
  await writeFile(join(options.out, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
  const weightMap: Record<string, string> = {};
  const files: string[] = [];
  for (const [index, shard] of shards.entries()) {
    const name = `model-${digits(index + 1)}-of-${digits(shards.length)}.safetensors`;
    files.push(name);
    await writeShard(join(options.out, name), shard);
    for (const tensor of shard) weightMap[tensor.name] = name;
  }
  const bytes = shards.flat().reduce((sum, tensor) => sum + tensorBytes(tensor), 0);
  const index = { metadata: { total_size: bytes }, weight_map: weightMap };
  await writeFile(
    join(options.out, 'model.safetensors.index.json'),
    `${JSON.stringify(index, null, 2)}\n`,
  );
  return { layers, bytes, files };
}

const digits = (count: number): string => String(count).padStart(5, '0');

export function shardsOf(tensors: readonly TensorSpec[]): TensorSpec[][] {
  const shards: TensorSpec[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const tensor of tensors) {
    size += tensorBytes(tensor);
    if (size > SHARD_BYTES) {
      shards.push([]);
      size = tensorBytes(tensor);
    }
    shards.at(-1)?.push(tensor);
  }
  return shards;
}

async function writeShard(path: string, tensors: readonly TensorSpec[]): Promise<void> {
  const handle = await open(path, 'w');
  try {
    await handle.writeFile(headerOf(tensors));
    for (const tensor of tensors) await writeTensor(handle, tensor);
  } finally {
    await handle.close();
  }
}

export function headerOf(tensors: readonly TensorSpec[]): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  let at = 0;
  for (const tensor of tensors) {
    const end = at + tensorBytes(tensor);
    header[tensor.name] = { dtype: 'BF16', shape: tensor.shape, data_offsets: [at, end] };
    at = end;
  }
  const json = JSON.stringify(header);
  // The data begins at a multiple of eight, as the published files' does.
  const text = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 8) * 8));
  const out = new Uint8Array(8 + text.length);
  new DataView(out.buffer).setBigUint64(0, BigInt(text.length), true);
  out.set(text, 8);
  return out;
}

async function writeTensor(handle: FileHandle, tensor: TensorSpec): Promise<void> {
  const stream = new WeightStream(tensor);
  let left = tensorBytes(tensor) / 2;
  while (left > 0) {
    const values = new Uint16Array(Math.min(left, PIECE));
    stream.fill(values);
    await handle.writeFile(new Uint8Array(values.buffer));
    left -= values.length;
  }
}
