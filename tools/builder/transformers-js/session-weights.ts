/**
 * The weights of one session. The library finds them by the graph's name alone, so that neither two
 * sessions nor two dtypes can share a file.
 */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Precision } from '../../../src/core/guard-build';
import type { Place } from '../output';
import { TensorStore, type TensorStoreOptions } from '../tensors';
import { type Dtype, dataFile, FOLDER, graphFile } from './names';

export interface Session {
  /** As the library asks for it: `model`, `decoder_model_merged`, `embed_tokens`, `vision_encoder`. */
  readonly name: string;
  readonly dtype: Dtype;
  /** Type of its activations, and so of all that is not quantised. */
  readonly activations: Precision;
}

type Options = Omit<TensorStoreOptions, 'stem' | 'precisions'>;

/**
 * Stores a session's tensors, puts their files where the library looks for them and writes the graph.
 * @param store writes all tensors; what it gives says where they lie
 * @param graph the graph's bytes, over that
 * @returns how many files of weights there are
 */
export async function writeSession<T>(
  { name, dtype, activations }: Session,
  options: Options,
  store: (store: TensorStore) => Promise<T>,
  graph: (stored: T) => Uint8Array,
): Promise<number> {
  const { output } = options;
  const file = graphFile(name, dtype);
  const stem = `${FOLDER}/${file}`;
  const tensors = new TensorStore({ ...options, stem, precisions: [activations] });
  const stored = await store(tensors);
  await tensors.close();
  const written = output.files
    .map(({ path }) => path)
    .filter((path) => path.startsWith(`${stem}.`));
  const names = new Map<string, string>();
  for (const [n, path] of written.entries()) {
    const data = dataFile(file, n);
    await rename(join(output.folder, path), join(output.folder, FOLDER, data));
    names.set(path, data);
  }
  await output.file(stem, graph(moved(stored, names)));
  return written.length;
}

/** The same with every place in a file of its new name; a graph's places are relative to its folder. */
function moved<T>(stored: T, names: ReadonlyMap<string, string>): T {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    if (isPlace(value)) return { ...value, file: names.get(value.file) ?? value.file };
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part)]));
  };
  return walk(stored) as T;
}

const isPlace = (value: object): value is Place =>
  'file' in value && typeof value.file === 'string' && 'offset' in value && 'length' in value;
