/** Writing a build's files: beside the target first, renamed when whole. */
import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where a tensor's bytes lie in an external data file. */
export interface Place {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

export interface WrittenFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** WebGPU implementations and typed arrays want aligned starts. */
const ALIGNMENT = 64;
/** A weight file stays under 1 GiB: browsers cannot hold much larger blobs in one piece. */
const MAX_WEIGHT_BYTES = 1024 ** 3;

/** A folder that appears at its target only when `commit` is called. */
export class OutputFolder {
  private readonly written: WrittenFile[] = [];

  private constructor(
    private readonly target: string,
    readonly folder: string,
  ) {}

  static async create(target: string): Promise<OutputFolder> {
    const folder = `${target}.building`;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return new OutputFolder(target, folder);
  }

  async file(path: string, bytes: Uint8Array | string): Promise<void> {
    const data = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    const at = join(this.folder, path);
    await mkdir(dirname(at), { recursive: true });
    await writeFile(at, data);
    this.record({ path, size: data.length, sha256: sha256(data) });
  }

  record(file: WrittenFile): void {
    this.written.push(file);
  }

  /** All files so far, by path. */
  get files(): readonly WrittenFile[] {
    return [...this.written].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  async commit(): Promise<void> {
    await mkdir(dirname(this.target), { recursive: true });
    await rm(this.target, { recursive: true, force: true });
    await rename(this.folder, this.target);
  }

  async discard(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** External data, appended tensor by tensor; a numbered series starts a new file before 1 GiB. */
export class WeightWriter {
  private handle: FileHandle | undefined;
  private hash = createHash('sha256');
  private name = '';
  private size = 0;
  private count = 0;

  /** @param stem File name; `numbered` adds `.0`, `.1`, … */
  constructor(
    private readonly output: OutputFolder,
    private readonly stem: string,
    private readonly numbered: boolean,
  ) {}

  async append(bytes: Uint8Array): Promise<Place> {
    if (this.handle && this.numbered && this.size + ALIGNMENT + bytes.length > MAX_WEIGHT_BYTES)
      await this.close();
    this.handle ??= await this.next();
    const padding = (ALIGNMENT - (this.size % ALIGNMENT)) % ALIGNMENT;
    if (padding > 0) await this.write(new Uint8Array(padding));
    const offset = this.size;
    await this.write(bytes);
    return { file: this.name, offset, length: bytes.length };
  }

  async close(): Promise<void> {
    if (!this.handle) return;
    await this.handle.close();
    this.handle = undefined;
    this.output.record({ path: this.name, size: this.size, sha256: this.hash.digest('hex') });
  }

  private async next(): Promise<FileHandle> {
    this.name = this.numbered ? `${this.stem}.${this.count++}` : this.stem;
    this.size = 0;
    this.hash = createHash('sha256');
    return open(join(this.output.folder, this.name), 'w');
  }

  private async write(bytes: Uint8Array): Promise<void> {
    await this.handle?.writeFile(bytes);
    this.hash.update(bytes);
    this.size += bytes.length;
  }
}

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** The bytes behind a typed array. */
export const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
