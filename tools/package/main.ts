/**
 * `npm run package`: what a store or a person installs, and what goes with it, into `packages/`. The
 * same sources give the same bytes, on any machine and at any time.
 */
import { orderlyEnd } from '../browsers/orderly-end';
import { makePackages } from './make';

await orderlyEnd(async () => {
  const made = await makePackages((line) => process.stderr.write(`${line}\n`));
  for (const { name, bytes, sha256 } of made)
    console.log(`${sha256}  ${String(bytes).padStart(9)}  packages/${name}`);
});
