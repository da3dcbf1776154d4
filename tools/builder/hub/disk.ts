/** The disk's side of a download: room on it, and what its errors mean. */
import { statfs } from 'node:fs/promises';
import { BuildError } from '../errors';

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);

/** @throws BuildError when fewer than `bytes` are free where `folder` lies */
export async function ensureSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < bytes)
    throw new BuildError(
      `The download needs ${gigabytes(bytes)} GB, and ${gigabytes(free)} GB are free at ` +
        `${folder}. Make room there, or set XDG_CACHE_HOME to a folder on a larger disk.`,
    );
}

/** Runs a step that writes; its failures are told in words. */
export async function writing<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new BuildError(
        `The disk is full: ${path} could not be written further. Make room and run this again; ` +
          'what was downloaded so far is kept.',
      );
    throw new BuildError(`${path} cannot be written (${code}). Check the folder and its rights.`);
  }
}
