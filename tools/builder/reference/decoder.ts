/**
 * The decoder of all families in float64, written for reading and not for speed. It shares no code
 * with the graphs or the worker: what they compute is held against this, in tests and in the known
 * answers of every build. Names and order of operations follow Hugging Face's modelling code
 * (`modeling_qwen3_vl.py`, `modeling_llama.py`, `modeling_gemma3.py`).
 */
import type { DecoderShape } from '../families/shape';
import { attend, visibleKeys } from './attention';

/** Weights are asked for one by one, so that memory need not hold more than one. Row-major. */
export interface ReferenceWeights {
  /** x [count, columns] times the transposed matrix `name` [rows, columns]: [count, rows]. */
  product(
    name: string,
    x: Float64Array,
    count: number,
    rows: number,
    columns: number,
  ): Promise<Float64Array>;
  vector(name: string, size: number): Promise<Float64Array>;
  /** Token embeddings as the first layer gets them, their scale included: [ids, hiddenSize]. */
  embeddings(ids: readonly number[]): Promise<Float64Array>;
  /** Rows of the vocabulary projection: [ids, hiddenSize]. */
  head(ids: readonly number[]): Promise<Float64Array>;
}

export interface ReferenceToken {
  readonly id: number;
  /** Time, height and width; text has the same number thrice. */
  readonly position: readonly [number, number, number];
  /** Segment 0 is seen by all that follow; a token of another sees itself and 0 alone. */
  readonly segment: number;
  readonly image?: ImageToken;
}

/** What a token is that stands for a piece of an image. */
export interface ImageToken {
  /** Tokens of one image have the same number. */
  readonly image: number;
  /** In the token embedding's place: [hiddenSize]. */
  readonly features: Float64Array;
  /** Added to the results of the first layers, one [hiddenSize] a layer. */
  readonly deepstack: readonly Float64Array[];
}

/**
 * @param rows indices of the tokens whose next token is asked for
 * @param outputs token ids whose logits are wanted
 * @returns logits [rows, outputs], row-major
 */
export async function referenceLogits(
  shape: DecoderShape,
  weights: ReferenceWeights,
  tokens: readonly ReferenceToken[],
  rows: readonly number[],
  outputs: readonly number[],
  progress: (layer: number) => void = () => {},
): Promise<Float64Array> {
  const { hiddenSize, prefix } = shape;
  const count = tokens.length;
  const keys = {
    full: visibleKeys(shape, tokens, Number.POSITIVE_INFINITY),
    local: shape.local && visibleKeys(shape, tokens, shape.local.window),
  };

  const x = await embed(shape, weights, tokens);
  for (let layer = 0; layer < shape.layers; layer++) {
    const at = `${prefix}layers.${layer}.`;
    const names = layerNames(shape, at);
    const local = shape.local?.layers[layer] ? shape.local : undefined;
    const rotary = local ? { inverseFrequencies: local.inverseFrequencies } : shape.rotary;
    const visible = (local && keys.local) ?? keys.full;

    const attended = await attention(
      shape,
      weights,
      at,
      await norm(shape, weights, names.attentionNorm, x),
      tokens.map(({ position }) => rotationOf(rotary, position)),
      visible,
    );
    add(x, await norm(shape, weights, names.afterAttentionNorm, attended));

    const fed = await mlp(shape, weights, at, await norm(shape, weights, names.mlpNorm, x), count);
    add(x, await norm(shape, weights, names.afterMlpNorm, fed));

    tokens.forEach(({ image }, index) => {
      const features = image?.deepstack[layer];
      if (features) add(x.subarray(index * hiddenSize, (index + 1) * hiddenSize), features);
    });
    progress(layer);
  }

  const last = new Float64Array(rows.length * hiddenSize);
  rows.forEach((row, index) => {
    last.set(x.subarray(row * hiddenSize, (row + 1) * hiddenSize), index * hiddenSize);
  });
  const normed = await norm(shape, weights, `${prefix}norm.weight`, last);
  const head = await weights.head(outputs);
  return multiplyTransposed(normed, head, rows.length, outputs.length, hiddenSize);
}

/** Norms of a layer; `undefined` where the family has none. */
function layerNames(shape: DecoderShape, at: string) {
  return shape.sandwichNorms
    ? {
        attentionNorm: `${at}input_layernorm.weight`,
        afterAttentionNorm: `${at}post_attention_layernorm.weight`,
        mlpNorm: `${at}pre_feedforward_layernorm.weight`,
        afterMlpNorm: `${at}post_feedforward_layernorm.weight`,
      }
    : {
        attentionNorm: `${at}input_layernorm.weight`,
        afterAttentionNorm: undefined,
        mlpNorm: `${at}post_attention_layernorm.weight`,
        afterMlpNorm: undefined,
      };
}

async function embed(
  { hiddenSize }: DecoderShape,
  weights: ReferenceWeights,
  tokens: readonly ReferenceToken[],
): Promise<Float64Array> {
  const x = await weights.embeddings(tokens.map(({ id }) => id));
  tokens.forEach(({ image }, index) => {
    if (image) x.set(image.features, index * hiddenSize);
  });
  return x;
}

async function attention(
  shape: DecoderShape,
  weights: ReferenceWeights,
  at: string,
  x: Float64Array,
  rotations: readonly Rotation[],
  visible: readonly (readonly number[])[],
): Promise<Float64Array> {
  const { heads, kvHeads, headDim, hiddenSize } = shape;
  const count = rotations.length;
  const project = (name: string, size: number) =>
    weights.product(`${at}self_attn.${name}_proj.weight`, x, count, size * headDim, hiddenSize);
  const q = await project('q', heads);
  const k = await project('k', kvHeads);
  const v = await project('v', kvHeads);
  if (shape.qkNorm) {
    await normInPlace(shape, weights, `${at}self_attn.q_norm.weight`, q, headDim);
    await normInPlace(shape, weights, `${at}self_attn.k_norm.weight`, k, headDim);
  }
  rotate(q, rotations, heads, headDim);
  rotate(k, rotations, kvHeads, headDim);
  const attended = attend(shape, q, k, v, visible);
  return weights.product(
    `${at}self_attn.o_proj.weight`,
    attended,
    count,
    hiddenSize,
    heads * headDim,
  );
}

/** down(activation(gate(x)) · up(x)) (Shazeer, arXiv 2002.05202). */
async function mlp(
  { hiddenSize, intermediateSize, activation }: DecoderShape,
  weights: ReferenceWeights,
  at: string,
  x: Float64Array,
  count: number,
): Promise<Float64Array> {
  const wide = (name: string) =>
    weights.product(`${at}mlp.${name}_proj.weight`, x, count, intermediateSize, hiddenSize);
  const gate = await wide('gate');
  const up = await wide('up');
  const activate = activation === 'silu' ? silu : geluTanh;
  for (let i = 0; i < gate.length; i++) gate[i] = activate(gate[i] ?? 0) * (up[i] ?? 0);
  return weights.product(`${at}mlp.down_proj.weight`, gate, count, hiddenSize, intermediateSize);
}

const silu = (x: number): number => x / (1 + Math.exp(-x));

/** The approximation by tanh of GELU (Hendrycks and Gimpel, arXiv 1606.08415). */
const geluTanh = (x: number): number =>
  0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));

/** RMSNorm of each row, into a new array; without a name, `x` as it is. */
async function norm(
  shape: DecoderShape,
  weights: ReferenceWeights,
  name: string | undefined,
  x: Float64Array,
): Promise<Float64Array> {
  if (name === undefined) return x;
  const out = x.slice();
  await normInPlace(shape, weights, name, out, shape.hiddenSize);
  return out;
}

/** RMSNorm (Zhang and Sennrich, arXiv 1910.07467) of each `size` numbers of `x`. */
async function normInPlace(
  { normEpsilon, normScale }: DecoderShape,
  weights: ReferenceWeights,
  name: string,
  x: Float64Array,
  size: number,
): Promise<void> {
  const weight = await weights.vector(name, size);
  const plus = normScale === 'one-plus' ? 1 : 0;
  for (let start = 0; start < x.length; start += size) {
    const row = x.subarray(start, start + size);
    let squares = 0;
    for (const value of row) squares += value * value;
    const inverse = 1 / Math.sqrt(squares / size + normEpsilon);
    for (let i = 0; i < size; i++) row[i] = (row[i] ?? 0) * inverse * (plus + (weight[i] ?? 0));
  }
}

/** Cosine and sine of each rotary pair at one position. */
interface Rotation {
  readonly cos: readonly number[];
  readonly sin: readonly number[];
}

function rotationOf(
  { inverseFrequencies, axes }: DecoderShape['rotary'],
  position: readonly [number, number, number],
): Rotation {
  const angles = inverseFrequencies.map(
    (frequency, pair) => frequency * (position[axes?.[pair] ?? 0] ?? 0),
  );
  return { cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
}

/** Rotates number i of each head with number i + headDim / 2 (the NeoX way), in place. */
function rotate(
  x: Float64Array,
  rotations: readonly Rotation[],
  heads: number,
  headDim: number,
): void {
  const half = headDim / 2;
  rotations.forEach(({ cos, sin }, token) => {
    for (let head = 0; head < heads; head++) {
      const start = (token * heads + head) * headDim;
      for (let i = 0; i < half; i++) {
        const a = x[start + i] ?? 0;
        const b = x[start + half + i] ?? 0;
        x[start + i] = a * (cos[i] ?? 0) - b * (sin[i] ?? 0);
        x[start + half + i] = b * (cos[i] ?? 0) + a * (sin[i] ?? 0);
      }
    }
  });
}

function add(x: Float64Array, y: Float64Array): void {
  for (let i = 0; i < x.length; i++) x[i] = (x[i] ?? 0) + (y[i] ?? 0);
}

/** x [count, columns] times the transposed `matrix` [rows, columns]: [count, rows]. */
export function multiplyTransposed(
  x: Float64Array,
  matrix: Float64Array | Float32Array,
  count: number,
  rows: number,
  columns: number,
): Float64Array {
  const out = new Float64Array(count * rows);
  for (let i = 0; i < count; i++)
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (let c = 0; c < columns; c++)
        sum += (x[i * columns + c] ?? 0) * (matrix[row * columns + c] ?? 0);
      out[i * rows + row] = sum;
    }
  return out;
}
