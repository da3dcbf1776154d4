import { ensureBuilt } from '../tools/build/ensure';

/** What is tested is what the sources say now. */
export default async function setup(): Promise<void> {
  await ensureBuilt('chrome');
  await ensureBuilt('firefox');
}
