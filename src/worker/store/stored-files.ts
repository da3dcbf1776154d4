/** The files of an installed build, for the guard that is made from them. */
import { GuardError, messageOf } from '../errors';
import { buildFolder, quickCheck, readInstalled } from './installed';
import { fileAt, isMissing, type StoreFile, type StoreFolder, type SyncAccess } from './opfs';

export interface StoredFiles {
  /** A file whole. @throws GuardError */
  bytes(path: string): Promise<ArrayBuffer>;
  /** A file whose bytes stay on disk until they are read. @throws GuardError */
  blob(path: string): Promise<File>;
  /**
   * A file to read parts of synchronously; whoever asked closes it. Firefox gives one at a time
   * for each file. @throws GuardError
   */
  handle(path: string): Promise<SyncAccess>;
}

/**
 * Opens an installed build if its files are as the installation left them: all there, none cut or
 * changed. Their bytes are not read for that.
 * @param root the browser's own folder for this extension
 * @throws GuardError `missing` or `damaged`, with the file's name
 */
export async function openStored(root: StoreFolder, id: string): Promise<StoredFiles> {
  const { folder, installed } = await find(root, id).catch((error) => {
    throw new GuardError(
      'unreadable',
      `the browser's storage cannot be read (${messageOf(error)})`,
    );
  });
  if (!folder || installed === null)
    throw new GuardError('missing', `the build ${id} is not in this browser's storage any more`);
  if (installed === 'unreadable')
    throw new GuardError('damaged', `what is written about the build ${id} is not readable`);
  const problem = await quickCheck(folder, installed);
  if (problem) throw new GuardError(problem.code, problem.message);

  const reach = async <T>(path: string, act: (file: StoreFile) => Promise<T>): Promise<T> => {
    if (!installed.files.some((file) => file.path === path))
      throw new GuardError('missing', `the build ${id} has no ${path}`);
    try {
      return await act(await fileAt(folder, path));
    } catch (error) {
      if (isMissing(error)) throw new GuardError('missing', `${path} is gone`);
      throw new GuardError('unreadable', `${path} cannot be read (${messageOf(error)})`);
    }
  };
  return {
    bytes: (path) => reach(path, async (file) => (await file.getFile()).arrayBuffer()),
    blob: (path) => reach(path, (file) => file.getFile()),
    handle: (path) => reach(path, (file) => file.createSyncAccessHandle({ mode: 'read-only' })),
  };
}

async function find(root: StoreFolder, id: string) {
  const folder = await buildFolder(root, id);
  return { folder, installed: folder && (await readInstalled(folder)) };
}
