/** A full check of an installed build: every byte read, every SHA-256 compared. */
import { createSHA256 } from 'hash-wasm';
import type { Verification } from '../../platform/store-protocol';
import { messageOf } from '../errors';
import { BUILD_JSON, readBuild } from './build-json';
import { buildFolder, type Installed, lookAt, readInstalled, writeInstalled } from './installed';
import { fileAt, isMissing, type StoreFolder } from './opfs';

const BLOCK_BYTES = 4 * 1024 * 1024;

export interface VerificationOptions {
  readonly root: StoreFolder;
  readonly id: string;
  readonly signal: AbortSignal;
  readonly report: (verification: Verification) => void;
}

/**
 * Checks a build and writes down what it found: a broken build is not opened any more until it is
 * repaired, and one that is whole is believed again though its files look changed.
 * @throws the signal's reason
 */
export async function verify({ root, id, signal, report }: VerificationOptions): Promise<void> {
  const folder = await buildFolder(root, id);
  const installed = folder && (await readInstalled(folder));
  if (!folder || !installed || installed === 'unreadable')
    return report({ id, doneBytes: 0, totalBytes: 0, outcome: 'broken' });
  const totalBytes = installed.files.reduce((sum, { size }) => sum + size, 0);
  let doneBytes = 0;
  const problem = await findProblem(folder, installed, signal, (bytes) => {
    doneBytes += bytes;
    report({ id, doneBytes, totalBytes, outcome: null });
  });
  const files: Installed['files'] = [];
  if (problem === null)
    for (const { path } of installed.files) files.push(await lookAt(folder, path));
  // Unless it was repaired meanwhile.
  const now = await readInstalled(folder);
  if (now && now !== 'unreadable' && now.installedAt === installed.installedAt)
    await writeInstalled(folder, {
      ...installed,
      damaged: problem,
      files: problem === null ? files : installed.files,
    });
  report({ id, doneBytes, totalBytes, outcome: problem === null ? 'whole' : 'broken' });
}

async function findProblem(
  folder: StoreFolder,
  installed: Installed,
  signal: AbortSignal,
  counted: (bytes: number) => void,
): Promise<string | null> {
  const hashes = new Map([[BUILD_JSON, installed.buildSha256]]);
  for (const { path, size } of installed.files) {
    try {
      const file = await (await fileAt(folder, path)).getFile();
      if (file.size !== size) return `${path} has ${file.size} bytes of ${size}`;
      if ((await sha256(file, signal, counted)) !== hashes.get(path))
        return `${path} does not have the contents that the build says`;
      if (path !== BUILD_JSON) continue;
      // It comes first, and its own hash was right: it tells the others.
      const { build } = await readBuild(new Uint8Array(await file.arrayBuffer()));
      for (const entry of build.files) hashes.set(entry.path, entry.sha256);
    } catch (error) {
      signal.throwIfAborted();
      return isMissing(error) ? `${path} is gone` : `${path} cannot be read (${messageOf(error)})`;
    }
  }
  return null;
}

async function sha256(
  file: Blob,
  signal: AbortSignal,
  counted: (bytes: number) => void,
): Promise<string> {
  const hasher = (await createSHA256()).init();
  for (let at = 0; at < file.size; at += BLOCK_BYTES) {
    const block = new Uint8Array(await file.slice(at, at + BLOCK_BYTES).arrayBuffer());
    signal.throwIfAborted();
    hasher.update(block);
    counted(block.length);
  }
  return hasher.digest('hex');
}
