/** A checkpoint folder in the Hugging Face layout: config, tokenizer, one or more safetensors files. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { BuildError } from './errors';
import { SafetensorsFile } from './safetensors';

const Index = v.object({ weight_map: v.record(v.string(), v.string()) });

export class Checkpoint {
  private constructor(
    readonly folder: string,
    /** `config.json`, unparsed: each family has its own schema. */
    readonly config: unknown,
    private readonly files: readonly SafetensorsFile[],
  ) {}

  static async open(folder: string): Promise<Checkpoint> {
    const config = await readJson(folder, 'config.json');
    if (config === undefined) throw new BuildError(`${folder}: has no config.json`);
    const index = await readJson(folder, 'model.safetensors.index.json');
    const names = index
      ? [...new Set(Object.values(v.parse(Index, index).weight_map))].sort()
      : ['model.safetensors'];
    const files: SafetensorsFile[] = [];
    try {
      for (const name of names) files.push(await SafetensorsFile.open(join(folder, name)));
    } catch (error) {
      await Promise.all(files.map((file) => file.close()));
      throw error;
    }
    return new Checkpoint(folder, config, files);
  }

  has(tensor: string): boolean {
    return this.files.some((file) => file.shape(tensor) !== undefined);
  }

  /**
   * A tensor's values as float32, row-major.
   * @throws BuildError when it is missing or has another shape.
   */
  async tensor(name: string, shape: readonly number[]): Promise<Float32Array> {
    const file = this.files.find((candidate) => candidate.shape(name) !== undefined);
    if (!file) throw new BuildError(`${this.folder}: the tensor ${name} is missing`);
    const found = file.shape(name) ?? [];
    if (found.length !== shape.length || found.some((d, i) => d !== shape[i]))
      throw new BuildError(
        `${file.name}: ${name} has the shape [${found.join(', ')}], expected [${shape.join(', ')}]`,
      );
    return file.read(name);
  }

  async close(): Promise<void> {
    await Promise.all(this.files.map((file) => file.close()));
  }
}

/** A JSON file of a folder; undefined where there is none. */
export async function readJson(folder: string, name: string): Promise<unknown> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new BuildError(`${name}: is not JSON`);
  }
}
