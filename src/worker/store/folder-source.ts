/** Fills the files of a build from a folder that a person picked. */
import { messageOf } from '../errors';
import { BUILD_JSON, MAX_BUILD_JSON_BYTES } from './build-json';
import { InstallError } from './failure';
import type { BuildSource } from './source';
import type { TargetFile } from './target-file';

/** @param files by their paths within the folder */
export function folderSource(files: ReadonlyMap<string, Blob>): BuildSource {
  return {
    address: null,
    stage: 'copying',
    async buildJson() {
      const file = files.get(BUILD_JSON);
      if (!file) throw new InstallError('not-a-build', `The folder has no ${BUILD_JSON}.`);
      if (file.size > MAX_BUILD_JSON_BYTES)
        throw new InstallError('not-a-build', `The folder's ${BUILD_JSON} is larger than 32 MB.`);
      return new Uint8Array(await reading(BUILD_JSON, file.arrayBuffer()));
    },
    async fill(targets, signal) {
      for (const { entry } of targets) checkPresent(files, entry);
      for (const target of targets) await copy(target, checkPresent(files, target.entry), signal);
    },
  };
}

function checkPresent(files: ReadonlyMap<string, Blob>, entry: TargetFile['entry']): Blob {
  const file = files.get(entry.path);
  if (!file)
    throw new InstallError(
      'not-a-build',
      `The folder has no ${entry.path}, which its ${BUILD_JSON} names.`,
    );
  if (file.size !== entry.size)
    throw new InstallError(
      'wrong-bytes',
      `The folder's ${entry.path} has ${file.size} bytes where its ${BUILD_JSON} says ${entry.size}.`,
    );
  return file;
}

async function copy(target: TargetFile, file: Blob, signal: AbortSignal): Promise<void> {
  do {
    await target.open();
    for (const piece of target.pieces) {
      if (piece.stored) continue;
      const reader = file
        .slice(piece.start + piece.filled, piece.end)
        .stream()
        .getReader();
      try {
        for (;;) {
          signal.throwIfAborted();
          const { done, value } = await reading(target.entry.path, reader.read());
          if (done) break;
          target.write(piece, value);
        }
      } finally {
        reader.cancel().catch(() => {});
      }
      if (piece.start + piece.filled < piece.end)
        throw new InstallError('folder-gone', `${target.entry.path} ended early: it was changed.`);
      target.store(piece);
    }
  } while (!(await target.finish(false)));
}

async function reading<T>(path: string, step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw new InstallError(
      'folder-gone',
      `The folder's ${path} cannot be read: it was changed or is gone (${messageOf(error)}).`,
    );
  }
}
