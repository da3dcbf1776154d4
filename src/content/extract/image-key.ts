/**
 * A short name for an address that may be many megabytes long. Samples from all over it, at places
 * that no page can foresee: where one in a hundred characters differs, two keys are as good as sure
 * to differ, and where a stretch of one in two thousand does, they always do. Pure but for that.
 */

/** Addresses up to this long are their own keys. */
const WHOLE = 8_192;
const SAMPLES = 4_096;

/** FNV's prime, and a start and steps of this page's own. */
const PRIME = 0x01000193;
const [START = 1, STEPS = 1] = crypto.getRandomValues(new Uint32Array(2));

export function keyOf(address: string): string {
  const { length } = address;
  if (length <= WHOLE) return address;
  const stretch = length / SAMPLES;
  let hash = START;
  let random = STEPS | 1;
  for (let i = 0; i < SAMPLES; i++) {
    random = Math.imul(random, 1_664_525) + 1_013_904_223;
    const at = Math.floor((i + (random >>> 0) / 2 ** 32) * stretch);
    hash = Math.imul(hash ^ address.charCodeAt(at), PRIME);
  }
  return `${address.slice(0, 40)}… ${length} ${hash >>> 0}`;
}
