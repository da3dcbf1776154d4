import * as v from 'valibot';
import { GuardBuild } from '../../core/guard-build';
import type { GuardIdentity } from './engine';

/** Of the guard build at this address; null where there is none. */
export async function identityAt(url: string): Promise<GuardIdentity | null> {
  const response = await fetch(`${url}build.json`);
  if (!response.ok) return null;
  const build = v.safeParse(v.pick(GuardBuild, ['id', 'practice']), await response.json());
  return build.success ? build.output : null;
}
