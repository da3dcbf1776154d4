/**
 * `npm run guard:practice`: makes the practice checkpoint and builds the practice guard from it, with
 * the builder that real checkpoints go through. Does nothing when the guard is there and its makers
 * have not changed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildBytes } from '../../src/core/guard-build';
import { buildGuard } from '../builder/build';
import { writePracticeCheckpoint } from './checkpoint';
import { fingerprint } from './fingerprint';

const root = join(import.meta.dirname, '../..');
const checkpoint = join(root, '.cache/practice-checkpoint');
const out = join(root, 'public/guards/practice');
const stamp = join(root, '.cache/practice-guard.stamp');

const now = await fingerprint(root);
const before = await readFile(stamp, 'utf8').catch(() => '');
const present = await readFile(join(out, 'build.json')).then(
  () => true,
  () => false,
);
if (present && before === now) {
  console.log('The practice guard is up to date.');
} else {
  await writePracticeCheckpoint(checkpoint);
  const { build } = await buildGuard({
    from: checkpoint,
    out,
    bits: 4,
    precisions: ['f16', 'f32'],
    name: 'Practice guard',
    practice: true,
    source: { model: 'seawall/practice-guard', revision: '1', licence: 'Apache-2.0' },
  });
  await writeFile(stamp, now);
  const megabytes = (buildBytes(build) / 1e6).toFixed(2);
  console.log(`Built the practice guard ${build.id}: ${megabytes} MB. It is no protection.`);
}
