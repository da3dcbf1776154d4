/**
 * The part of ONNX's protobuf schema (onnx.proto, IR version 10) that the builder writes, by
 * protobufjs. Field numbers are ONNX's own.
 */
import protobuf from 'protobufjs/light.js';
import * as v from 'valibot';

const root = protobuf.Root.fromJSON({
  nested: {
    OperatorSetId: { fields: { domain: f('string', 1), version: f('int64', 2) } },
    StringEntry: { fields: { key: f('string', 1), value: f('string', 2) } },
    Dimension: { fields: { dimValue: f('int64', 1), dimParam: f('string', 2) } },
    Shape: { fields: { dim: many('Dimension', 1) } },
    TensorType: { fields: { elemType: f('int32', 1), shape: f('Shape', 2) } },
    Type: { fields: { tensorType: f('TensorType', 1) } },
    ValueInfo: { fields: { name: f('string', 1), type: f('Type', 2) } },
    Tensor: {
      fields: {
        dims: many('int64', 1),
        dataType: f('int32', 2),
        name: f('string', 8),
        rawData: f('bytes', 9),
        externalData: many('StringEntry', 13),
        dataLocation: f('int32', 14),
      },
    },
    Attribute: {
      fields: {
        name: f('string', 1),
        f: f('float', 2),
        i: f('int64', 3),
        s: f('bytes', 4),
        ints: many('int64', 8),
        type: f('int32', 20),
      },
    },
    Node: {
      fields: {
        input: many('string', 1),
        output: many('string', 2),
        name: f('string', 3),
        opType: f('string', 4),
        attribute: many('Attribute', 5),
        domain: f('string', 7),
      },
    },
    Graph: {
      fields: {
        node: many('Node', 1),
        name: f('string', 2),
        initializer: many('Tensor', 5),
        input: many('ValueInfo', 11),
        output: many('ValueInfo', 12),
      },
    },
    Model: {
      fields: {
        irVersion: f('int64', 1),
        producerName: f('string', 2),
        graph: f('Graph', 7),
        opsetImport: many('OperatorSetId', 8),
      },
    },
  },
});

function f(type: string, id: number) {
  return { type, id };
}

function many(type: string, id: number) {
  return { rule: 'repeated', type, id };
}

/** ONNX's TensorProto.DataType. */
export const DATA_TYPE = { float32: 1, uint8: 2, int32: 6, int64: 7, float16: 10 } as const;
export type DataType = keyof typeof DATA_TYPE;

/** A number is fixed, a string names a dimension that may vary. */
export type Dimension = number | string;

export interface Attributes {
  /** Numbers that ONNX wants as floats are given as `{ float }`. */
  readonly [name: string]: number | string | readonly number[] | { readonly float: number };
}

export interface OnnxNode {
  readonly op: string;
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Attributes;
}

export interface OnnxValue {
  readonly name: string;
  readonly type: DataType;
  readonly shape: readonly Dimension[];
}

/** An initialiser, either with its bytes or with the place in a file where they lie. */
export interface OnnxInitialiser {
  readonly name: string;
  readonly type: DataType;
  readonly shape: readonly number[];
  readonly data:
    | Uint8Array
    | { readonly file: string; readonly offset: number; readonly length: number };
}

export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  readonly initialisers: readonly OnnxInitialiser[];
}

/** The bytes of a `.onnx` file. */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  const model = root.lookupType('Model');
  return model
    .encode(
      model.fromObject({
        irVersion: 10,
        producerName: 'seawall',
        opsetImport: [
          { domain: '', version: 21 },
          { domain: 'com.microsoft', version: 1 },
        ],
        graph: {
          name: graph.name,
          node: graph.nodes.map((node) => ({
            name: node.outputs[0],
            opType: node.op,
            domain: node.domain ?? '',
            input: node.inputs,
            output: node.outputs,
            attribute: Object.entries(node.attributes ?? {}).map(attributeOf),
          })),
          initializer: graph.initialisers.map(tensorOf),
          input: graph.inputs.map(valueInfoOf),
          output: graph.outputs.map(valueInfoOf),
        },
      }),
    )
    .finish();
}

const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, ints: 7 } as const;

function attributeOf([name, value]: [string, Attributes[string]]) {
  if (typeof value === 'number') return { name, i: value, type: ATTRIBUTE_TYPE.int };
  if (typeof value === 'string')
    return { name, s: new TextEncoder().encode(value), type: ATTRIBUTE_TYPE.string };
  if ('float' in value) return { name, f: value.float, type: ATTRIBUTE_TYPE.float };
  return { name, ints: value, type: ATTRIBUTE_TYPE.ints };
}

function tensorOf({ name, type, shape, data }: OnnxInitialiser) {
  const tensor = { name, dataType: DATA_TYPE[type], dims: shape };
  if (data instanceof Uint8Array) return { ...tensor, rawData: data };
  return {
    ...tensor,
    dataLocation: 1,
    externalData: [
      { key: 'location', value: data.file },
      { key: 'offset', value: String(data.offset) },
      { key: 'length', value: String(data.length) },
    ],
  };
}

function valueInfoOf({ name, type, shape }: OnnxValue) {
  const dim = shape.map((d) => (typeof d === 'number' ? { dimValue: d } : { dimParam: d }));
  return { name, type: { tensorType: { elemType: DATA_TYPE[type], shape: { dim } } } };
}

/**
 * A graph of one operator's nodes alone: each takes what it takes from others as an input of the graph
 * and gives its result as an output. For measuring what the operator by itself can do, on the very
 * weights and attributes of the graph it stands in.
 *
 * @param model bytes of a `.onnx` file whose weights lie beside it
 * @param columnsOf columns of the first input of a node, by its attributes
 */
export function onlyNodes(
  bytes: Uint8Array,
  op: string,
  columnsOf: (attributes: ReadonlyMap<string, number>) => { inputs: number; outputs: number },
): {
  model: Uint8Array;
  nodes: { input: string; output: string; inputs: number; outputs: number }[];
} {
  const model = root.lookupType('Model');
  const whole = v.parse(ReadModel, model.toObject(model.decode(bytes), { longs: Number }));
  const nodes = whole.graph.node.filter(({ opType }) => opType === op);
  const found = nodes.map((node, i) => {
    const { inputs, outputs } = columnsOf(
      new Map(node.attribute.map(({ name, i: value = 0 }) => [name, value])),
    );
    return { input: `input.${i}`, output: `output.${i}`, inputs, outputs };
  });
  const used = new Set(nodes.flatMap(({ input }) => input.slice(1)));
  const value = (name: string, columns: number) => ({
    name,
    type: {
      tensorType: {
        elemType: DATA_TYPE.float32,
        shape: { dim: [{ dimValue: 1 }, { dimParam: 'S' }, { dimValue: columns }] },
      },
    },
  });
  const graph = {
    ...whole.graph,
    node: nodes.map((node, i) => ({
      ...node,
      input: [`input.${i}`, ...node.input.slice(1)],
      output: [`output.${i}`],
    })),
    initializer: whole.graph.initializer.filter(({ name }) => used.has(name)),
    input: found.map(({ input, inputs }) => value(input, inputs)),
    output: found.map(({ output, outputs }) => value(output, outputs)),
  };
  return { model: model.encode(model.fromObject({ ...whole, graph })).finish(), nodes: found };
}

const ReadModel = v.looseObject({
  graph: v.looseObject({
    node: v.array(
      v.looseObject({
        opType: v.string(),
        input: v.array(v.string()),
        output: v.array(v.string()),
        attribute: v.optional(
          v.array(v.looseObject({ name: v.string(), i: v.optional(v.number()) })),
          [],
        ),
      }),
    ),
    initializer: v.array(v.looseObject({ name: v.string() })),
  }),
});
