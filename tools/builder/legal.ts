/** The files that a model's licence asks to be passed on. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const LEGAL = /^(LICENSE|LICENCE|NOTICE|USE_POLICY)[\w.-]*$/;

/** Those of a checkpoint's folder, by name. */
export async function legalFiles(folder: string): Promise<[name: string, text: string][]> {
  const found: [string, string][] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (!entry.isDirectory() && LEGAL.test(entry.name))
      found.push([entry.name, await readFile(join(folder, entry.name), 'utf8')]);
  return found.sort(([a], [b]) => (a < b ? -1 : 1));
}
