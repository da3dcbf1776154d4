/**
 * Zip archives that are the same bytes whenever, wherever and by whomever they are made: entries in
 * the order of their names, one fixed time, no attributes, and a compressor in plain JavaScript, so
 * that no version of Node's own zlib has a say.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync, type Zippable, zipSync } from 'fflate';

/** Paths with `/`, relative to the archive's top. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** What is compressed already gains nothing by it. */
const STORED = /\.(png|woff2|zip|gz)$/;

export function zipOf(files: Files): Uint8Array {
  // The first that the format can say; of local time, for it knows no zones.
  const mtime = new Date(1980, 0, 1);
  const entries: Zippable = {};
  for (const path of [...files.keys()].sort()) {
    if (!/^[^/\\][^\\]*$/.test(path) || path.split('/').includes('..'))
      throw new Error(`${path} is no path for an archive.`);
    // One whose name is a number would come before all others, whatever the order here.
    if (/^\d+$/.test(path)) throw new Error(`${path}: a name at the top needs a letter.`);
    const level = STORED.test(path) ? 0 : 9;
    entries[path] = [files.get(path) ?? new Uint8Array(), { level, mtime }];
  }
  return zipSync(entries);
}

export const filesIn = (zip: Uint8Array): Files =>
  new Map(Object.entries(unzipSync(zip)).filter(([path]) => !path.endsWith('/')));

/** Every file of a folder. */
export function filesUnder(dir: string): Files {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(dir, '/').length));
  return new Map(
    names.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(dir, name))] as const),
  );
}

export function writeFiles(files: Files, dir: string): void {
  for (const [path, bytes] of files) {
    const file = join(dir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}
