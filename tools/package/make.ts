/** The packages, made from the builds in `dist`, into `packages/`. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserName } from '../browsers/extension';
import { build, ensureBuilt } from '../build/ensure';
import { lintPackage } from './lint';
import { partsOf } from './parts';
import { changedSources, sourcesOf } from './source';
import { filesIn, filesUnder, writeFiles, zipOf } from './zip';

export const ROOT = join(import.meta.dirname, '../..');
const OUT = join(ROOT, 'packages');

export const packageFile = (browser: BrowserName): string => join(OUT, `seawall-${browser}.zip`);
/** Where `ensurePackage` leaves a package unpacked. */
export const unpackedDir = (browser: BrowserName): string => join(OUT, 'unpacked', browser);

export interface Made {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Makes all anew. @throws Error that says what the linter found */
export async function makePackages(say: (line: string) => void): Promise<Made[]> {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  await build('guard:practice');
  // Firefox's package first: while it is linted, Chrome's is made.
  await build('build:firefox');
  const firefox = await packExtension('firefox');
  const linted = lintPackage(ROOT, packageFile('firefox'));
  linted.catch(() => {});
  await build('build:chrome');
  const made = [
    await packExtension('chrome'),
    firefox,
    write('seawall-source.zip', zipOf(sourcesOf(ROOT))),
    write('seawall-sbom.json', Buffer.from(partsOf(ROOT).sbom)),
  ];
  say('Linting the package for Firefox.');
  const found = await linted;
  if (found.length > 0)
    throw new Error(`addons.mozilla.org's linter is not content:\n${found.join('\n')}`);
  const changed = changedSources(ROOT);
  if (changed.length > 0)
    say(
      `Not to be published: ${changed.length} files are not as git keeps them, such as ${changed[0]}.`,
    );
  const sums = made.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
  return [...made, write('SHA256SUMS', Buffer.from(sums))];
}

/** A package as tests want it: as new as the sources, and unpacked from its own bytes. */
export async function ensurePackage(browser: BrowserName): Promise<string> {
  await ensureBuilt(browser);
  const zip = packageFile(browser);
  const built = join(ROOT, 'dist', browser, 'manifest.json');
  if (!existsSync(zip) || statSync(zip).mtimeMs < statSync(built).mtimeMs) {
    mkdirSync(OUT, { recursive: true });
    await packExtension(browser);
  }
  const bytes = readFileSync(zip);
  const dir = unpackedDir(browser);
  const stamp = `${dir}.sha256`;
  const sum = sha256(bytes);
  if (existsSync(dir) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sum) return dir;
  rmSync(dir, { recursive: true, force: true });
  writeFiles(filesIn(bytes), dir);
  writeFileSync(stamp, sum);
  return dir;
}

async function packExtension(browser: BrowserName): Promise<Made> {
  const files = new Map(filesUnder(join(ROOT, 'dist', browser)));
  files.set('LICENSE', readFileSync(join(ROOT, 'LICENSE')));
  files.set('THIRD-PARTY.txt', Buffer.from(partsOf(ROOT).licences));
  return write(`seawall-${browser}.zip`, zipOf(files));
}

function write(name: string, bytes: Uint8Array): Made {
  writeFileSync(join(OUT, name), bytes);
  return { name, bytes: bytes.length, sha256: sha256(bytes) };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
