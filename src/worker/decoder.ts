/** One open decoder: tokens in, two logits a text out. */
import type * as Ort from 'onnxruntime-web';
import type { GuardBuild, LogitPair, Precision } from '../core/guard-build';
import { toHalfBits } from '../core/half';
import type { EmbeddingTable } from './embeddings';
import { pack } from './packer';
import { rotaryTables } from './rotary';

/** The part of onnxruntime-web that a decoder needs; Node and browsers bring different builds of it. */
export type OrtRuntime = Pick<typeof Ort, 'InferenceSession' | 'Tensor' | 'env'>;

/** Keys and values of a prefix, kept where the session runs. Dispose of it when done. */
export class Past {
  constructor(
    readonly length: number,
    readonly tensors: Readonly<Record<string, Ort.Tensor>>,
  ) {}

  dispose(): void {
    for (const tensor of Object.values(this.tensors)) tensor.dispose();
  }
}

export class Decoder {
  constructor(
    private readonly ort: OrtRuntime,
    private readonly session: Ort.InferenceSession,
    private readonly shape: GuardBuild['decoder'],
    private readonly precision: Precision,
    private readonly embeddings: EmbeddingTable,
  ) {}

  /** No tokens before the text. */
  empty(): Past {
    const { layers, kvHeads, headDim } = this.shape;
    const tensors: Record<string, Ort.Tensor> = {};
    for (const name of cacheNames(layers))
      tensors[`past_key_values.${name}`] = this.tensor(new Float32Array(0), [
        1,
        kvHeads,
        0,
        headDim,
      ]);
    return new Past(0, tensors);
  }

  /** Runs a prefix once and keeps its keys and values. */
  async prefill(tokens: readonly number[]): Promise<Past> {
    const empty = this.empty();
    const names = cacheNames(this.shape.layers);
    const results = await this.run(
      empty,
      [tokens],
      names.map((name) => `present.${name}`),
    );
    empty.dispose();
    const kept: Record<string, Ort.Tensor> = {};
    for (const name of names) {
      const tensor = results[`present.${name}`];
      if (tensor) kept[`past_key_values.${name}`] = tensor;
    }
    return new Past(tokens.length, kept);
  }

  /**
   * One forward pass over all suffixes, packed on a prefix.
   * @returns [safe, unsafe] for each suffix
   * @throws RangeError when the device answers with something that is not a finite number
   */
  async ask(past: Past, suffixes: readonly (readonly number[])[]): Promise<LogitPair[]> {
    const { logits } = await this.run(past, suffixes, ['logits']);
    const values = logits?.data as Float32Array | undefined;
    const pairs = suffixes.map(
      (_, i): LogitPair => [values?.[i * 2] ?? Number.NaN, values?.[i * 2 + 1] ?? Number.NaN],
    );
    logits?.dispose();
    if (!pairs.flat().every(Number.isFinite))
      throw new RangeError('the guard gave no finite numbers');
    return pairs;
  }

  async release(): Promise<void> {
    await this.session.release();
  }

  private async run(
    past: Past,
    suffixes: readonly (readonly number[])[],
    fetches: readonly string[],
  ): Promise<Ort.InferenceSession.ReturnType> {
    const { tokens, positions, bias, rows } = pack(past.length, suffixes);
    const { hiddenSize, inverseFrequencies } = this.shape;
    const embedded = new Float32Array(tokens.length * hiddenSize);
    tokens.forEach((token, i) => {
      this.embeddings.read(token, embedded, i * hiddenSize);
    });
    const { cos, sin } = rotaryTables(inverseFrequencies, positions);
    const count = tokens.length;
    const total = past.length + count;
    const own: Record<string, Ort.Tensor> = {
      inputs_embeds: this.tensor(embedded, [1, count, hiddenSize]),
      rotary_cos: this.tensor(cos, [count, inverseFrequencies.length]),
      rotary_sin: this.tensor(sin, [count, inverseFrequencies.length]),
      attention_bias: this.tensor(bias, [1, 1, count, total]),
      seqlens_k: new this.ort.Tensor('int32', Int32Array.of(total - 1), [1]),
      total_sequence_length: new this.ort.Tensor('int32', Int32Array.of(total), []),
      rows: new this.ort.Tensor('int64', BigInt64Array.from(rows, BigInt), [rows.length]),
    };
    try {
      return await this.session.run({ ...own, ...past.tensors }, fetches);
    } finally {
      for (const tensor of Object.values(own)) tensor.dispose();
    }
  }

  /** Float32 values as the variant's type. */
  private tensor(values: Float32Array, dims: readonly number[]): Ort.Tensor {
    if (this.precision === 'f32') return new this.ort.Tensor('float32', values, dims);
    const halves =
      typeof Float16Array === 'undefined'
        ? Uint16Array.from(values, toHalfBits)
        : new Float16Array(values);
    return new this.ort.Tensor('float16', halves as Uint16Array, dims);
  }
}

/** Names of the cache's tensors, without `past_key_values.` or `present.`. */
export const cacheNames = (layers: number): string[] =>
  Array.from({ length: layers }, (_, layer) => [`${layer}.key`, `${layer}.value`]).flat();
