/**
 * Where a graph's weights lie in its files: read from the graph itself, since a device may have no
 * room for one of them. Just enough of protocol buffers for that (onnx.proto: ModelProto.graph = 7,
 * GraphProto.initializer = 5, TensorProto.name = 8, .external_data = 13).
 */

export interface WeightPlace {
  readonly name: string;
  /** The file, as the graph names it. */
  readonly file: string;
  /** Bytes. */
  readonly offset: number;
  readonly length: number;
}

/** @throws RangeError when the bytes are no graph */
export function weightsOf(graph: Uint8Array): WeightPlace[] {
  const places: WeightPlace[] = [];
  for (const inner of messages(graph, 7))
    for (const tensor of messages(inner, 5)) {
      const entries = new Map<string, string>();
      for (const entry of messages(tensor, 13)) entries.set(text(entry, 1), text(entry, 2));
      const file = entries.get('location');
      if (file === undefined) continue;
      const offset = Number(entries.get('offset') ?? 0);
      const length = Number(entries.get('length') ?? Number.NaN);
      const name = text(tensor, 8);
      if (!(offset >= 0 && length >= 0))
        throw new RangeError(`the graph does not say where ${name} lies`);
      places.push({ name, file, offset, length });
    }
  return places;
}

const text = (message: Uint8Array, field: number): string => {
  const [bytes] = messages(message, field);
  return bytes ? new TextDecoder().decode(bytes) : '';
};

/** Contents of a message's fields of one number that have a length. */
function messages(bytes: Uint8Array, wanted: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = bytes[at++];
      if (byte === undefined || unit > 2 ** 63) throw new RangeError('the graph is cut short');
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const wire = key % 8;
    if (wire === 0) varint();
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else if (wire === 2) {
      const length = varint();
      if (at + length > bytes.length) throw new RangeError('the graph is cut short');
      if (Math.floor(key / 8) === wanted) found.push(bytes.subarray(at, at + length));
      at += length;
    } else throw new RangeError('the graph is no ONNX model');
  }
  return found;
}
