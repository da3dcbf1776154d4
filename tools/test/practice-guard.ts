/** Before the unit tests: the practice guard that some of them open. */
import { ensurePracticeGuard } from '../practice/ensure';

export default async function setup(): Promise<void> {
  await ensurePracticeGuard();
}
