/** `build.json` as it comes from a server or a folder: hostile until it is found to hold together. */
import { sha256 } from 'hash-wasm';
import * as v from 'valibot';
import { buildBytes, filesOf, GuardBuild } from '../../core/guard-build';
import { InstallError } from './failure';
import { BUILD_JSON, isFolderName, MARKER } from './installed';

export { BUILD_JSON };
export const MAX_BUILD_JSON_BYTES = 32 * 1024 * 1024;

export interface ReadBuild {
  readonly build: GuardBuild;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of these very bytes: what tells one build from another. */
  readonly sha256: string;
}

/** @throws InstallError `not-a-build`, saying what is wrong */
export async function readBuild(bytes: Uint8Array<ArrayBuffer>): Promise<ReadBuild> {
  if (bytes.length > MAX_BUILD_JSON_BYTES) throw notABuild('it is larger than 32 MB');
  let raw: unknown;
  try {
    raw = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw notABuild('it is not JSON');
  }
  const parsed = v.safeParse(GuardBuild, raw);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const where = v.getDotPath(issue);
    throw notABuild(`${where ? `${where}: ` : ''}${issue.message}`);
  }
  const problem = problemOf(parsed.output);
  if (problem) throw notABuild(problem);
  return { build: parsed.output, bytes, sha256: await sha256(bytes) };
}

const notABuild = (problem: string): InstallError =>
  new InstallError(
    'not-a-build',
    `${BUILD_JSON} is not one that this version can run: ${problem}.`,
  );

function problemOf(build: GuardBuild): string | null {
  if (!isFolderName(build.id)) return `the id ${JSON.stringify(build.id)} names nothing`;
  const paths = new Set<string>();
  for (const { path } of build.files) {
    if (path === BUILD_JSON || path === MARKER) return `it lists ${path} among its files`;
    if (paths.has(path)) return `it lists ${path} twice`;
    paths.add(path);
  }
  for (const path of paths) {
    const parts = path.split('/');
    while (parts.pop() !== undefined && parts.length > 0) {
      const folder = parts.join('/');
      if (paths.has(folder) || folder === BUILD_JSON || folder === MARKER)
        return `${folder} is a file and a folder`;
    }
  }
  if (!Number.isSafeInteger(buildBytes(build))) return 'its files are too large';
  const named = [
    build.embeddings.path,
    ...build.variants.flatMap(filesOf),
    ...(build.vision ? [build.vision.graph, ...build.vision.weights] : []),
  ];
  const unlisted = named.find((path) => !paths.has(path));
  return unlisted === undefined ? null : `it needs ${unlisted} and does not list it`;
}
