/** `base` with what `change` names; a field that is `undefined` is not named. */
export function merged<T extends object>(
  base: T,
  change: { readonly [K in keyof T]?: T[K] | undefined },
): T {
  const named = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.assign({ ...base }, Object.fromEntries(named));
}
