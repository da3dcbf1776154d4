/**
 * A software adapter computes on the machine's own processor, and where the browser may give itself
 * priority (as root, in a container) its thread has more of it than the page's: what is timed on the page
 * is then the guard's computing. A graphics card takes none of that processor. So benchmarks of the page
 * let the adapter have what the page leaves.
 */
import { readdir, readFile } from 'node:fs/promises';
import { setPriority } from 'node:os';

/** The least that there is. */
const PRIORITY = 19;

/**
 * On Linux, where a thread has a priority of its own; the compositor's keeps its. Threads of a process
 * that is begun later are as the browser has them.
 *
 * @returns how many threads have been set aside
 */
export async function setAside(gpuProcess: number): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const tasks = `/proc/${gpuProcess}/task`;
  let count = 0;
  for (const task of await readdir(tasks).catch(() => [])) {
    const id = Number(task);
    // The adapter's own threads are `Thread<00>` and so on; shaders run on the process's first, too.
    const name = await readFile(`${tasks}/${task}/comm`, 'utf8').catch(() => '');
    if (id !== gpuProcess && !name.startsWith('Thread<')) continue;
    try {
      setPriority(id, PRIORITY);
      count++;
    } catch {
      // The thread has ended, or the browser is another user's.
    }
  }
  return count;
}
