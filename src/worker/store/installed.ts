/**
 * `installed.json`, the last file that an installation writes into a build's folder: where it is,
 * every file's SHA-256 was right. It holds what lists show, and how each file looked then, so that
 * one which was cleared, cut or changed is noticed without reading gigabytes.
 */
import * as v from 'valibot';
import { BuildId } from '../../core/guard-source';
import type { BuildProblem, StoredBuild } from '../../platform/store-protocol';
import {
  fileAt,
  isLocked,
  isMissing,
  orMissing,
  readText,
  type StoreFolder,
  writeWhole,
} from './opfs';

export const BUILDS_FOLDER = 'guards';
export const MARKER = 'installed.json';
export const BUILD_JSON = 'build.json';

const Size = v.pipe(v.number(), v.integer(), v.minValue(0));

export const Installed = v.object({
  format: v.literal(1),
  id: BuildId,
  name: v.string(),
  practice: v.boolean(),
  model: v.string(),
  licence: v.string(),
  bits: v.number(),
  bytes: Size,
  /** Milliseconds since 1970. */
  installedAt: v.number(),
  address: v.nullable(v.string()),
  /** SHA-256 of `build.json`, which has those of all others. */
  buildSha256: v.string(),
  /** All files, `build.json` too. */
  files: v.array(v.object({ path: v.string(), size: Size, lastModified: v.number() })),
  /** What a full check found; such a build is never opened. */
  damaged: v.nullable(v.string()),
});
export type Installed = v.InferOutput<typeof Installed>;

/** `.` and `..` are ids by their characters, and no folder's name. */
export const isFolderName = (id: string): boolean => v.is(BuildId, id) && !/^\.+$/.test(id);

/**
 * The folder of a build, or null.
 * @throws DOMException where the browser's storage does not work
 */
export async function buildFolder(root: StoreFolder, id: string): Promise<StoreFolder | null> {
  if (!isFolderName(id)) return null;
  const builds = await orMissing(root.getDirectoryHandle(BUILDS_FOLDER));
  return builds && orMissing(builds.getDirectoryHandle(id));
}

/** Null where there is no marker; `unreadable` where there is one that makes no sense. */
export async function readInstalled(folder: StoreFolder): Promise<Installed | 'unreadable' | null> {
  const text = await readText(folder, MARKER);
  // Empty is what a file is between its creation and its first contents.
  if (text === null || text === '') return null;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return 'unreadable';
  }
  const parsed = v.safeParse(Installed, raw);
  if (!parsed.success || parsed.output.id !== folder.name) return 'unreadable';
  return isWhole(parsed.output) ? parsed.output : 'unreadable';
}

/** A file that the list has lost would be missed by nobody. */
function isWhole({ bytes, files }: Installed): boolean {
  const others = files.filter(({ path }) => path !== BUILD_JSON);
  const sum = others.reduce((total, { size }) => total + size, 0);
  return others.length === files.length - 1 && sum === bytes;
}

export const writeInstalled = (folder: StoreFolder, installed: Installed): Promise<void> =>
  writeWhole(folder, MARKER, JSON.stringify(installed));

/** How a file looks from outside, as the marker keeps it. */
export async function lookAt(
  folder: StoreFolder,
  path: string,
): Promise<{ path: string; size: number; lastModified: number }> {
  const { size, lastModified } = await (await fileAt(folder, path)).getFile();
  return { path, size, lastModified };
}

/** Whether the files are as the installation left them, by their outside alone. */
export async function quickCheck(
  folder: StoreFolder,
  installed: Installed,
): Promise<BuildProblem | null> {
  if (installed.damaged !== null) return { code: 'damaged', message: installed.damaged };
  for (const file of installed.files) {
    try {
      const found = await lookAt(folder, file.path);
      if (found.size !== file.size)
        return damaged(`${file.path} has ${found.size} bytes of ${file.size}`);
      if (found.lastModified !== file.lastModified)
        return damaged(`${file.path} was changed after it was installed`);
    } catch (error) {
      if (isMissing(error)) return { code: 'missing', message: `${file.path} is gone` };
      // Open for reading elsewhere, so it is there.
      if (isLocked(error)) continue;
      return damaged(`${file.path} cannot be read (${String(error)})`);
    }
  }
  return null;
}

const damaged = (message: string): BuildProblem => ({ code: 'damaged', message });

/** All stored builds, with what is wrong with them, by name. */
export async function listBuilds(root: StoreFolder): Promise<StoredBuild[]> {
  const folder = await orMissing(root.getDirectoryHandle(BUILDS_FOLDER));
  const builds: StoredBuild[] = [];
  for await (const entry of folder?.values() ?? []) {
    if (entry.kind !== 'directory' || !isFolderName(entry.name)) continue;
    const installed = await readInstalled(entry);
    if (installed === null) continue;
    builds.push(
      installed === 'unreadable'
        ? unreadable(entry.name)
        : asListed(installed, await quickCheck(entry, installed)),
    );
  }
  return builds.sort((a, b) => a.name.localeCompare(b.name) || a.installedAt - b.installedAt);
}

function asListed(installed: Installed, problem: BuildProblem | null): StoredBuild {
  const { id, name, practice, model, licence, bits, bytes, installedAt, address } = installed;
  const sha256 = installed.buildSha256;
  return { id, name, practice, model, licence, bits, bytes, installedAt, address, sha256, problem };
}

/** Listed so that it can be removed. */
const unreadable = (id: string): StoredBuild => ({
  id,
  name: id,
  practice: false,
  model: '',
  licence: '',
  bits: 0,
  bytes: 0,
  installedAt: 0,
  address: null,
  problem: damaged(`${MARKER} is not readable`),
});
