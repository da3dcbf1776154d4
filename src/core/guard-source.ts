/** Where a guard build lies. `packaged`: a folder of the extension, such as `guards/practice/`. */
import * as v from 'valibot';

export const GuardSource = v.object({
  kind: v.literal('packaged'),
  path: v.pipe(v.string(), v.regex(/^guards\/[\w.-]+\/$/)),
});
export type GuardSource = v.InferOutput<typeof GuardSource>;

export const sameSource = (a: GuardSource | null, b: GuardSource | null): boolean =>
  a === b || (a !== null && b !== null && a.kind === b.kind && a.path === b.path);
