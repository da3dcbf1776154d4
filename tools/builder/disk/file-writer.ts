/** One file of a build, written from its beginning to its end. */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { BuildError } from '../errors';

export interface WrittenFile {
  /** Relative to the build's folder. */
  readonly path: string;
  readonly size: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** The one call of a file handle that this needs: tests give disks that are full. */
export type Handle = Pick<FileHandle, 'write' | 'sync' | 'close'>;

/** Error codes of a disk, a quota or a process's limit that has no room left. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export class FileWriter {
  private readonly hash = createHash('sha256');
  private written = 0;

  /** @param needed bytes of the whole build, where that is known: for the message of a full disk */
  constructor(
    private readonly path: string,
    private readonly handle: Handle,
    private readonly needed: () => number | undefined,
  ) {}

  static async create(
    path: string,
    at: string,
    needed: () => number | undefined,
  ): Promise<FileWriter> {
    const handle = await open(at, 'w').catch((error: unknown) => {
      throw readable(error, path, needed());
    });
    return new FileWriter(path, handle, needed);
  }

  get size(): number {
    return this.written;
  }

  /** @throws BuildError when the disk is full */
  async write(bytes: Uint8Array): Promise<void> {
    try {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done);
        done += bytesWritten;
      }
    } catch (error) {
      throw readable(error, this.path, this.needed());
    }
    this.hash.update(bytes);
    this.written += bytes.length;
  }

  /** Returns when the disk has it all. */
  async close(): Promise<WrittenFile> {
    try {
      await this.handle.sync();
    } catch (error) {
      throw readable(error, this.path, this.needed());
    } finally {
      await this.handle.close();
    }
    return { path: this.path, size: this.written, sha256: this.hash.digest('hex') };
  }

  /** Closes it as it is. */
  async abandon(): Promise<void> {
    await this.handle.close().catch(() => undefined);
  }
}

export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;

function readable(error: unknown, path: string, needed: number | undefined): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!FULL.has(code)) return error;
  const room = needed === undefined ? '' : `: ${gigabytes(needed)} needed for the build`;
  return new BuildError(`disk full while writing ${path}${room} (${code})`);
}
