/** Writing a graph down node by node; every helper returns the name of its result. */
import type { Precision } from '../../src/core/guard-build';
import {
  type Attributes,
  type DataType,
  encodeModel,
  type OnnxInitialiser,
  type OnnxNode,
  type OnnxValue,
} from './onnx';
import { bytesOf } from './output';
import { BLOCK } from './quantise';
import type { StoredDense, StoredLinear } from './tensors';

export const MICROSOFT = 'com.microsoft';

/**
 * MatMulNBits' `accuracy_level`: 1 computes in float32. Left out, the WebGPU provider takes 4 (int8
 * activations), whose rounding differs between devices and would drown the self-test.
 */
const ACCURACY_FLOAT = 1;

export class GraphWriter {
  readonly type: DataType;
  private readonly nodes: OnnxNode[] = [];
  private readonly initialisers: OnnxInitialiser[] = [];
  private readonly inputs: OnnxValue[] = [];
  private readonly outputs: OnnxValue[] = [];
  private count = 0;

  constructor(
    private readonly name: string,
    readonly precision: Precision,
  ) {
    this.type = precision === 'f16' ? 'float16' : 'float32';
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
    const name = `${type}_${this.count++}`;
    const data =
      type === 'int64' ? BigInt64Array.from(values.map(BigInt)) : Int32Array.from(values);
    this.initialisers.push({
      name,
      type,
      shape: scalar ? [] : [values.length],
      data: bytesOf(data),
    });
    return name;
  }

  dense(name: string, tensor: StoredDense): string {
    const data = tensor.places[this.precision];
    this.initialisers.push({ name, type: this.type, shape: tensor.shape, data });
    return name;
  }

  /** x · Wᵀ. */
  linear(name: string, x: string, weight: StoredLinear): string {
    if (weight.kind === 'dense') return this.node('MatMul', [x, this.dense(name, weight.stored)]);
    const { rows, columns } = weight;
    const blocks = Math.ceil(columns / BLOCK);
    this.initialisers.push(
      {
        name: `${name}.nibbles`,
        type: 'uint8',
        shape: [rows, blocks, BLOCK / 2],
        data: weight.nibbles,
      },
      {
        name: `${name}.scales`,
        type: this.type,
        shape: [rows * blocks],
        data: weight.scales[this.precision],
      },
    );
    return this.node(
      'MatMulNBits',
      [x, `${name}.nibbles`, `${name}.scales`],
      { K: columns, N: rows, bits: 4, block_size: BLOCK, accuracy_level: ACCURACY_FLOAT },
      MICROSOFT,
    );
  }

  /** RMSNorm over the last axis (Zhang and Sennrich, arXiv 1910.07467). */
  rmsNorm(name: string, x: string, weight: StoredDense, epsilon: number): string {
    return this.node('SimplifiedLayerNormalization', [x, this.dense(name, weight)], {
      axis: -1,
      epsilon: { float: epsilon },
      stash_type: 1,
    });
  }

  reshape(x: string, shape: readonly number[]): string {
    return this.node('Reshape', [x, this.integers(shape)]);
  }

  encode(): Uint8Array {
    const { name, inputs, outputs, nodes, initialisers } = this;
    return encodeModel({ name, inputs, outputs, nodes, initialisers });
  }
}
