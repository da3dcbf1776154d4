/**
 * `npm run guard:practice`: makes the practice checkpoint and builds the practice guard from it, with
 * the builder that real checkpoints go through.
 */
import { ensurePracticeGuard } from './ensure';

console.log(await ensurePracticeGuard());
