/** The built extension and the practice guard, made again only where their sources are newer. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserName } from '../browsers/extension';

interface Product {
  readonly script: string;
  /** Written last by the script. */
  readonly output: string;
  readonly sources: readonly string[];
}

const PRACTICE_GUARD: Product = {
  script: 'guard:practice',
  output: 'public/guards/practice/build.json',
  sources: ['tools/practice', 'tools/builder', 'src/core', 'package-lock.json'],
};

const extension = (browser: BrowserName): Product => ({
  script: `build:${browser}`,
  output: `dist/${browser}/manifest.json`,
  sources: ['src', 'public', 'manifest.json', 'vite.config.ts', 'package-lock.json'],
});

/** Folder of the extension for this browser, with the practice guard in it. */
export function ensureBuilt(browser: BrowserName): string {
  for (const product of [PRACTICE_GUARD, extension(browser)]) {
    if (isStale(product)) build(product.script);
  }
  return join('dist', browser);
}

export function build(script: string): void {
  process.stderr.write(`> npm run ${script}\n`);
  // Held back unless it fails: `npm run screen` may be writing JSON, and nobody reads file sizes.
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], {
    encoding: 'utf8',
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}\n`);
  throw new Error(`\`npm run ${script}\` failed; what it says stands above. Repair that first.`);
}

function isStale({ output, sources }: Product): boolean {
  return !existsSync(output) || newest(sources) > statSync(output).mtimeMs;
}

function newest(paths: readonly string[]): number {
  const times = paths.map((path) => {
    if (!existsSync(path)) return 0;
    const { mtimeMs } = statSync(path);
    if (!statSync(path).isDirectory()) return mtimeMs;
    return newest(
      readdirSync(path)
        .filter((name) => !/\.test\.tsx?$/.test(name))
        .map((name) => join(path, name)),
    );
  });
  return Math.max(0, ...times);
}
