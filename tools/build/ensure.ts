/** The built extension and the practice guard, made again only where their sources are newer. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserName } from '../browsers/extension';

interface Product {
  readonly script: string;
  /** Written last by the script. */
  readonly output: string;
  readonly sources: readonly string[];
}

const PRACTICE_BUILD = 'public/guards/practice/build.json';

const PRACTICE_GUARD: Product = {
  script: 'guard:practice',
  // Its own record of what it was made from; the script itself compares contents, not times.
  output: '.cache/practice-guard.stamp',
  sources: ['tools/practice', 'tools/builder', 'src/core', 'src/worker'],
};

const extension = (browser: BrowserName): Product => ({
  script: `build:${browser}`,
  output: `dist/${browser}/manifest.json`,
  sources: ['src', 'public', 'tools/build', 'manifest.json', 'vite.config.ts', 'package-lock.json'],
});

/** Folder of the extension for this browser, with the practice guard in it. */
export async function ensureBuilt(browser: BrowserName): Promise<string> {
  for (const product of [PRACTICE_GUARD, extension(browser)]) {
    if (isStale(product) || !existsSync(PRACTICE_BUILD)) await build(product.script);
  }
  return join('dist', browser);
}

export async function build(script: string): Promise<void> {
  process.stderr.write(`> npm run ${script}\n`);
  const npm = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  // Held back unless it fails: `npm run screen` may be writing JSON, and nobody reads file sizes.
  const said: Buffer[] = [];
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (some) => said.push(some));
  const [status] = await once(npm, 'close');
  if (status === 0) return;
  process.stderr.write(Buffer.concat(said));
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
