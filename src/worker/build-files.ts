/** Reading a guard build's files, each checked against `build.json` before it is used. */
import * as v from 'valibot';
import { GuardBuild } from '../core/guard-build';
import { GuardError, messageOf } from './errors';
import type { BuildReader, RowSource } from './readers';

export type { BuildReader, ReadFile, RowSource } from './readers';
export { packagedReader, readerOf, storedReader, wholeFileReader } from './readers';

/** A build whose `build.json` makes sense; every file that it gives is the build's. */
export interface BuildFiles {
  readonly build: GuardBuild;
  /** One file whole. @throws GuardError */
  read(path: string): Promise<ArrayBuffer>;
  /** A file of weights: on disk still, where it was checked when it was installed. @throws GuardError */
  weights(path: string): Promise<Uint8Array | Blob>;
  /** A file to read parts of; null where it must be read whole. @throws GuardError */
  rows(path: string): Promise<RowSource | null>;
}

/**
 * Opens a build.
 * @throws GuardError when `build.json` cannot be read or is not one that this version can run
 */
export async function openBuild(reader: BuildReader): Promise<BuildFiles> {
  const build = parseBuild(await unlessUnreadable('build.json', reader.bytes('build.json')));
  const entryOf = (path: string) => {
    const entry = build.files.find((file) => file.path === path);
    if (!entry) throw new GuardError('unsupported', `build.json does not list ${path}`);
    return entry;
  };
  const checkSize = (path: string, size: number) => {
    const expected = entryOf(path).size;
    if (size !== expected)
      throw new GuardError('damaged', `${path} has ${size} bytes where the build says ${expected}`);
  };
  const read = async (path: string): Promise<ArrayBuffer> => {
    const { sha256 } = entryOf(path);
    const bytes = await unlessUnreadable(path, reader.bytes(path));
    checkSize(path, bytes.byteLength);
    if (!reader.checked && (await sha256Of(bytes)) !== sha256)
      throw new GuardError('damaged', `${path} does not have the contents that the build says`);
    return bytes;
  };
  return {
    build,
    read,
    async weights(path) {
      if (!reader.checked) return new Uint8Array(await read(path));
      entryOf(path);
      const blob = await unlessUnreadable(path, reader.blob(path));
      checkSize(path, blob.size);
      return blob;
    },
    async rows(path) {
      if (!reader.checked || !reader.rows) return null;
      entryOf(path);
      const rows = await unlessUnreadable(path, reader.rows(path));
      checkSize(path, rows.size);
      return rows;
    },
  };
}

async function unlessUnreadable<T>(path: string, opened: Promise<T>): Promise<T> {
  return opened.catch((error) => {
    if (error instanceof GuardError) throw error;
    throw new GuardError('unreadable', `${path} cannot be read (${messageOf(error)})`);
  });
}

/** @throws GuardError */
export function parseJson(path: string, bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new GuardError('damaged', `${path} is not JSON`);
  }
}

function parseBuild(bytes: ArrayBuffer): GuardBuild {
  const parsed = v.safeParse(GuardBuild, parseJson('build.json', bytes));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue);
  throw new GuardError(
    'unsupported',
    `build.json is not a build that this version can run (${where ? `${where}: ` : ''}${issue.message})`,
  );
}

async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
