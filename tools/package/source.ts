/** The sources as one archive: what git keeps, or, unpacked from such an archive, what git would. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './zip';

/** Pictures for readers of the documents: large, and nothing is made from them. */
const LEFT_OUT = /^docs\/screenshots\//;

/** As .gitignore has it, and git's own. */
const IGNORED =
  /^(node_modules|dist|packages|screenshots|test-results|\.cache|\.git|public\/guards)(\/|$)|\.tsbuildinfo$/;

export function sourcesOf(root: string): Files {
  const names = existsSync(join(root, '.git'))
    ? execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0')
    : walk(root, '');
  return new Map(
    names
      .filter((name) => name !== '' && !LEFT_OUT.test(name) && existsSync(join(root, name)))
      .map((name) => [name, readFileSync(join(root, name))] as const),
  );
}

function walk(root: string, below: string): string[] {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (IGNORED.test(name)) return [];
    return entry.isDirectory() ? walk(root, name) : entry.isFile() ? [name] : [];
  });
}
