/**
 * Reading safetensors (https://huggingface.co/docs/safetensors): eight bytes of header length,
 * a JSON header, then the tensors' bytes. Only the tensor that is asked for is read.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import * as v from 'valibot';
import { fromHalfBits } from '../../src/core/half';
import { BuildError } from './errors';

const BYTES = { BF16: 2, F16: 2, F32: 4 } as const;

const Entry = v.object({
  dtype: v.picklist(['BF16', 'F16', 'F32']),
  shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  data_offsets: v.tuple([
    v.pipe(v.number(), v.integer(), v.minValue(0)),
    v.pipe(v.number(), v.integer(), v.minValue(0)),
  ]),
});
type Entry = v.InferOutput<typeof Entry>;

/** Largest header that is believed: the published checkpoints have about 100 kB. */
const MAX_HEADER_BYTES = 100 * 1024 * 1024;

/** One open `.safetensors` file. Close it when done. */
export class SafetensorsFile {
  private constructor(
    readonly name: string,
    private readonly handle: FileHandle,
    private readonly dataStart: number,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws BuildError naming the file (and tensor) when the header does not hold together. */
  static async open(path: string): Promise<SafetensorsFile> {
    const name = basename(path);
    const handle = await open(path, 'r').catch((error: Error) => {
      throw new BuildError(`${name}: cannot be opened (${error.message})`);
    });
    try {
      const { size } = await handle.stat();
      const { entries, dataStart } = await readHeader(handle, name, size);
      return new SafetensorsFile(name, handle, dataStart, entries);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get tensors(): readonly string[] {
    return [...this.entries.keys()];
  }

  /** Shape of a tensor; undefined where the file has none of that name. */
  shape(tensor: string): readonly number[] | undefined {
    return this.entries.get(tensor)?.shape;
  }

  /** A tensor's values, row-major, as float32. */
  async read(tensor: string): Promise<Float32Array> {
    const entry = this.entries.get(tensor);
    if (!entry) throw new BuildError(`${this.name}: has no tensor ${tensor}`);
    const [begin, end] = entry.data_offsets;
    const bytes = new Uint8Array(end - begin);
    const { bytesRead } = await this.handle.read(bytes, 0, bytes.length, this.dataStart + begin);
    if (bytesRead !== bytes.length) throw new BuildError(`${this.name}: ${tensor} is cut short`);
    return toFloat32(bytes, entry.dtype);
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

async function readHeader(handle: FileHandle, name: string, size: number) {
  const prefix = new Uint8Array(8);
  const { bytesRead } = await handle.read(prefix, 0, 8, 0);
  const length = Number(new DataView(prefix.buffer).getBigUint64(0, true));
  if (bytesRead < 8 || length > MAX_HEADER_BYTES || 8 + length > size)
    throw new BuildError(`${name}: the header is truncated or oversized`);
  const text = new Uint8Array(length);
  await handle.read(text, 0, length, 8);
  const dataStart = 8 + length;
  return { dataStart, entries: parseEntries(name, text, size - dataStart) };
}

function parseEntries(name: string, text: Uint8Array, dataBytes: number): Map<string, Entry> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch {
    throw new BuildError(`${name}: the header is not JSON`);
  }
  const table = v.safeParse(v.record(v.string(), v.unknown()), json);
  if (!table.success || Array.isArray(json))
    throw new BuildError(`${name}: the header is not an object`);
  const entries = new Map<string, Entry>();
  for (const [tensor, value] of Object.entries(table.output)) {
    if (tensor === '__metadata__') continue;
    const entry = v.safeParse(Entry, value);
    if (!entry.success)
      throw new BuildError(
        `${name}: ${tensor}: ${v.summarize(entry.issues).replaceAll('\n', ' ')}`,
      );
    const [begin, end] = entry.output.data_offsets;
    const bytes = entry.output.shape.reduce((a, b) => a * b, BYTES[entry.output.dtype]);
    if (end - begin !== bytes || end > dataBytes)
      throw new BuildError(`${name}: ${tensor}: its place in the file does not fit its shape`);
    entries.set(tensor, entry.output);
  }
  refuseOverlaps(name, entries);
  return entries;
}

function refuseOverlaps(name: string, entries: ReadonlyMap<string, Entry>): void {
  const sorted = [...entries].sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0]);
  let last = 0;
  for (const [tensor, entry] of sorted) {
    if (entry.data_offsets[0] < last)
      throw new BuildError(`${name}: ${tensor} overlaps the tensor before it`);
    last = entry.data_offsets[1];
  }
}

function toFloat32(bytes: Uint8Array, dtype: Entry['dtype']): Float32Array {
  if (dtype === 'F32') return new Float32Array(bytes.buffer);
  const halves = new Uint16Array(bytes.buffer);
  if (dtype === 'F16') return Float32Array.from(halves, fromHalfBits);
  const words = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) words[i] = (halves[i] ?? 0) << 16;
  return new Float32Array(words.buffer);
}
