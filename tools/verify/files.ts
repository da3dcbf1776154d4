/** A build's files, each held against what build.json says of it. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import * as v from 'valibot';
import { filesOf, GuardBuild } from '../../src/core/guard-build';
import { BuildError } from '../builder/errors';
import { QUANTISATION_REPORT } from '../builder/output';
import type { FileReport } from './report';

/** @throws BuildError when the folder holds no build.json that this version can read */
export async function readBuild(folder: string): Promise<GuardBuild> {
  const text = await readFile(join(folder, 'build.json'), 'utf8').catch(() => {
    throw new BuildError(`${folder} is no guard build: it has no build.json`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new BuildError(`${folder}: build.json is not JSON`);
  }
  const parsed = v.safeParse(GuardBuild, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue);
  throw new BuildError(
    `${folder}: build.json is not one that this version can read (${where ? `${where}: ` : ''}${issue.message})`,
  );
}

/**
 * Sizes and hashes, streamed: files may be larger than memory.
 * @param done told each file as it ends
 */
export async function checkFiles(
  folder: string,
  build: GuardBuild,
  done: (file: FileReport) => void,
): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  for (const { path, size, sha256 } of build.files) {
    const report = { path, size, problem: await problemOf(join(folder, path), size, sha256) };
    reports.push(report);
    done(report);
  }
  const listed = new Set(build.files.map(({ path }) => path));
  for (const path of pathsUsed(build)) {
    if (listed.has(path)) continue;
    const report = { path, size: 0, problem: 'is used, but build.json does not list it' };
    reports.push(report);
    done(report);
  }
  return reports;
}

function pathsUsed({ variants, vision, embeddings }: GuardBuild): Set<string> {
  const tower = vision ? [vision.graph, ...vision.weights] : [];
  return new Set([embeddings.path, ...variants.flatMap(filesOf), ...tower]);
}

async function problemOf(file: string, size: number, sha256: string): Promise<string | null> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return 'is no file';
    if (found.size !== size) return `has ${found.size} bytes where the build says ${size}`;
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file, { highWaterMark: 1024 ** 2 }))
      hash.update(chunk);
    return hash.digest('hex') === sha256 ? null : 'does not have the contents that the build says';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' ? 'is missing' : `cannot be read (${String(code ?? error)})`;
  }
}

/** Files of the folder that build.json does not list, by name. */
export async function unlistedFiles(folder: string, build: GuardBuild): Promise<string[]> {
  const own = ['build.json', QUANTISATION_REPORT];
  const listed = new Set([...own, ...build.files.map(({ path }) => path)]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !listed.has(path))
    .sort();
}
