/**
 * The part of the browser's file system that the store uses, as interfaces that a test's own file
 * system can stand in for. `FileSystemDirectoryHandle` of the browser is a `StoreFolder`.
 */

export type AccessMode = 'read-only' | 'readwrite';

/** Reads and writes of an open file, synchronous and only in a Worker. */
export interface SyncAccess {
  /** Returns how many bytes were read: fewer than asked at the file's end. */
  read(bytes: Uint8Array, options?: { at?: number }): number;
  write(bytes: Uint8Array, options?: { at?: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

declare global {
  // TypeScript has these two only in its library for Workers.
  interface FileSystemSyncAccessHandle extends SyncAccess {}
  interface FileSystemFileHandle {
    /** Firefox knows no modes: there every handle excludes all others. */
    createSyncAccessHandle(options?: { mode?: AccessMode }): Promise<FileSystemSyncAccessHandle>;
  }
}

export interface StoreFile {
  readonly kind: 'file';
  readonly name: string;
  getFile(): Promise<File>;
  createSyncAccessHandle(options?: { mode?: AccessMode }): Promise<SyncAccess>;
  /** What is written takes the file's place in one step, on `close`. */
  createWritable(): Promise<{
    write(contents: string | Uint8Array<ArrayBuffer>): Promise<void>;
    close(): Promise<void>;
  }>;
}

export interface StoreFolder {
  readonly kind: 'directory';
  readonly name: string;
  getFileHandle(name: string, options?: { create?: boolean }): Promise<StoreFile>;
  getDirectoryHandle(name: string, options?: { create?: boolean }): Promise<StoreFolder>;
  removeEntry(name: string, options?: { recursive?: boolean }): Promise<void>;
  values(): AsyncIterable<StoreFile | StoreFolder>;
}

const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

/** Nothing is there, or a folder where a file should be. */
export const isMissing = (error: unknown): boolean =>
  isNamed(error, 'NotFoundError', 'TypeMismatchError');
/** Somebody has it open. */
export const isLocked = (error: unknown): boolean => isNamed(error, 'NoModificationAllowedError');
export const isNoRoom = (error: unknown): boolean => isNamed(error, 'QuotaExceededError');

/** The answer, or null where nothing is there. @throws whatever else went wrong */
export const orMissing = <T>(answer: Promise<T>): Promise<T | null> =>
  answer.catch((error) => {
    if (isMissing(error)) return null;
    throw error;
  });

/** Follows a path such as `vision/weights.0` into a folder. */
export async function fileAt(
  folder: StoreFolder,
  path: string,
  options: { create: boolean } = { create: false },
): Promise<StoreFile> {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  let inner = folder;
  for (const part of parts) inner = await inner.getDirectoryHandle(part, options);
  return inner.getFileHandle(name, options);
}

/** The text of a file, or null where there is none. */
export async function readText(folder: StoreFolder, path: string): Promise<string | null> {
  const file = await orMissing(fileAt(folder, path));
  return file && (await file.getFile()).text();
}

/** Writes a small file whole: after a crash it has the old text or the new one, never a part. */
export async function writeWhole(
  folder: StoreFolder,
  path: string,
  contents: string | Uint8Array<ArrayBuffer>,
): Promise<void> {
  const file = await fileAt(folder, path, { create: true });
  const writable = await file.createWritable();
  await writable.write(contents);
  await writable.close();
}

/** Removes what is there under this name, if anything is. @throws where somebody has it open */
export async function removeIfThere(folder: StoreFolder, name: string): Promise<void> {
  await orMissing(folder.removeEntry(name, { recursive: true }));
}

/**
 * Opens a file for writing. One that a Worker had open which has just ended stays locked for a
 * moment, so a lock is waited for.
 */
export async function openForWriting(
  folder: StoreFolder,
  path: string,
  patienceMs = 1_500,
): Promise<SyncAccess> {
  const file = await fileAt(folder, path, { create: true });
  for (let waited = 0; ; waited += LOCK_POLL_MS) {
    try {
      return await file.createSyncAccessHandle({ mode: 'readwrite' });
    } catch (error) {
      if (!isLocked(error) || waited >= patienceMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS));
    }
  }
}

const LOCK_POLL_MS = 100;
