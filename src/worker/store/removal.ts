/** Deleting builds, and what was never one. */
import { BUILDS_FOLDER, buildFolder, MARKER, readInstalled } from './installed';
import { openForWriting, orMissing, removeIfThere, type StoreFolder } from './opfs';

/**
 * First the marker goes, so that what is removed in part is no build; before it, nothing may be
 * open.
 * @throws DOMException where a file is in use: all of it is there still
 */
export async function removeBuild(root: StoreFolder, id: string): Promise<void> {
  const folder = await buildFolder(root, id);
  if (!folder) return;
  await ensureUnused(folder);
  await removeIfThere(folder, MARKER);
  const builds = await root.getDirectoryHandle(BUILDS_FOLDER);
  await removeIfThere(builds, id);
}

/** @throws DOMException where a file of the folder is open */
async function ensureUnused(folder: StoreFolder): Promise<void> {
  for await (const entry of folder.values())
    if (entry.kind === 'directory') await ensureUnused(entry);
    else (await openForWriting(folder, entry.name, 0)).close();
}

/** Deletes folders of builds that were never whole and that no installation goes on with. */
export async function removeLeftovers(root: StoreFolder, except: string | null): Promise<void> {
  const builds = await orMissing(root.getDirectoryHandle(BUILDS_FOLDER));
  const leftovers: string[] = [];
  for await (const entry of builds?.values() ?? [])
    if (entry.kind === 'directory' && entry.name !== except)
      if ((await readInstalled(entry)) === null) leftovers.push(entry.name);
  for (const name of leftovers) await builds?.removeEntry(name, { recursive: true });
}
