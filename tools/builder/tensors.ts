/**
 * Tensors on their way from a checkpoint to a build's files.
 *
 * Calls may overlap (`Promise.all` over a layer's tensors keeps all threads busy); the bytes lie in
 * the order of the calls. Memory holds a few chunks of a matrix that is quantised, and one whole
 * matrix at a time of those that are not.
 */
import type { Precision } from '../../src/core/guard-build';
import type { Checkpoint } from './checkpoint/checkpoint';
import { toHalves } from './checkpoint/dtype';
import { BuildError } from './errors';
import { bytesOf, type OutputFolder, type Place, WeightWriter } from './output';
import { chunksOf, type RowRange } from './quantise/chunks';
import { Pipeline } from './quantise/pipeline';
import type { QuantisePool } from './quantise/pool';
import { BLOCK, keepWorst, type WorstBlock } from './quantise/quantise';
import { transpose } from './quantise/transpose';

/** A linear layer's weight as the graph will find it. */
export type StoredLinear =
  | {
      readonly kind: 'blocks';
      readonly bits: 4 | 8;
      /** After padding. */
      readonly rows: number;
      readonly columns: number;
      /** uint8 [rows, blocks, 32 · bits / 8], low nibble first; zero point 8 or 128. */
      readonly quants: Place;
      /** [rows · blocks]. */
      readonly scales: Partial<Record<Precision, Place>>;
    }
  /** Transposed to [columns, rows], as MatMul wants it. */
  | { readonly kind: 'dense'; readonly stored: StoredDense };

/** A tensor kept unquantised, once for each precision. */
export interface StoredDense {
  readonly shape: readonly number[];
  readonly places: Partial<Record<Precision, Place>>;
}

export interface TensorReport {
  readonly tensor: string;
  readonly bits: 4 | 8 | 32;
  /** Root of the squared error over the squared weights. */
  readonly relativeError: number;
  /** The same for plain round-to-nearest with a block's extreme at the end of the grid. */
  readonly plainError: number;
  /** The three worst blocks, worst first. */
  readonly worst: readonly WorstBlock[];
}

export interface TensorStoreOptions {
  readonly output: OutputFolder;
  readonly checkpoint: Checkpoint;
  readonly pool: QuantisePool;
  /** `decoder` or `vision`: files are `stem.weights.N` and `stem.scales.f16.N`, `stem.scales.f32.N`. */
  readonly stem: string;
  readonly bits: 4 | 8 | 'none';
  /** Names of tensors that get 8 bits where `bits` is 4. */
  readonly keep8bit?: RegExp | undefined;
  /** Types of scales, norms and other unquantised tensors: each is a file of its own. */
  readonly precisions: readonly Precision[];
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes of the checkpoint that were dealt with since the last call. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** Rows and columns after zeros are added, for sizes that are no multiple of a block. */
export interface Padded {
  readonly rows?: number;
  readonly columns?: number;
}

/** Where a guard's tensors go, in the order in which its parts name them. */
export interface TensorSink {
  /** A matrix [rows, columns], quantised where the build is. */
  linear(name: string, rows: number, columns: number, padded?: Padded): Promise<StoredLinear>;
  /**
   * A norm's weight or a bias.
   * @param options.plusOne adds 1: Gemma's norms scale by 1 + weight
   * @param options.padded size after zeros are added
   */
  vector(
    name: string,
    size: number,
    options?: { readonly plusOne?: boolean; readonly padded?: number },
  ): Promise<StoredDense>;
  /** A matrix kept unquantised, transposed as MatMul wants it; read as [shape[0], all others]. */
  matrix(name: string, shape: readonly number[]): Promise<StoredDense>;
  /** Values that the caller has made. */
  dense(values: Float32Array, shape: readonly number[]): Promise<StoredDense>;
}

/** Bits that a matrix of this name gets. */
export const bitsOf = (
  name: string,
  { bits, keep8bit }: Pick<TensorStoreOptions, 'bits' | 'keep8bit'>,
): 4 | 8 | 'none' => (bits === 4 && keep8bit?.test(name) ? 8 : bits);

export class TensorStore implements TensorSink {
  readonly report: TensorReport[] = [];
  private readonly stored = new Map<string, StoredLinear>();
  private readonly pipeline: Pipeline;
  private readonly weights: WeightWriter;
  private readonly scales: ReadonlyMap<Precision, WeightWriter>;

  constructor(private readonly options: TensorStoreOptions) {
    const { output, stem } = options;
    this.pipeline = new Pipeline(options.pool, options.signal);
    this.weights = new WeightWriter(output, `${stem}.weights`);
    this.scales = new Map(
      options.precisions.map((precision) => [
        precision,
        new WeightWriter(output, `${stem}.scales.${precision}`),
      ]),
    );
  }

  /** By tensor name. */
  get linears(): ReadonlyMap<string, StoredLinear> {
    return this.stored;
  }

  async linear(
    name: string,
    rows: number,
    columns: number,
    padded: Padded = {},
  ): Promise<StoredLinear> {
    const size = { rows: padded.rows ?? rows, columns: padded.columns ?? columns };
    const bits = bitsOf(name, this.options);
    const stored: StoredLinear =
      bits === 'none'
        ? { kind: 'dense', stored: await this.transposed(name, [rows, columns], size) }
        : await this.blocks(name, rows, columns, size, bits);
    this.stored.set(name, stored);
    return stored;
  }

  async vector(
    name: string,
    size: number,
    { plusOne = false, padded = size }: { plusOne?: boolean; padded?: number } = {},
  ): Promise<StoredDense> {
    return this.pipeline.turn(async () => {
      const values = new Float32Array(padded);
      values.set(await this.options.checkpoint.tensor(name, [size]));
      if (plusOne) for (let i = 0; i < size; i++) values[i] = (values[i] ?? 0) + 1;
      return this.writeDense(name, values, [padded]);
    });
  }

  async matrix(name: string, shape: readonly number[]): Promise<StoredDense> {
    const stored = await this.transposed(name, shape);
    this.stored.set(name, { kind: 'dense', stored });
    return stored;
  }

  async dense(values: Float32Array, shape: readonly number[]): Promise<StoredDense> {
    return this.pipeline.turn(() => this.writeDense('a tensor', values, shape));
  }

  /** When all is written. */
  async close(): Promise<void> {
    await this.pipeline.idle();
    await this.weights.close();
    for (const writer of this.scales.values()) await writer.close();
  }

  private async blocks(
    name: string,
    rows: number,
    columns: number,
    size: { readonly rows: number; readonly columns: number },
    bits: 4 | 8,
  ): Promise<StoredLinear> {
    const { checkpoint, precisions, onBytes } = this.options;
    const shape = [rows, columns];
    const blocks = size.rows * Math.ceil(size.columns / BLOCK);
    const chunks = chunksOf(rows, columns);
    const sum = { error: 0, power: 0, plainError: 0 };
    const worst: WorstBlock[] = [];
    const scales: Partial<Record<Precision, Place>> = {};
    let quants: Place | undefined;

    const begin = async () => {
      for (const [precision, writer] of this.scales)
        scales[precision] = await writer.begin(blocks * (precision === 'f16' ? 2 : 4));
      return this.weights.begin((blocks * BLOCK * bits) / 8);
    };
    await this.pipeline.stream({
      name,
      count: chunks.length,
      read: async (index) => {
        const { begin: from, end } = at(chunks, index);
        const raw = await checkpoint.rows(name, shape, from, end);
        onBytes?.(raw.bytes.length);
        return {
          kind: 'blocks',
          ...raw,
          rows: end - from,
          columns,
          paddedColumns: size.columns,
          bits,
          precisions,
        };
      },
      write: async (answer, index) => {
        const { begin: from } = at(chunks, index);
        if (answer.kind === 'refused')
          throw checkpoint.badValue(
            name,
            from + Math.floor(answer.at / columns),
            answer.at % columns,
            answer.why,
          );
        if (answer.kind !== 'blocks') throw new TypeError(`${name}: not what was asked for`);
        quants ??= await begin();
        await this.weights.write(answer.quants);
        for (const [precision, writer] of this.scales)
          await writer.write(answer.scales[precision] ?? new Uint8Array());
        sum.error += answer.error;
        sum.power += answer.power;
        sum.plainError += answer.plainError;
        for (const { row, block, relativeError } of answer.worst)
          worst.push({ row: from + row, block, relativeError });
        keepWorst(worst);
        if (index < chunks.length - 1) return;
        await this.padRows(rows, size, bits);
        const relative = (error: number) => (sum.power === 0 ? 0 : Math.sqrt(error / sum.power));
        this.report.push({
          tensor: name,
          bits,
          relativeError: relative(sum.error),
          plainError: relative(sum.plainError),
          worst,
        });
      },
    });
    if (!quants) throw new BuildError(`${checkpoint.where(name)}: ${name} is empty`);
    return { kind: 'blocks', bits, ...size, quants, scales };
  }

  /** Rows of zeros: quanta at the zero point, scales 0. */
  private async padRows(
    rows: number,
    size: { readonly rows: number; readonly columns: number },
    bits: 4 | 8,
  ): Promise<void> {
    const blocks = (size.rows - rows) * Math.ceil(size.columns / BLOCK);
    if (blocks === 0) return;
    const zero = bits === 4 ? 0x88 : 0x80;
    await this.weights.write(new Uint8Array((blocks * BLOCK * bits) / 8).fill(zero));
    for (const [precision, writer] of this.scales)
      await writer.write(new Uint8Array(blocks * (precision === 'f16' ? 2 : 4)));
  }

  private async transposed(
    name: string,
    shape: readonly number[],
    padded?: { readonly rows: number; readonly columns: number },
  ): Promise<StoredDense> {
    const rows = shape[0] ?? 1;
    const columns = shape.slice(1).reduce((a, b) => a * b, 1);
    const size = padded ?? { rows, columns };
    return this.pipeline.turn(async () => {
      const out = new Float32Array(size.rows * size.columns);
      for (const { begin, end } of chunksOf(rows, columns)) {
        this.options.signal?.throwIfAborted();
        const values = await this.options.checkpoint.values(name, shape, begin, end);
        transpose(values, columns, begin, end, out, size.rows);
        this.options.onBytes?.(values.length * this.options.checkpoint.valueBytes(name));
      }
      this.report.push({ tensor: name, bits: 32, relativeError: 0, plainError: 0, worst: [] });
      return this.writeDense(name, out, [size.columns, size.rows]);
    });
  }

  /** In its turn only. */
  private async writeDense(
    name: string,
    values: Float32Array,
    shape: readonly number[],
  ): Promise<StoredDense> {
    const places: Partial<Record<Precision, Place>> = {};
    for (const [precision, writer] of this.scales) {
      const stored = precision === 'f16' ? toHalves(values) : values;
      if (stored instanceof Uint16Array && stored.some((bits) => (bits & 0x7c00) === 0x7c00))
        throw new BuildError(`${name} has a value that is too large for half precision`);
      places[precision] = await writer.append(bytesOf(stored));
    }
    return { shape, places };
  }
}

function at(chunks: readonly RowRange[], index: number): RowRange {
  const chunk = chunks[index];
  if (!chunk) throw new RangeError(`no chunk ${index}`);
  return chunk;
}
