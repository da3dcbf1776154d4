/** A checkpoint folder in the Hugging Face layout: config, tokenizer, one or more safetensors files. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { BuildError } from '../errors';
import { DTYPE_BYTES, firstNotFinite, toFloat32 } from './dtype';
import { type RawRows, SafetensorsFile } from './safetensors';

const CONFIG = 'config.json';
const SINGLE = 'model.safetensors';
const INDEX = 'model.safetensors.index.json';

const Index = v.object({ weight_map: v.record(v.string(), v.string()) });

export class Checkpoint {
  private constructor(
    readonly folder: string,
    /** `config.json`, unparsed: each family has its own schema. */
    readonly config: unknown,
    /** By tensor. */
    private readonly files: ReadonlyMap<string, SafetensorsFile>,
  ) {}

  /** @throws BuildError naming the file (and tensor) that is missing or does not hold together */
  static async open(folder: string): Promise<Checkpoint> {
    const config = await readJson(folder, CONFIG);
    if (config === undefined) throw new BuildError(`${folder}: has no ${CONFIG}`);
    const index = await readJson(folder, INDEX);
    const files =
      index === undefined ? await openSingle(folder) : await openShards(folder, parseIndex(index));
    return new Checkpoint(folder, config, files);
  }

  /** Bytes of all weight files. */
  get bytes(): number {
    return [...new Set(this.files.values())].reduce((sum, file) => sum + file.size, 0);
  }

  get tensors(): readonly string[] {
    return [...this.files.keys()];
  }

  has(tensor: string): boolean {
    return this.files.has(tensor);
  }

  /** @throws BuildError where the tensor is missing */
  shape(tensor: string): readonly number[] {
    return this.file(tensor).shape(tensor) ?? [];
  }

  /** Bytes of each of a tensor's values. @throws BuildError where the tensor is missing */
  valueBytes(tensor: string): number {
    return DTYPE_BYTES[this.file(tensor).dtype(tensor)];
  }

  /** Name of the file that holds a tensor: for messages. */
  where(tensor: string): string {
    return this.files.get(tensor)?.name ?? this.folder;
  }

  /**
   * A tensor's values as float32, row-major: for those that memory can hold.
   * @throws BuildError when it is missing, has another shape, or a value is not finite
   */
  async tensor(name: string, shape: readonly number[]): Promise<Float32Array> {
    return this.values(name, shape, 0, shape[0] ?? 1);
  }

  /** The rows [begin, end) along the first dimension, as float32. @throws BuildError as `tensor` does */
  async values(
    name: string,
    shape: readonly number[],
    begin: number,
    end: number,
  ): Promise<Float32Array> {
    const { bytes, dtype } = await this.rows(name, shape, begin, end);
    const values = toFloat32(bytes, dtype);
    const wrong = firstNotFinite(values);
    if (wrong !== -1) {
      const columns = shape.slice(1).reduce((a, b) => a * b, 1);
      const row = begin + Math.floor(wrong / columns);
      throw this.badValue(name, row, wrong % columns, 'is not finite');
    }
    return values;
  }

  /** One row along the first dimension, as float32. @throws BuildError as `tensor` does */
  async row(name: string, shape: readonly number[], index: number): Promise<Float32Array> {
    return this.values(name, shape, index, index + 1);
  }

  /** Rows [begin, end) as the file holds them, unchecked: for the workers that quantise. */
  async rows(name: string, shape: readonly number[], begin: number, end: number): Promise<RawRows> {
    this.check(name, shape);
    return this.file(name).rows(name, begin, end);
  }

  /** @throws BuildError when a tensor is missing or has another shape */
  check(name: string, shape: readonly number[]): void {
    const file = this.file(name);
    const found = file.shape(name) ?? [];
    if (found.length !== shape.length || found.some((d, i) => d !== shape[i]))
      throw new BuildError(
        `${file.name}: ${name} has the shape [${found.join(', ')}], expected [${shape.join(', ')}]`,
      );
  }

  /** What to throw where a value of a tensor cannot be used. */
  badValue(name: string, row: number, column: number, why: string): BuildError {
    return new BuildError(
      `${this.where(name)}: ${name}: the value at row ${row}, column ${column} ${why}`,
    );
  }

  async close(): Promise<void> {
    await closeAll(this.files.values());
  }

  private file(tensor: string): SafetensorsFile {
    const file = this.files.get(tensor);
    if (!file) throw new BuildError(`${this.folder}: the tensor ${tensor} is missing`);
    return file;
  }
}

async function openSingle(folder: string): Promise<Map<string, SafetensorsFile>> {
  const file = await SafetensorsFile.open(join(folder, SINGLE));
  if (file.tensors.length === 0) {
    await file.close();
    throw new BuildError(`${SINGLE}: holds no tensors`);
  }
  return new Map(file.tensors.map((tensor) => [tensor, file]));
}

/** @returns the file's name of each tensor */
function parseIndex(index: unknown): Map<string, string> {
  const parsed = v.safeParse(Index, index);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new BuildError(`${INDEX}: ${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
  }
  const entries = Object.entries(parsed.output.weight_map);
  if (entries.length === 0) throw new BuildError(`${INDEX}: names no tensors`);
  // Shards lie beside their index: a checkpoint must not name other files of this machine.
  for (const [tensor, name] of entries)
    if (!/^[\w][\w.-]*\.safetensors$/.test(name))
      throw new BuildError(`${INDEX}: ${tensor} is in ${JSON.stringify(name)}, which is no shard`);
  return new Map(entries);
}

async function openShards(
  folder: string,
  places: ReadonlyMap<string, string>,
): Promise<Map<string, SafetensorsFile>> {
  const shards = new Map<string, SafetensorsFile>();
  try {
    const files = new Map<string, SafetensorsFile>();
    for (const [tensor, name] of places) {
      const shard = shards.get(name) ?? (await SafetensorsFile.open(join(folder, name)));
      shards.set(name, shard);
      if (shard.shape(tensor) === undefined)
        throw new BuildError(`${name}: has no tensor ${tensor}, where ${INDEX} says it is`);
      files.set(tensor, shard);
    }
    return files;
  } catch (error) {
    await closeAll(shards.values());
    throw error;
  }
}

async function closeAll(files: Iterable<SafetensorsFile>): Promise<void> {
  await Promise.all([...new Set(files)].map((file) => file.close()));
}

/** A JSON file of a folder; undefined where there is none. */
export async function readJson(folder: string, name: string): Promise<unknown> {
  const text = await readFile(join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new BuildError(`${name}: cannot be read (${error.message})`);
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new BuildError(`${name}: is not JSON`);
  }
}
