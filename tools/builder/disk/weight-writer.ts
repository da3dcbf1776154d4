/** External data of a graph: tensors one after the other, in files that a browser can hold. */
import { BuildError } from '../errors';
import type { OutputFolder } from '../output';
import { type FileWriter, gigabytes } from './file-writer';

/** Where a tensor's bytes lie in an external data file. */
export interface Place {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** WebGPU implementations and typed arrays want aligned starts. */
const ALIGNMENT = 64;
/** Browsers cannot hold much larger blobs in one piece. */
const MAX_BYTES = 1024 ** 3;

/** Files `stem.0`, `stem.1`, …, each under 1 GiB; a tensor lies in one of them whole. */
export class WeightWriter {
  private writer: FileWriter | undefined;
  private name = '';
  private count = 0;

  constructor(
    private readonly output: OutputFolder,
    private readonly stem: string,
    private readonly maxBytes = MAX_BYTES,
  ) {}

  async append(bytes: Uint8Array): Promise<Place> {
    const place = await this.begin(bytes.length);
    await this.write(bytes);
    return place;
  }

  /** The place of the next tensor; `write` must then fill it before the next `begin`. */
  async begin(length: number): Promise<Place> {
    if (length >= this.maxBytes)
      throw new BuildError(
        `${this.stem}: a tensor of ${gigabytes(length)} is too large for a weight file`,
      );
    if (this.writer && aligned(this.writer.size) + length >= this.maxBytes) await this.close();
    if (!this.writer) {
      this.name = `${this.stem}.${this.count++}`;
      this.writer = await this.output.create(this.name);
    }
    const offset = aligned(this.writer.size);
    await this.writer.write(new Uint8Array(offset - this.writer.size));
    return { file: this.name, offset, length };
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.writer?.write(bytes);
  }

  async close(): Promise<void> {
    const writer = this.writer;
    this.writer = undefined;
    if (writer) this.output.record(await writer.close());
  }
}

const aligned = (size: number): number => Math.ceil(size / ALIGNMENT) * ALIGNMENT;
