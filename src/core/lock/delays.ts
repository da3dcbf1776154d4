/**
 * How long to wait after wrong tries: five are free, then 30 seconds, and twice as long after each
 * further one, up to eight hours. Times are the machine's clock, in milliseconds since 1970: it is
 * all that outlives a restart. Set back, it makes the wait begin anew, so nothing is won and nobody
 * is kept out for years. Set forward, it ends a wait early; nothing on the machine could tell.
 */
import * as v from 'valibot';

export const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
export const LONGEST_WAIT_MS = 8 * 3_600_000;

/** Tries since the last right one. */
export const Tries = v.object({
  wrong: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** When the wait began: at the latest wrong try, or when the clock was seen to be set back. */
  since: v.pipe(v.number(), v.finite()),
});
export type Tries = v.InferOutput<typeof Tries>;

export const noTries = (): Tries => ({ wrong: 0, since: 0 });

/** How long it still is until the next try may be made; 0 where it may be made now. */
export function waitMs({ wrong, since }: Tries, now: number): number {
  if (wrong < FREE_TRIES) return 0;
  const whole = Math.min(FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES), LONGEST_WAIT_MS);
  return Math.min(Math.max(0, since + whole - now), whole);
}

/** To be stored whenever it differs: the wait begins anew where the clock was set back. */
export const seenAt = (tries: Tries, now: number): Tries =>
  now < tries.since ? { ...tries, since: now } : tries;

/** With one more wrong try. Store it before the try is made, and `noTries` if it was right. */
export const triedAt = ({ wrong }: Tries, now: number): Tries => ({ wrong: wrong + 1, since: now });
