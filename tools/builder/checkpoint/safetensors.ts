/**
 * Reading safetensors (https://huggingface.co/docs/safetensors): eight bytes of header length,
 * a JSON header, then the tensors' bytes. Only the rows that are asked for are read.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import * as v from 'valibot';
import { BuildError } from '../errors';
import { DTYPE_BYTES, type Dtype, isDtype, toFloat32 } from './dtype';

const Natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const Entry = v.object({
  /** Any: a tensor of a type that is not read does no harm until it is asked for. */
  dtype: v.string(),
  shape: v.array(Natural),
  data_offsets: v.tuple([Natural, Natural]),
});
type Entry = v.InferOutput<typeof Entry>;

/** Largest header that is believed: the published checkpoints have about 100 kB. */
const MAX_HEADER_BYTES = 100 * 1024 * 1024;

/** Some rows of a tensor, as the file holds them. */
export interface RawRows {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly dtype: Dtype;
}

/** One open `.safetensors` file. Close it when done. */
export class SafetensorsFile {
  private constructor(
    readonly name: string,
    readonly size: number,
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
      return new SafetensorsFile(name, size, handle, dataStart, entries);
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

  /** @throws BuildError where the tensor is missing or its type is not read */
  dtype(tensor: string): Dtype {
    const { dtype } = this.entry(tensor);
    if (!isDtype(dtype))
      throw new BuildError(
        `${this.name}: ${tensor} has the type ${dtype}; the builder reads ${Object.keys(DTYPE_BYTES).join(', ')}`,
      );
    return dtype;
  }

  /**
   * The rows [begin, end) along a tensor's first dimension.
   * @throws BuildError where the tensor is missing, of a type that is not read, or cut short
   */
  async rows(tensor: string, begin: number, end: number): Promise<RawRows> {
    const dtype = this.dtype(tensor);
    const { shape, data_offsets } = this.entry(tensor);
    const rowBytes = shape.slice(1).reduce((a, b) => a * b, DTYPE_BYTES[dtype]);
    if (!(begin >= 0 && begin <= end && end <= (shape[0] ?? 1)))
      throw new RangeError(`${tensor} has no rows ${begin} to ${end}`);
    const bytes = new Uint8Array((end - begin) * rowBytes);
    const at = this.dataStart + data_offsets[0] + begin * rowBytes;
    if (!(await readFully(this.handle, bytes, at)))
      throw new BuildError(`${this.name}: ${tensor} is cut short`);
    return { bytes, dtype };
  }

  /** A whole tensor's values, row-major, as float32. */
  async read(tensor: string): Promise<Float32Array> {
    const { bytes, dtype } = await this.rows(tensor, 0, this.entry(tensor).shape[0] ?? 1);
    return toFloat32(bytes, dtype);
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  private entry(tensor: string): Entry {
    const entry = this.entries.get(tensor);
    if (!entry) throw new BuildError(`${this.name}: has no tensor ${tensor}`);
    return entry;
  }
}

/** Fills `bytes` from `position` on; one read may give less than was asked for. */
async function readFully(handle: FileHandle, bytes: Uint8Array, position: number) {
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) return false;
    done += bytesRead;
  }
  return true;
}

async function readHeader(handle: FileHandle, name: string, size: number) {
  const prefix = new Uint8Array(8);
  const whole = await readFully(handle, prefix, 0);
  const length = Number(new DataView(prefix.buffer).getBigUint64(0, true));
  if (!whole || length > MAX_HEADER_BYTES || 8 + length > size)
    throw new BuildError(`${name}: the header is truncated or oversized`);
  const text = new Uint8Array(length);
  if (!(await readFully(handle, text, 8)))
    throw new BuildError(`${name}: the header is truncated or oversized`);
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
    if (!entry.success) {
      const [issue] = entry.issues;
      throw new BuildError(`${name}: ${tensor}: ${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
    }
    const { dtype, shape, data_offsets } = entry.output;
    const [begin, end] = data_offsets;
    if (end > dataBytes)
      throw new BuildError(
        `${name}: ${tensor} ends ${end - dataBytes} bytes beyond the file's end: the file is cut short`,
      );
    const fits = isDtype(dtype)
      ? end - begin === shape.reduce((a, b) => a * b, DTYPE_BYTES[dtype])
      : end >= begin;
    if (!fits)
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
    last = Math.max(last, entry.data_offsets[1]);
  }
}
