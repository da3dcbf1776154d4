/**
 * Where a guard build lies. `packaged`: a folder of the extension, such as `guards/practice/`.
 * `installed`: in the guard build store of this browser profile, by the build's own id.
 */
import * as v from 'valibot';

/** Names a build: part of cache keys and of folder names. */
export const BuildId = v.pipe(v.string(), v.regex(/^[\w.-]{1,128}$/));

export const GuardSource = v.variant('kind', [
  v.object({
    kind: v.literal('packaged'),
    path: v.pipe(v.string(), v.regex(/^guards\/[\w.-]+\/$/)),
  }),
  v.object({
    kind: v.literal('installed'),
    id: BuildId,
    /** True for a practice guard, whose verdicts must say so wherever they are shown. */
    practice: v.boolean(),
  }),
]);
export type GuardSource = v.InferOutput<typeof GuardSource>;

export function sameSource(a: GuardSource | null, b: GuardSource | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.kind === 'packaged') return b.kind === 'packaged' && a.path === b.path;
  return b.kind === 'installed' && a.id === b.id;
}
