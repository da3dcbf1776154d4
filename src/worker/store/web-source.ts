/** Fills the files of a build from a web server, several ranges at a time. */
import PQueue from 'p-queue';
import { readBuildAddress } from '../../core/build-address';
import { InstallError } from './failure';
import type { BuildSource } from './source';
import type { Piece, TargetFile } from './target-file';
import { fetchBuildJson, fetchPart, RangeIgnored, type Web, type WebOptions } from './web';

export interface WebSourceOptions extends WebOptions {
  /** How many requests go on side by side. */
  readonly parallel: number;
}

/** @throws InstallError where the address is none */
export function webSource(
  address: string,
  fetch: typeof globalThis.fetch,
  options: WebSourceOptions,
): BuildSource {
  const read = readBuildAddress(address);
  if (!read.ok)
    throw new InstallError('not-a-build', `${address} is not an address to install from.`);
  const { baseUrl, text } = read.address;
  const webUnder = (signal: AbortSignal): Web => ({ ...options, baseUrl, fetch, signal });
  return {
    address: text,
    stage: 'downloading',
    buildJson: (signal) => fetchBuildJson(webUnder(signal)),
    async fill(files, signal) {
      const failed = new AbortController();
      const all = AbortSignal.any([signal, failed.signal]);
      await new Download(webUnder(all), options.parallel, (error) => failed.abort(error)).run(
        files,
      );
      all.throwIfAborted();
    },
  };
}

class Download {
  private readonly queue: PQueue;
  /** The server sends files whole, whatever it is asked for. */
  private rangesIgnored = false;
  /** Files that are to come whole, once the ranges of them that were asked for are done with. */
  private readonly toStream = new Set<TargetFile>();
  private readonly streaming = new Set<TargetFile>();
  private readonly busy = new Map<TargetFile, number>();

  constructor(
    private readonly web: Web,
    parallel: number,
    private readonly fail: (error: unknown) => void,
  ) {
    this.queue = new PQueue({ concurrency: parallel });
  }

  async run(files: readonly TargetFile[]): Promise<void> {
    for (const file of files) this.begin(file);
    await this.queue.onIdle();
  }

  /** Asks for all that a file still needs. */
  private begin(file: TargetFile): void {
    const missing = file.pieces.filter(({ stored }) => !stored);
    if (missing.length === 0) this.add(file, () => this.finish(file));
    for (const piece of missing) this.add(file, () => this.fetchPiece(file, piece));
  }

  private add(file: TargetFile, act: () => Promise<void>): void {
    const task = async () => {
      if (this.web.signal.aborted) return;
      this.busy.set(file, (this.busy.get(file) ?? 0) + 1);
      try {
        await act();
      } catch (error) {
        this.fail(error);
      } finally {
        const left = (this.busy.get(file) ?? 1) - 1;
        this.busy.set(file, left);
        if (left === 0 && this.toStream.delete(file)) this.add(file, () => this.stream(file));
      }
    };
    void this.queue.add(task).catch((error) => this.fail(error));
  }

  private async fetchPiece(file: TargetFile, piece: Piece): Promise<void> {
    if (this.rangesIgnored && file.pieces.length > 1) {
      this.toStream.add(file);
      return;
    }
    await file.open();
    const { path, size } = file.entry;
    try {
      await fetchPart(this.web, {
        path,
        size,
        next: () => piece.start + piece.filled,
        end: piece.end,
        takeWhole: file.pieces.length === 1,
        take: (bytes) => file.write(piece, bytes),
      });
    } catch (error) {
      if (!(error instanceof RangeIgnored)) throw error;
      this.rangesIgnored = true;
      this.toStream.add(file);
      return;
    }
    file.store(piece);
    if (file.full) await this.finish(file);
  }

  private async stream(file: TargetFile): Promise<void> {
    if (file.done || this.streaming.has(file)) return;
    this.streaming.add(file);
    await file.open();
    const { path, size } = file.entry;
    await fetchPart(this.web, {
      path,
      size,
      next: () => file.missing,
      end: size,
      takeWhole: true,
      take: (bytes) => file.writeOn(bytes),
    });
    this.streaming.delete(file);
    await this.finish(file);
  }

  private async finish(file: TargetFile): Promise<void> {
    if (!(await file.finish(true))) this.begin(file);
  }
}
