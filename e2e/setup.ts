import { ensureBuilt } from '../tools/build/ensure';

/** What is tested is what the sources say now. */
export default function setup(): void {
  ensureBuilt('chrome');
  ensureBuilt('firefox');
}
