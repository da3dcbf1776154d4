/** The token table on its way from a checkpoint to `embeddings.bin`. */
import type { Checkpoint } from '../checkpoint/checkpoint';
import type { OutputFolder } from '../output';
import { chunksOf } from './chunks';
import { Pipeline } from './pipeline';
import type { QuantisePool } from './pool';

export interface EmbeddingsOptions {
  readonly output: OutputFolder;
  readonly checkpoint: Checkpoint;
  readonly pool: QuantisePool;
  /** Of the tensor [rows, columns]. */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** Multiplied in, in float32: Gemma's √hidden. */
  readonly scale: number;
  readonly bits: 8 | 32;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes of the checkpoint that were dealt with since the last call. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** One file even where it is large: it is read by row. */
const FILE = 'embeddings.bin';

/** @throws BuildError where the table is missing, misshapen or has a value that is not finite */
export async function storeEmbeddings(options: EmbeddingsOptions): Promise<void> {
  const { output, checkpoint, pool, name, rows, columns, scale, bits } = options;
  const chunks = chunksOf(rows, columns);
  const file = await output.create(FILE);
  await new Pipeline(pool, options.signal).stream({
    name,
    count: chunks.length,
    read: async (index) => {
      const { begin, end } = chunks[index] ?? { begin: 0, end: 0 };
      const raw = await checkpoint.rows(name, [rows, columns], begin, end);
      options.onBytes?.(raw.bytes.length);
      return { kind: 'embeddings', ...raw, rows: end - begin, columns, scale, bits };
    },
    write: async (answer, index) => {
      if (answer.kind === 'refused') {
        const row = (chunks[index]?.begin ?? 0) + Math.floor(answer.at / columns);
        throw checkpoint.badValue(name, row, answer.at % columns, answer.why);
      }
      if (answer.kind !== 'embeddings') throw new TypeError(`${name}: not what was asked for`);
      await file.write(answer.rows);
    },
  });
  output.record(await file.close());
}
