/** The sources as one archive: what git keeps, or, unpacked from such an archive, what git would. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './zip';

/** Pictures for readers of the documents: large, and nothing is made from them. */
const LEFT_OUT = /^docs\/screenshots\//;

/** As .gitignore has it, and git's own. */
const IGNORED =
  /^(node_modules|dist|packages|screenshots|test-results|eval|guards|\.cache|\.git|public\/guards)(\/|$)|\.tsbuildinfo$/;

/** @throws Error where git keeps the sources and does not list them */
export function sourcesOf(root: string): Files {
  const names = isKept(root) ? git(root, 'ls-files', '-z').split('\0') : walk(root, '');
  return new Map(
    names
      .filter((name) => name !== '' && !LEFT_OUT.test(name) && existsSync(join(root, name)))
      .map((name) => [name, readFileSync(join(root, name))] as const),
  );
}

/** Files that the packages may be made of otherwise than git has them, or that it does not have. */
export const changedSources = (root: string): string[] =>
  isKept(root)
    ? git(root, 'status', '--porcelain', '-z', '--no-renames')
        .split('\0')
        .flatMap((entry) => entry.slice(3) || [])
    : [];

const isKept = (root: string): boolean => existsSync(join(root, '.git'));

function git(root: string, ...words: readonly string[]): string {
  try {
    return execFileSync('git', words, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`The sources are git's here, and it does not tell of them: ${said.trim()}`);
  }
}

function walk(root: string, below: string): string[] {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (IGNORED.test(name)) return [];
    return entry.isDirectory() ? walk(root, name) : entry.isFile() ? [name] : [];
  });
}
