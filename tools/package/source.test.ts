import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from './make';
import { changedSources, sourcesOf } from './source';

const IGNORE = readFileSync(join(ROOT, '.gitignore'), 'utf8');
/** A file that each line of it leaves out. */
const IGNORED = IGNORE.split('\n')
  .filter((line) => line !== '')
  .map((line) => line.replace(/^\//, '').replace('*', 'a'))
  .map((name) => (name.includes('.ts') ? name : `${name.replace(/\/$/, '')}/file`));

let root: string;
const put = (name: string, content: string): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), content);
};
const git = (...words: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.invalid', ...words], {
    cwd: root,
    encoding: 'utf8',
  });
const names = (): string[] => [...sourcesOf(root).keys()].sort();

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seawall-sources-'));
  put('.gitignore', IGNORE);
  put('src/a.ts', 'a\r\n');
  put('docs/screenshots/en.webp', 'a picture');
  put('src/စာ.ts', 'b');
  for (const name of IGNORED) put(name, 'made here');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the archive of sources', () => {
  it('is what git keeps, and the same without git', () => {
    const kept = ['.gitignore', 'src/a.ts', 'src/စာ.ts'];
    expect(IGNORED.length).toBeGreaterThan(8);
    expect(names()).toEqual(kept);
    expect(changedSources(root)).toEqual([]);
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'all');
    expect(names()).toEqual(kept);
    expect(changedSources(root)).toEqual([]);
    expect(Buffer.from(sourcesOf(root).get('src/a.ts') ?? []).toString()).toBe('a\r\n');
  });

  it('tells of what git has not, or has otherwise', () => {
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'all');
    put('src/a.ts', 'changed');
    put('src/new file.ts', 'new');
    expect(changedSources(root).sort()).toEqual(['src/a.ts', 'src/new file.ts']);
    expect(names()).not.toContain('src/new file.ts');
  });

  it('is none where git does not tell', () => {
    put('.git', 'gitdir: nowhere');
    expect(() => sourcesOf(root)).toThrow(/^The sources are git's here, and it does not tell/);
  });
});
