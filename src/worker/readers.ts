/** Where a guard build's files come from: a folder of the extension, or the guard build store. */
import type { GuardSource } from '../core/guard-source';
import { GuardError, messageOf } from './errors';
import type { SyncAccess } from './store/opfs';
import { openStored } from './store/stored-files';

/** Brings the bytes of one of a build's files. */
export type ReadFile = (path: string) => Promise<ArrayBuffer>;

/** A file on disk whose parts are read when they are asked for. */
export interface RowSource {
  /** Bytes. */
  readonly size: number;
  /** Fills `bytes` with what lies from `at` on. @throws GuardError `missing` where it is not there */
  readAt(bytes: Uint8Array, at: number): void;
}

export interface BuildReader {
  /** A file whole. */
  bytes(path: string): Promise<ArrayBuffer>;
  /** A file whose bytes stay where they are until they are read. */
  blob(path: string): Promise<Blob>;
  /** A file to read parts of; left out where there is no such way. */
  rows?(path: string): Promise<RowSource>;
  /** Whether every byte was checked when the build was installed: only sizes are checked now. */
  readonly checked: boolean;
  /** Gives back whatever is open, what `rows` gave too. */
  close(): void;
}

/** @param url address of a packaged build's folder; null where the build is in the store */
export async function readerOf(source: GuardSource, url: string | null): Promise<BuildReader> {
  if (source.kind === 'installed') return storedReader(source.id);
  if (url === null)
    throw new GuardError('unreadable', `the address of ${source.path} was not given`);
  return packagedReader(url);
}

/** Files of a folder of the extension. */
export const packagedReader = (url: string): BuildReader =>
  wholeFileReader(async (path) => {
    const response = await fetch(new URL(path, url));
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.arrayBuffer();
  });

/** Files that can only be read whole, and are checked every time. */
export const wholeFileReader = (readFile: ReadFile): BuildReader => ({
  bytes: readFile,
  blob: async (path) => new Blob([await readFile(path)]),
  checked: false,
  close() {},
});

/**
 * Files of an installed build.
 * @throws GuardError `missing` or `damaged` where they are not as the installation left them
 */
export async function storedReader(
  id: string,
  openRoot: () => Promise<FileSystemDirectoryHandle> = () => navigator.storage.getDirectory(),
): Promise<BuildReader> {
  const root = await openRoot().catch((error) => {
    throw new GuardError('unreadable', `the browser's storage does not open (${messageOf(error)})`);
  });
  const files = await openStored(root, id);
  const open = new Set<SyncAccess>();
  return {
    bytes: (path) => files.bytes(path),
    blob: (path) => files.blob(path),
    async rows(path) {
      const handle = await files.handle(path);
      open.add(handle);
      return handleRows(path, handle);
    },
    checked: true,
    close() {
      for (const handle of open) handle.close();
      open.clear();
    },
  };
}

/** An open file as rows. A file that the browser cleared reads short, or throws. */
export function handleRows(path: string, handle: SyncAccess): RowSource {
  return {
    size: handle.getSize(),
    readAt(bytes, at) {
      let read: number;
      try {
        read = handle.read(bytes, { at });
      } catch (error) {
        throw new GuardError('missing', `${path} cannot be read any more (${messageOf(error)})`);
      }
      if (read !== bytes.length)
        throw new GuardError('missing', `${path} ends before byte ${at + bytes.length}`);
    },
  };
}
