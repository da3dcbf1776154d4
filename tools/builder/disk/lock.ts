/** One builder a target: a file beside it holds the id of the process that writes. */
import { open, readFile, rename, rm } from 'node:fs/promises';
import { BuildError } from '../errors';

export interface Lock {
  readonly path: string;
  /** Whether a process that has died held it before: what it left behind is nobody's. */
  readonly takenOver: boolean;
}

/**
 * @param who what other programs that may hold it are called in the error
 * @throws BuildError when another living process holds it
 */
export async function takeLock(path: string, target: string, who = 'builder'): Promise<Lock> {
  if (await write(path)) return { path, takenOver: false };
  const holder = await readFile(path, 'utf8').catch(() => '');
  if (holder !== '' && alive(Number(holder))) throw busy(path, target, who, holder);
  // Of several that find the same dead holder, one moves its lock away; whoever moved a living
  // one's instead puts it back.
  const aside = `${path}.${process.pid}`;
  await rename(path, aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => '');
  if (moved !== holder && moved !== '' && alive(Number(moved))) {
    await rename(aside, path);
    throw busy(path, target, who, moved);
  }
  await rm(aside, { force: true });
  if (!(await write(path)))
    throw busy(path, target, who, await readFile(path, 'utf8').catch(() => ''));
  return { path, takenOver: true };
}

/** @returns false where there is one already */
async function write(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function alive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const busy = (path: string, target: string, who: string, holder: string): BuildError =>
  new BuildError(
    `${target}: another ${who} (process ${holder || 'unknown'}) writes it; if there is none, remove ${path}`,
  );
