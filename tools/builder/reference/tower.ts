/**
 * The vision towers of all families in float64, written for reading and not for speed. As the decoder
 * beside it, it shares no code with the graphs or the worker. Names and order of operations follow
 * Hugging Face's modelling code (`Qwen3VLVisionModel` in `modeling_qwen3_vl.py`, `SiglipVisionModel`
 * in `modeling_siglip.py`, `Gemma3MultiModalProjector` in `modeling_gemma3.py`).
 */
import type { LinearNames, MergerNames, VisionShape } from '../families/shape';

/** Weights are asked for one by one, so that memory need not hold more than one. Row-major. */
export interface TowerWeights {
  /** x [count, columns] times the transposed matrix `name` [rows, columns]: [count, rows]. */
  product(
    name: string,
    x: Float64Array,
    count: number,
    rows: number,
    columns: number,
  ): Promise<Float64Array>;
  /** A vector, or a table's rows one after the other. */
  values(name: string, shape: readonly number[]): Promise<Float64Array>;
  /** softmax(q · kᵀ / √headDim) · v for each head; all of them [count, heads · headDim]. */
  attend(heads: Heads, q: Float64Array, k: Float64Array, v: Float64Array): Promise<Float64Array>;
}

export interface Heads {
  readonly heads: number;
  readonly headDim: number;
}

export interface TowerImage {
  /** [gridHeight · gridWidth, channels · frames · size²]: those of one token next to each other. */
  readonly patches: Float64Array;
  /** In patches. */
  readonly gridHeight: number;
  readonly gridWidth: number;
}

export interface TowerFeatures {
  /** [tokens, outSize]. */
  readonly features: Float64Array;
  /** Each of the same shape. */
  readonly deepstack: readonly Float64Array[];
}

/** @param progress told each layer's end */
export async function towerFeatures(
  shape: VisionShape,
  weights: TowerWeights,
  image: TowerImage,
  progress: (layer: number) => void = () => {},
): Promise<TowerFeatures> {
  const { hiddenSize, names, projector } = shape;
  const places = placesOf(image, shape.merge);
  const count = places.length;
  const apply = (linear: LinearNames, x: Float64Array, rows: number, columns: number) =>
    affine(weights, linear, x, rows, columns);
  const norm = (linear: LinearNames, x: Float64Array, size = hiddenSize) =>
    layerNorm(shape, weights, linear, x, size);
  const values = image.patches.length / count;
  const x = await apply(names.patch, image.patches, hiddenSize, values);
  add(x, await positions(shape, weights, image, places));
  const rotations = shape.rotary
    ? places.map((place) => rotationOf(shape.rotary ?? [], place))
    : [];
  const merge = async ({ norm: own, normsMerged, fc1, fc2 }: MergerNames) => {
    const size = hiddenSize * shape.merge ** 2;
    const merged = await norm(own, x, normsMerged ? size : hiddenSize);
    const active = (await apply(fc1, merged, size, size)).map(gelu);
    return apply(fc2, active, shape.outSize, size);
  };
  const deepstack: Float64Array[] = [];
  for (let index = 0; index < shape.layers; index++) {
    const layer = names.layer(index);
    const [q, k, v] = await queriesKeysValues(
      shape,
      weights,
      layer.qkv,
      await norm(layer.norm1, x),
    );
    rotate(q, rotations, shape.heads);
    rotate(k, rotations, shape.heads);
    const heads = { heads: shape.heads, headDim: hiddenSize / shape.heads };
    const attended = await weights.attend(heads, q, k, v);
    add(x, await apply(layer.out, attended, hiddenSize, hiddenSize));
    const wide = await apply(
      layer.fc1,
      await norm(layer.norm2, x),
      shape.intermediateSize,
      hiddenSize,
    );
    add(x, await apply(layer.fc2, wide.map(geluTanh), hiddenSize, shape.intermediateSize));
    if (projector.kind === 'merger')
      for (const { layer: after, merger } of projector.deepstack)
        if (after === index) deepstack.push(await merge(merger));
    progress(index);
  }
  if (projector.kind === 'merger') return { features: await merge(projector.merger), deepstack };

  const last = names.finalNorm ? await norm(names.finalNorm, x) : x;
  const pooled = mean(last, shape.merge ** 2, hiddenSize);
  const scale = await weights.values(projector.norm, [hiddenSize]);
  rmsNorm(pooled, scale, projector.normEpsilon);
  const tokens = pooled.length / hiddenSize;
  const features = await weights.product(
    projector.matrix,
    pooled,
    tokens,
    shape.outSize,
    hiddenSize,
  );
  return { features, deepstack };
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/** Row and column of each patch: squares of `merge`², from left to right and from top to bottom. */
function placesOf({ gridHeight, gridWidth }: TowerImage, merge: number): Place[] {
  const across = gridWidth / merge;
  return Array.from({ length: gridHeight * gridWidth }, (_, index) => {
    const square = Math.floor(index / merge ** 2);
    const within = index % merge ** 2;
    return {
      row: Math.floor(square / across) * merge + Math.floor(within / merge),
      column: (square % across) * merge + (within % merge),
    };
  });
}

/** x · Wᵀ + b. */
async function affine(
  weights: TowerWeights,
  { weight, bias }: LinearNames,
  x: Float64Array,
  rows: number,
  columns: number,
): Promise<Float64Array> {
  const out = await weights.product(weight, x, x.length / columns, rows, columns);
  const added = await weights.values(bias, [rows]);
  for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) + (added[i % rows] ?? 0);
  return out;
}

/**
 * Each patch's learned position: the table, a square, is stretched over the grid, corner to corner,
 * and what lies between its rows is mixed from the four around it (`fast_pos_embed_interpolate`).
 */
async function positions(
  { positionSide: side, hiddenSize, names }: VisionShape,
  weights: TowerWeights,
  { gridHeight, gridWidth }: TowerImage,
  places: readonly Place[],
): Promise<Float64Array> {
  const table = await weights.values(names.position, [side ** 2, hiddenSize]);
  const stretch = (index: number, count: number) =>
    count > 1 ? (index / (count - 1)) * (side - 1) : 0;
  const out = new Float64Array(places.length * hiddenSize);
  places.forEach(({ row, column }, patch) => {
    const y = stretch(row, gridHeight);
    const x = stretch(column, gridWidth);
    for (const tableRow of [Math.floor(y), Math.floor(y) + 1])
      for (const tableColumn of [Math.floor(x), Math.floor(x) + 1]) {
        const share = (1 - Math.abs(y - tableRow)) * (1 - Math.abs(x - tableColumn));
        if (share <= 0) continue;
        const from = (tableRow * side + tableColumn) * hiddenSize;
        for (let i = 0; i < hiddenSize; i++) {
          const at = patch * hiddenSize + i;
          out[at] = (out[at] ?? 0) + share * (table[from + i] ?? 0);
        }
      }
  });
  return out;
}

/** From one fused projection, its rows one after the other, or from three. */
async function queriesKeysValues(
  { hiddenSize }: VisionShape,
  weights: TowerWeights,
  linears: readonly LinearNames[],
  x: Float64Array,
): Promise<[q: Float64Array, k: Float64Array, v: Float64Array]> {
  const rows = (3 * hiddenSize) / linears.length;
  const parts: Float64Array[] = [];
  for (const linear of linears) {
    const projected = await affine(weights, linear, x, rows, hiddenSize);
    for (let start = 0; start < rows; start += hiddenSize)
      parts.push(columnsOf(projected, rows, start, hiddenSize));
  }
  const [q, k, v] = parts;
  if (!q || !k || !v) throw new RangeError('no queries, keys and values');
  return [q, k, v];
}

/** Columns [start, start + width) of each row. */
function columnsOf(x: Float64Array, columns: number, start: number, width: number): Float64Array {
  const count = x.length / columns;
  const out = new Float64Array(count * width);
  for (let row = 0; row < count; row++) {
    const from = row * columns + start;
    out.set(x.subarray(from, from + width), row * width);
  }
  return out;
}

/** Radians of each rotary pair: those of the row, then those of the column. */
const rotationOf = (rotary: readonly number[], { row, column }: Place): number[] => [
  ...rotary.map((frequency) => frequency * row),
  ...rotary.map((frequency) => frequency * column),
];

/** Rotates number i of each head with number i + headDim / 2, in place. */
function rotate(x: Float64Array, rotations: readonly (readonly number[])[], heads: number): void {
  rotations.forEach((angles, patch) => {
    const half = angles.length;
    for (let head = 0; head < heads; head++) {
      const start = (patch * heads + head) * 2 * half;
      angles.forEach((angle, i) => {
        const a = x[start + i] ?? 0;
        const b = x[start + half + i] ?? 0;
        x[start + i] = a * Math.cos(angle) - b * Math.sin(angle);
        x[start + half + i] = b * Math.cos(angle) + a * Math.sin(angle);
      });
    }
  });
}

/** LayerNorm (Ba et al., arXiv 1607.06450) of each `size` numbers, into a new array. */
async function layerNorm(
  { normEpsilon }: VisionShape,
  weights: TowerWeights,
  { weight, bias }: LinearNames,
  x: Float64Array,
  size: number,
): Promise<Float64Array> {
  const scale = await weights.values(weight, [size]);
  const shift = await weights.values(bias, [size]);
  const out = x.slice();
  for (let start = 0; start < out.length; start += size) {
    const row = out.subarray(start, start + size);
    const middle = row.reduce((sum, value) => sum + value, 0) / size;
    const variance = row.reduce((sum, value) => sum + (value - middle) ** 2, 0) / size;
    const inverse = 1 / Math.sqrt(variance + normEpsilon);
    for (let i = 0; i < size; i++)
      row[i] = ((row[i] ?? 0) - middle) * inverse * (scale[i] ?? 0) + (shift[i] ?? 0);
  }
  return out;
}

/** RMSNorm of each row, in place, by 1 + its weight (Gemma's). */
function rmsNorm(x: Float64Array, weight: Float64Array, epsilon: number): void {
  const size = weight.length;
  for (let start = 0; start < x.length; start += size) {
    const row = x.subarray(start, start + size);
    const squares = row.reduce((sum, value) => sum + value ** 2, 0);
    const inverse = 1 / Math.sqrt(squares / size + epsilon);
    for (let i = 0; i < size; i++) row[i] = (row[i] ?? 0) * inverse * (1 + (weight[i] ?? 0));
  }
}

/** Of each `group` rows. */
function mean(x: Float64Array, group: number, size: number): Float64Array {
  const out = new Float64Array(x.length / group);
  for (let i = 0; i < x.length; i++) {
    const at = Math.floor(i / (group * size)) * size + (i % size);
    out[at] = (out[at] ?? 0) + (x[i] ?? 0) / group;
  }
  return out;
}

function add(x: Float64Array, y: Float64Array): void {
  for (let i = 0; i < x.length; i++) x[i] = (x[i] ?? 0) + (y[i] ?? 0);
}

/** GELU (Hendrycks and Gimpel, arXiv 1606.08415) by its approximation with tanh. */
const geluTanh = (x: number): number =>
  0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));

/** GELU, exact. */
const gelu = (x: number): number => 0.5 * x * (1 + erf(x / Math.SQRT2));

/** By a series of positive terms (Abramowitz and Stegun, 7.1.6); beyond 6 it is 1 in float64. */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
