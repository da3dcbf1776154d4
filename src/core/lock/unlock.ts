/** A lock that was opened: for ten minutes, and no longer than the browser runs. */
import * as v from 'valibot';

export const UNLOCK_MS = 10 * 60_000;

export const Unlock = v.object({
  /** Milliseconds since 1970. */
  from: v.pipe(v.number(), v.finite()),
  until: v.pipe(v.number(), v.finite()),
});
export type Unlock = v.InferOutput<typeof Unlock>;

export const unlockAt = (now: number): Unlock => ({ from: now, until: now + UNLOCK_MS });

/** A clock that was set to before it was opened ends it, too. */
export const isOpen = ({ from, until }: Unlock, now: number): boolean =>
  now >= from && now < until && until - from <= UNLOCK_MS;
