/** All fuzz targets, by the text of their files: each is a call of `fuzz` with its name written out. */
import { readdir, readFile } from 'node:fs/promises';

export interface Target {
  readonly name: string;
  readonly file: string;
  /** Of Vitest: in Node, or in a browser's own page. */
  readonly project: 'unit' | 'dom';
}

const CALL = /^\s*fuzz\(\s*'([^']+)'/gm;

export async function findTargets(): Promise<Target[]> {
  const targets: Target[] = [];
  for (const file of await filesOf('src', 'tools')) {
    const text = await readFile(file, 'utf8');
    const project = file.endsWith('.dom.test.ts') ? 'dom' : 'unit';
    for (const [, name = ''] of text.matchAll(CALL)) targets.push({ name, file, project });
  }
  return targets.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function filesOf(...folders: readonly string[]): Promise<string[]> {
  const files = folders.map(async (folder) =>
    (await readdir(folder, { recursive: true })).map((path) => `${folder}/${path}`),
  );
  return (await Promise.all(files))
    .flat()
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.fuzz(\.dom)?\.test\.ts$/.test(path));
}
