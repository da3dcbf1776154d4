/** A guard build as if it had been installed: for tests and benchmarks that begin after that. */
import type { GuardBuild } from '../../core/guard-build';
import {
  BUILDS_FOLDER,
  buildFolder,
  type Installed,
  lookAt,
  readInstalled,
  writeInstalled,
} from '../store/installed';
import { openForWriting, removeIfThere, type StoreFolder } from '../store/opfs';

/**
 * Writes a build's files into the store, with the marker that an installation leaves last.
 * @param fetchFile gives a file by its path, `build.json` too
 */
export async function putBuild(
  root: StoreFolder,
  build: GuardBuild,
  fetchFile: (path: string) => Promise<Response>,
): Promise<void> {
  const there = await buildFolder(root, build.id);
  if (there && (await readInstalled(there))) return;
  const builds = await root.getDirectoryHandle(BUILDS_FOLDER, { create: true });
  await removeIfThere(builds, build.id);
  const folder = await builds.getDirectoryHandle(build.id, { create: true });
  const paths = ['build.json', ...build.files.map(({ path }) => path)];
  for (const path of paths) {
    const response = await fetchFile(path);
    if (!response.ok || !response.body) throw new Error(`${path}: status ${response.status}`);
    const file = await openForWriting(folder, path);
    let at = 0;
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      at += file.write(value, { at });
    }
    file.flush();
    file.close();
  }
  const files: Installed['files'] = [];
  for (const path of paths) files.push(await lookAt(folder, path));
  const { id, name, practice, source, bits } = build;
  await writeInstalled(folder, {
    format: 1,
    id,
    name,
    practice,
    model: source.model,
    licence: source.licence,
    bits,
    bytes: build.files.reduce((sum, { size }) => sum + size, 0),
    installedAt: Date.now(),
    address: null,
    buildSha256: '0'.repeat(64),
    files,
    damaged: null,
  });
}
