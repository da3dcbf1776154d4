/** One open decoder: tokens and images in, two logits a text out. */
import type * as Ort from 'onnxruntime-web';
import type { DecoderInfo, GraphVariant, LogitPair, Precision } from '../core/guard-build';
import { type Bands, tokensOf } from './bands';
import type { EmbeddingTable } from './embeddings';
import { type ImageFeatures, type Packed, pack, type Sequence } from './packer';
import { rotaryTables } from './rotary';
import { floatTensor, type OrtRuntime } from './tensor';

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

/** A text's tokens, with images or without. */
export type Suffix = readonly number[] | Sequence;

export interface DecoderOptions {
  readonly info: DecoderInfo;
  /** Types of the graph that the session runs. */
  readonly variant: Pick<GraphVariant, 'precision' | 'activations'>;
  readonly embeddings: EmbeddingTable;
  /** Token that stands for a piece of an image, in guards that see. */
  readonly imageToken?: number | undefined;
}

export class Decoder {
  /** Whether the graph computes attention by bands: the processor's does, in builds that are not old. */
  private readonly banded: boolean;

  constructor(
    private readonly ort: OrtRuntime,
    private readonly session: Ort.InferenceSession,
    private readonly options: DecoderOptions,
  ) {
    this.banded = session.inputNames.includes('band_queries');
  }

  /** No tokens before the text. */
  empty(): Past {
    const { layers, kvHeads, headDim } = this.options.info;
    const tensors: Record<string, Ort.Tensor> = {};
    for (const name of cacheNames(layers))
      tensors[`past_key_values.${name}`] = this.tensor(
        new Float32Array(0),
        [1, kvHeads, 0, headDim],
        this.options.variant.precision,
      );
    return new Past(0, tensors);
  }

  /** Runs a prefix once and keeps its keys and values. */
  async prefill(tokens: readonly number[]): Promise<Past> {
    const empty = this.empty();
    const { layers } = this.options.info;
    const results = await this.run(empty, [tokens], presentNames(layers));
    empty.dispose();
    const kept: Record<string, Ort.Tensor> = {};
    for (const name of cacheNames(layers)) {
      const tensor = results[`present.${name}`];
      if (tensor) kept[`past_key_values.${name}`] = tensor;
    }
    return new Past(tokens.length, kept);
  }

  /**
   * One forward pass over all suffixes, packed on a prefix.
   * @returns [safe, unsafe] for each suffix
   * @throws RangeError when the device answers with something that is not a finite number, or images
   * and their tokens do not fit each other
   */
  async ask(past: Past, suffixes: readonly Suffix[]): Promise<LogitPair[]> {
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
    suffixes: readonly Suffix[],
    fetches: readonly string[],
  ): Promise<Ort.InferenceSession.ReturnType> {
    const { info, imageToken } = this.options;
    const sequences = suffixes.map((suffix) => ('tokens' in suffix ? suffix : { tokens: suffix }));
    const packed = pack(past.length, sequences, info, { imageToken, banded: this.banded });
    const count = packed.tokens.length;
    const total = past.length + count;
    const own: Record<string, Ort.Tensor> = {
      inputs_embeds: this.tensor(this.embedded(packed), [1, count, info.hiddenSize], 'f32'),
      rows: this.integers(packed.rows, [packed.rows.length]),
      ...this.layerInputs('', info.rotary, packed.bias, packed, past.length),
      ...(this.banded ? this.bandInputs(packed.bands) : {}),
      ...this.deepstackInputs(packed),
    };
    if (info.local && packed.localBias)
      Object.assign(
        own,
        this.layerInputs('_local', info.local, packed.localBias, packed, past.length),
      );
    if (info.imageAttention === 'causal') {
      own.seqlens_k = new this.ort.Tensor('int32', Int32Array.of(total - 1), [1]);
      own.total_sequence_length = new this.ort.Tensor('int32', Int32Array.of(total), []);
    }
    try {
      return await this.session.run({ ...own, ...past.tensors }, fetches);
    } finally {
      for (const tensor of Object.values(own)) tensor.dispose();
    }
  }

  private layerInputs(
    suffix: string,
    rotary: DecoderInfo['rotary'],
    bias: Float32Array,
    { positions, tokens, bands }: Packed,
    past: number,
  ): Record<string, Ort.Tensor> {
    const { inverseFrequencies, axes } = rotary;
    const { cos, sin } = rotaryTables(inverseFrequencies, positions, axes);
    const dims = [tokens.length, inverseFrequencies.length];
    return {
      [`rotary_cos${suffix}`]: this.tensor(cos, dims),
      [`rotary_sin${suffix}`]: this.tensor(sin, dims),
      [`attention_bias${suffix}`]: this.tensor(bias, [
        bands.count,
        1,
        bands.size,
        past + bands.size,
      ]),
    };
  }

  private bandInputs(bands: Bands): Record<string, Ort.Tensor> {
    const { count, size, places } = bands;
    const tokens = tokensOf(bands);
    return {
      band_queries: this.integers(tokens, [count, size]),
      band_keys: this.integers(tokens, [count, size]),
      band_places: this.integers(places, [places.length]),
    };
  }

  private embedded({ tokens, spans }: Packed): Float32Array {
    const { info, embeddings } = this.options;
    const out = new Float32Array(tokens.length * info.hiddenSize);
    tokens.forEach((token, i) => {
      embeddings.read(token, out, i * info.hiddenSize);
    });
    for (const { image, start } of spans) out.set(image.features, start * info.hiddenSize);
    return out;
  }

  /** What images add to the first layers; one row of zeros, added to all, where there are none. */
  private deepstackInputs({ tokens, spans }: Packed): Record<string, Ort.Tensor> {
    const { hiddenSize, deepstackLayers } = this.options.info;
    const own: Record<string, Ort.Tensor> = {};
    const rows = spans.length > 0 ? tokens.length : 1;
    for (let layer = 0; layer < deepstackLayers; layer++) {
      const added = new Float32Array(rows * hiddenSize);
      for (const { image, start } of spans) added.set(featuresAt(image, layer), start * hiddenSize);
      own[`deepstack.${layer}`] = this.tensor(added, [1, rows, hiddenSize], 'f32');
    }
    return own;
  }

  private integers(values: ArrayLike<number>, dims: readonly number[]): Ort.Tensor {
    return new this.ort.Tensor('int64', BigInt64Array.from(Array.from(values), BigInt), dims);
  }

  private tensor(
    values: Float32Array,
    dims: readonly number[],
    precision: Precision = this.options.variant.activations,
  ): Ort.Tensor {
    return floatTensor(this.ort, values, dims, precision);
  }
}

function featuresAt({ deepstack }: ImageFeatures, layer: number): Float32Array {
  const features = deepstack[layer];
  if (!features) throw new RangeError(`the image has no features for layer ${layer}`);
  return features;
}

/** Names of the new keys and values among a graph's outputs. */
export const presentNames = (layers: number): string[] =>
  cacheNames(layers).map((name) => `present.${name}`);

/** Names of the cache's tensors, without `past_key_values.` or `present.`. */
const cacheNames = (layers: number): string[] =>
  Array.from({ length: layers }, (_, layer) => [`${layer}.key`, `${layer}.value`]).flat();
