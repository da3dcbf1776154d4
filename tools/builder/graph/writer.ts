/** Writing a graph down node by node; every helper returns the name of its result. */
import type { Precision } from '../../../src/core/guard-build';
import { toHalves } from '../checkpoint/dtype';
import { BuildError } from '../errors';
import { bytesOf, type Place } from '../output';
import { BLOCK } from '../quantise/quantise';
import type { StoredDense, StoredLinear } from '../tensors';
import {
  type Attributes,
  DATA_TYPE,
  type DataType,
  encodeModel,
  type OnnxInitialiser,
  type OnnxNode,
  type OnnxValue,
} from './onnx';

export const MICROSOFT = 'com.microsoft';

/**
 * MatMulNBits' `accuracy_level`: 1 computes in float32. Left out, the WebGPU provider takes 4 (int8
 * activations), whose rounding differs between devices and would drown the self-test.
 */
const ACCURACY_FLOAT = 1;

export const typeOf = (precision: Precision): DataType =>
  precision === 'f16' ? 'float16' : 'float32';

export class GraphWriter {
  /** Type of activations, where nothing else is said. */
  readonly type: DataType;
  private readonly nodes: OnnxNode[] = [];
  private readonly initialisers: OnnxInitialiser[] = [];
  private readonly inputs: OnnxValue[] = [];
  private readonly outputs: OnnxValue[] = [];
  private readonly known = new Set<string>();
  private count = 0;

  constructor(
    private readonly name: string,
    readonly precision: Precision,
  ) {
    this.type = typeOf(precision);
  }

  input(name: string, shape: OnnxValue['shape'], type: DataType = this.type): string {
    this.inputs.push({ name, type, shape });
    return name;
  }

  output(name: string, shape: OnnxValue['shape'], type: DataType = this.type): void {
    this.outputs.push({ name, type, shape });
  }

  /** A node with one result. An empty input name leaves an optional input out. */
  node(op: string, inputs: readonly string[], attributes: Attributes = {}, domain = ''): string {
    const [result] = this.nodeTo([`${op}_${this.count++}`], op, inputs, attributes, domain);
    return result ?? '';
  }

  /** A node whose results have given names. */
  nodeTo(
    outputs: readonly string[],
    op: string,
    inputs: readonly string[],
    attributes: Attributes = {},
    domain = '',
  ): readonly string[] {
    this.nodes.push({ op, domain, inputs, outputs, attributes });
    return outputs;
  }

  /** Small integers, kept inside the graph. */
  integers(values: readonly number[], type: 'int64' | 'int32' = 'int64', scalar = false): string {
    const name = `${type}:${scalar ? 'scalar:' : ''}${values.join(',')}`;
    const data =
      type === 'int64' ? BigInt64Array.from(values.map(BigInt)) : Int32Array.from(values);
    this.once(name, type, scalar ? [] : [values.length], bytesOf(data));
    return name;
  }

  /** A few numbers of the graph's type, kept inside it. */
  floats(name: string, values: readonly number[], shape: readonly number[]): string {
    const data = Float32Array.from(values);
    const stored = this.precision === 'f16' ? toHalves(data) : data;
    this.once(name, this.type, shape, bytesOf(stored));
    return name;
  }

  /** Float32 whatever the graph's type, kept inside it. */
  float32s(name: string, values: Float32Array, shape: readonly number[]): string {
    this.once(name, 'float32', shape, bytesOf(values));
    return name;
  }

  dense(name: string, tensor: StoredDense): string {
    this.once(name, this.type, tensor.shape, this.place(name, tensor.places));
    return name;
  }

  /** x · Wᵀ, and a bias where there is one. */
  linear(name: string, x: string, weight: StoredLinear, bias?: StoredDense): string {
    const product = this.product(name, x, weight);
    return bias ? this.node('Add', [product, this.dense(`${name}.bias`, bias)]) : product;
  }

  /**
   * Rows of a table [rows, columns] that was stored as a linear layer's weight is, in 8 bits or dense.
   * @param ids int64, of any shape
   * @returns one row for each id: the ids' shape with the columns behind it
   * @param rank how many dimensions `ids` has
   */
  tableRows(name: string, ids: string, rank: number, table: StoredLinear): string {
    if (table.kind === 'dense') {
      // It lies transposed.
      const columns = this.node('Gather', [this.dense(name, table.stored), ids], { axis: 1 });
      const order = Array.from({ length: rank }, (_, i) => i + 1);
      return this.node('Transpose', [columns], { perm: [...order, 0] });
    }
    const { rows, columns, bits } = table;
    if (bits !== 8) throw new TypeError(`${name}: a table of ${bits} bits cannot be looked up`);
    // GatherBlockQuantized would be one node, but onnxruntime-web 1.30 has no kernel of it for the
    // processor in the WASM that browsers load. Besides, bytes that are looked up by plain operators
    // stay off the GPU.
    const blocks = Math.ceil(columns / BLOCK);
    this.once(`${name}.rows`, 'uint8', [rows, blocks, BLOCK], table.quants);
    const scales = this.place(name, table.scales);
    this.once(`${name}.rows.scales`, this.type, [rows, blocks, 1], scales);
    const [quants, scale] = [`${name}.rows`, `${name}.rows.scales`].map((part) =>
      this.node('Gather', [part, ids], { axis: 0 }),
    );
    const steps = this.node('Sub', [
      this.cast(quants ?? '', 'uint8', 'float32'),
      this.cast(this.integers([128], 'int32'), 'int32', 'float32'),
    ]);
    const product = this.node('Mul', [steps, this.cast(scale ?? '', this.type, 'float32')]);
    // Zeros of the ids' shape keep it as it is.
    const flat = this.reshape(product, [...Array.from({ length: rank }, () => 0), blocks * BLOCK]);
    const found = this.cast(flat, 'float32', this.type);
    if (columns === blocks * BLOCK) return found;
    const [start, end, axis] = [[0], [columns], [-1]].map((values) => this.integers(values));
    return this.node('Slice', [found, start ?? '', end ?? '', axis ?? '']);
  }

  private product(name: string, x: string, weight: StoredLinear): string {
    if (weight.kind === 'dense') return this.node('MatMul', [x, this.dense(name, weight.stored)]);
    const { rows, columns, bits } = weight;
    const blocks = Math.ceil(columns / BLOCK);
    this.once(`${name}.quants`, 'uint8', [rows, blocks, (BLOCK * bits) / 8], weight.quants);
    const scales = this.place(name, weight.scales);
    this.once(`${name}.scales`, this.type, [rows * blocks], scales);
    return this.node(
      'MatMulNBits',
      [x, `${name}.quants`, `${name}.scales`],
      { K: columns, N: rows, bits, block_size: BLOCK, accuracy_level: ACCURACY_FLOAT },
      MICROSOFT,
    );
  }

  /** RMSNorm over the last axis (Zhang and Sennrich, arXiv 1910.07467). */
  rmsNorm(name: string, x: string, weight: StoredDense, epsilon: number): string {
    return this.rmsNormBy(x, this.dense(name, weight), epsilon);
  }

  /** The same of float32 values, whatever the graph's type. */
  wideRmsNorm(name: string, x: string, weight: StoredDense, epsilon: number): string {
    const wide = this.cast(this.dense(name, weight), this.type, 'float32');
    return this.rmsNormBy(x, wide, epsilon);
  }

  /** The same with a weight that is in the graph. */
  rmsNormBy(x: string, weight: string, epsilon: number): string {
    return this.node('SimplifiedLayerNormalization', [x, weight], {
      axis: -1,
      epsilon: { float: epsilon },
      stash_type: 1,
    });
  }

  /** LayerNorm over the last axis (Ba et al., arXiv 1607.06450). */
  layerNorm(
    name: string,
    x: string,
    weight: StoredDense,
    bias: StoredDense,
    epsilon: number,
  ): string {
    return this.node(
      'LayerNormalization',
      [x, this.dense(name, weight), this.dense(`${name}.bias`, bias)],
      { axis: -1, epsilon: { float: epsilon }, stash_type: 1 },
    );
  }

  silu(x: string): string {
    return this.node('Mul', [x, this.node('Sigmoid', [x])]);
  }

  /** GELU (Hendrycks and Gimpel, arXiv 1606.08415), exact or by its tanh approximation. */
  gelu(x: string, approximate: 'none' | 'tanh'): string {
    return this.node('Gelu', [x], { approximate });
  }

  /** `x` in another type, where it is not of it already. */
  cast(x: string, from: DataType, to: DataType): string {
    return from === to ? x : this.node('Cast', [x], { to: DATA_TYPE[to] });
  }

  reshape(x: string, shape: readonly number[]): string {
    return this.node('Reshape', [x, this.integers(shape)]);
  }

  encode(): Uint8Array {
    const { name, inputs, outputs, nodes, initialisers } = this;
    return encodeModel({ name, inputs, outputs, nodes, initialisers });
  }

  /** A tensor that several nodes share is written once. */
  private once(
    name: string,
    type: DataType,
    shape: readonly number[],
    data: OnnxInitialiser['data'],
  ): void {
    if (this.known.has(name)) return;
    this.known.add(name);
    this.initialisers.push({ name, type, shape, data });
  }

  private place(name: string, places: Partial<Record<Precision, Place>>): Place {
    const place = places[this.precision];
    if (!place) throw new BuildError(`${name} was not stored as ${this.precision}`);
    return place;
  }
}
