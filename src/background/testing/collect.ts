/** For tests of what memory is let go: a full collection of garbage, now. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

/** @returns how many of these are still there */
export async function kept(some: readonly WeakRef<object>[]): Promise<number> {
  // What a turn has looked at stays until that turn ends.
  await new Promise((resolve) => setTimeout(resolve, 10));
  gc();
  return some.filter((each) => each.deref() !== undefined).length;
}
