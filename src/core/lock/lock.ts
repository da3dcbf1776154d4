/** What the lock guards, and what is stored of it. */
import * as v from 'valibot';
import { noTries, seenAt, Tries } from './delays';
import { isInForce, Schedule } from './schedule';
import { StoredSecret } from './secret';

export const GUARDED = [
  /** Every setting, the lock's own schedule among them. */
  'settings',
  /** Which sites are screened. */
  'sites',
  /** Showing what is covered. */
  'reveal',
  /** Removing what was recorded of verdicts. */
  'history',
] as const;
export type Guarded = (typeof GUARDED)[number];

/** The lock as it is stored. It tells neither the PIN nor the recovery code. */
export const LockRecord = v.object({
  version: v.literal(1),
  pin: StoredSecret,
  code: StoredSecret,
  /** Counted apart: wrong PINs do not keep out whoever has the code. */
  tries: v.object({ pin: Tries, code: Tries }),
  schedule: Schedule,
});
export type LockRecord = v.InferOutput<typeof LockRecord>;

/** A new lock, always in force. */
export const newLock = (pin: StoredSecret, code: StoredSecret): LockRecord => ({
  version: 1,
  pin,
  code,
  tries: { pin: noTries(), code: noTries() },
  schedule: [],
});

/** Whether a lock that is not open guards this now. */
export const guards = ({ schedule }: LockRecord, what: Guarded, now: number): boolean =>
  what !== 'reveal' || isInForce(schedule, now);

/** To be stored where it is another: with the waits as the clock has them now (delays.ts). */
export function settled(lock: LockRecord, now: number): LockRecord {
  const { pin, code } = lock.tries;
  const tries = { pin: seenAt(pin, now), code: seenAt(code, now) };
  return tries.pin === pin && tries.code === code ? lock : { ...lock, tries };
}
