import type { TargetFile } from './target-file';

/** Where the bytes of a build come from: a web server or a folder of this machine. */
export interface BuildSource {
  /** Where they can be fetched from again; null for a folder. */
  readonly address: string | null;
  readonly stage: 'downloading' | 'copying';
  /** @throws InstallError */
  buildJson(signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Fills and finishes all files.
   * @throws InstallError, what the disk throws, or the signal's reason
   */
  fill(files: readonly TargetFile[], signal: AbortSignal): Promise<void>;
}
