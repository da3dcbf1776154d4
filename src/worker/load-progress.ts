/** How far a load has come, over the files that are loaded and no others. */
import type { GuardBuild } from '../core/guard-build';
import type { GuardState } from '../platform/guard-protocol';

type Loading = Extract<GuardState, { status: 'loading' }>;

/** Told of at most this often, in parts of the whole. */
const STEP = 0.01;

export class LoadProgress {
  private readonly sizes: ReadonlyMap<string, number>;
  private readonly loaded = new Map<string, number>();
  private totalBytes = 0;
  private told = 0;
  private stage: Loading['stage'] = 'files';

  constructor(
    files: GuardBuild['files'],
    private readonly show: (state: Loading) => void,
  ) {
    this.sizes = new Map(files.map(({ path, size }) => [path, size]));
  }

  /** What will be loaded; paths of an earlier plan that are not among them do not count any more. */
  plan(paths: readonly string[]): void {
    for (const path of this.loaded.keys()) if (!paths.includes(path)) this.loaded.delete(path);
    this.totalBytes = [...new Set(paths)].reduce((sum, path) => sum + this.sizeOf(path), 0);
    this.told = 0;
  }

  /** A file is there whole. */
  whole(path: string): void {
    this.loaded.set(path, this.sizeOf(path));
    this.tell('files');
  }

  /** More of a file was read; bytes read twice count once at most. */
  more(path: string, bytes: number): void {
    this.loaded.set(path, Math.min(this.sizeOf(path), (this.loaded.get(path) ?? 0) + bytes));
    if (this.loadedBytes() - this.told >= this.totalBytes * STEP) this.tell('files');
    this.started();
  }

  /** Says that the device is being made ready, once all bytes are there. */
  started(): void {
    if (this.loadedBytes() === this.totalBytes && this.stage === 'files') this.tell('starting');
  }

  tell(stage: Loading['stage']): void {
    const loadedBytes = stage === 'self-test' ? this.totalBytes : this.loadedBytes();
    this.told = loadedBytes;
    this.stage = stage;
    this.show({ status: 'loading', stage, loadedBytes, totalBytes: this.totalBytes });
  }

  private sizeOf(path: string): number {
    return this.sizes.get(path) ?? 0;
  }

  private loadedBytes(): number {
    return [...this.loaded.values()].reduce((sum, bytes) => sum + bytes, 0);
  }
}

/** A file that tells which bytes of it are asked for: ONNX Runtime takes one tensor at a time. */
export class WatchedBlob extends Blob {
  constructor(
    blob: Blob,
    private readonly told: (bytes: number) => void,
  ) {
    // Refers to the file; its bytes stay where they are.
    super([blob]);
  }

  override slice(start = 0, end = this.size, type?: string): Blob {
    this.told(end - start);
    return super.slice(start, end, type);
  }
}
