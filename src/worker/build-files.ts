/** Reading a guard build's files, each checked against `build.json` before it is used. */
import * as v from 'valibot';
import { GuardBuild } from '../core/guard-build';
import { GuardError, messageOf } from './errors';

/** Brings the bytes of one of a build's files. */
export type ReadFile = (path: string) => Promise<ArrayBuffer>;

/** Files of a folder of the extension. */
export function packagedFiles(url: string): ReadFile {
  return async (path) => {
    const response = await fetch(new URL(path, url));
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.arrayBuffer();
  };
}

export interface BuildFiles {
  readonly build: GuardBuild;
  /** Bytes of one file, once they are known to be the build's. @throws GuardError */
  read(path: string): Promise<ArrayBuffer>;
}

/**
 * Opens a build.
 * @param progress told the bytes read and checked so far
 * @throws GuardError when `build.json` cannot be read or is not one that this version can run
 */
export async function openBuild(
  readFile: ReadFile,
  progress: (bytes: number) => void,
): Promise<BuildFiles> {
  const build = parseBuild(await bytesOf(readFile, 'build.json'));
  let loaded = 0;
  const seen = new Set<string>();
  return {
    build,
    async read(path) {
      const entry = build.files.find((file) => file.path === path);
      if (!entry) throw new GuardError('unsupported', `build.json does not list ${path}`);
      const bytes = await bytesOf(readFile, path);
      if (bytes.byteLength !== entry.size)
        throw new GuardError(
          'damaged',
          `${path} has ${bytes.byteLength} bytes where the build says ${entry.size}`,
        );
      if ((await sha256(bytes)) !== entry.sha256)
        throw new GuardError('damaged', `${path} does not have the contents that the build says`);
      // A second device reads some files again.
      if (!seen.has(path)) loaded += entry.size;
      seen.add(path);
      progress(loaded);
      return bytes;
    },
  };
}

async function bytesOf(readFile: ReadFile, path: string): Promise<ArrayBuffer> {
  return readFile(path).catch((error) => {
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

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
