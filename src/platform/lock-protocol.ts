/**
 * What extension pages ask of the lock, and what they are told of it. Never a PIN or its hash.
 *
 * Nothing here is spread or made by functions of our own: so a bundler sees that the content script,
 * which reads other messages, can do without all of it.
 */
import * as v from 'valibot';
import { Schedule } from '../core/lock/schedule';

/** As a person writes it: `core/lock` reads it. */
const Written = v.pipe(v.string(), v.maxLength(100));

/** All but `lock.schedule` are for whoever knows the PIN or the code, or take nothing away. */
export const LockRequest = v.variant('type', [
  v.object({ type: v.literal('lock.get') }),
  /** Where there is no lock yet. The answer holds the recovery code, this once. */
  v.object({ type: v.literal('lock.setUp'), pin: Written }),
  /** Opens it for a while: then what it guards may be done. */
  v.object({ type: v.literal('lock.unlock'), pin: Written }),
  /** Ends that now. */
  v.object({ type: v.literal('lock.lock') }),
  /** With the recovery code: sets a new PIN. The answer holds a new code, this once. */
  v.object({ type: v.literal('lock.recover'), code: Written, pin: Written }),
  v.object({ type: v.literal('lock.change'), pin: Written, next: Written }),
  /** Makes another recovery code; the answer holds it, this once. */
  v.object({ type: v.literal('lock.newCode'), pin: Written }),
  v.object({ type: v.literal('lock.remove'), pin: Written }),
  /** When revealing asks for the PIN; guarded as a setting. */
  v.object({ type: v.literal('lock.schedule'), schedule: Schedule }),
]);
export type LockRequest = v.InferOutput<typeof LockRequest>;

export const LockView = v.variant('status', [
  /** None is set up. */
  v.object({ status: v.literal('off') }),
  v.object({
    status: v.literal('locked'),
    /** How long until a PIN, or a recovery code, may be tried; 0 is now. */
    pinWaitMs: v.number(),
    codeWaitMs: v.number(),
    schedule: Schedule,
    /** Whether revealing asks for the PIN at this time. */
    reveal: v.boolean(),
  }),
  v.object({
    status: v.literal('unlocked'),
    /** Milliseconds since 1970. */
    until: v.number(),
    // The rest as where it is locked.
    pinWaitMs: v.number(),
    codeWaitMs: v.number(),
    schedule: Schedule,
    reveal: v.boolean(),
  }),
  /** What is stored of it cannot be read: nothing that it would guard may be done. */
  v.object({ status: v.literal('unreadable') }),
]);
export type LockView = v.InferOutput<typeof LockView>;

/** Why the lock refused. */
export const LockRefusalReason = v.picklist([
  /** It guards that: ask for the PIN, `lock.unlock`, and ask again. */
  'locked',
  /** It was another PIN, or another code. */
  'wrong',
  /** After wrong tries: how long is in the view. */
  'wait',
  /** The new PIN is none. */
  'not-a-pin',
  /** The new PIN is one of those that are guessed first. */
  'too-easy',
  /** There is no lock; there is one already. */
  'off',
  'on',
  'unreadable',
]);
export type LockRefusalReason = v.InferOutput<typeof LockRefusalReason>;
