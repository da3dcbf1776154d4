/** Makes the practice guard, where it is missing or its makers have changed. */
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildBytes } from '../../src/core/guard-build';
import { type BuildResult, buildGuard } from '../builder/build';
import { writePracticeCheckpoint } from './checkpoint';
import { fingerprint } from './fingerprint';

const ROOT = join(import.meta.dirname, '../..');

/** The folder of the practice guard, as `ensurePracticeGuard` leaves it. */
export const PRACTICE_GUARD = join(ROOT, 'public/guards/practice');

/** Writes the practice checkpoint to `checkpoint` and its guard build to `out`. */
export async function makePracticeGuard(checkpoint: string, out: string): Promise<BuildResult> {
  await writePracticeCheckpoint(checkpoint);
  return buildGuard({
    from: checkpoint,
    out,
    bits: 4,
    precisions: ['f16', 'f32'],
    name: 'Practice guard',
    practice: true,
    source: { model: 'seawall/practice-guard', revision: '1', licence: 'Apache-2.0' },
  });
}

/** @returns what was done, in a sentence */
export async function ensurePracticeGuard(): Promise<string> {
  const cache = join(ROOT, '.cache');
  const stamp = join(cache, 'practice-guard.stamp');
  const now = await fingerprint(ROOT);
  const before = await readFile(stamp, 'utf8').catch(() => '');
  const present = await access(join(PRACTICE_GUARD, 'build.json')).then(
    () => true,
    () => false,
  );
  if (present && before === now) return 'The practice guard is up to date.';
  await mkdir(cache, { recursive: true });
  const { build } = await makePracticeGuard(join(cache, 'practice-checkpoint'), PRACTICE_GUARD);
  await writeFile(stamp, now);
  const megabytes = (buildBytes(build) / 1e6).toFixed(2);
  return `Built the practice guard ${build.id}: ${megabytes} MB. It is no protection.`;
}
