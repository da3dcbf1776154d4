import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything that the practice guard's bytes depend on. */
const SOURCES = ['tools/practice', 'tools/builder', 'src/core', 'src/worker', 'demo'];

/** A hash over the sources that make the practice guard. */
export async function fingerprint(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    const names = await readdir(join(root, folder), { recursive: true });
    for (const name of names.filter((n) => /\.(ts|html)$/.test(n) && !n.includes('.test.')).sort())
      hash.update(name).update(await readFile(join(root, folder, name)));
  }
  return hash.digest('hex');
}
