/** What all pages of ours say of the lock, in plain English: the original of all translations. */
import type { LockTrouble } from '../line/lock-line';

const refusals: Record<LockTrouble, string> = {
  locked: 'This is locked, so nothing was changed. It takes the PIN.',
  wrong: 'That is not it.',
  wait: 'Too many wrong tries. Wait before the next one.',
  'not-a-pin': 'A PIN is 4 to 12 digits.',
  'too-easy': 'That PIN is easily guessed. Take another one.',
  off: 'No lock is set up.',
  on: 'A lock is set up already.',
  unreadable:
    'Seawall cannot read its lock, so everything that it may guard stays as it is. Start the browser again.',
  'no-answer': 'Seawall did not answer. Try again.',
};

export const lockEn = {
  refusals,
  /** The line in popup and options. */
  state: {
    label: 'Parental lock',
    locked: 'Locked',
    unlocked: (time: string) => `Unlocked until ${time}`,
    unlock: 'Unlock',
    lockNow: 'Lock now',
  },
  ask: {
    title: 'This is locked',
    body: 'Type the PIN to go on. Then everything stays unlocked for ten minutes.',
    pin: 'PIN',
    submit: 'Unlock',
    cancel: 'Cancel',
    forgot: 'Forgot the PIN? Use the recovery code',
    backToPin: 'Use the PIN',
  },
  recover: {
    title: 'Use the recovery code',
    body: 'It was shown when the lock was set up. You choose a new PIN, and get a new code.',
    code: 'Recovery code',
    notACode: 'A recovery code is 20 letters and digits, such as 7K3QM-01ABC-DEFGH-JKMNP.',
    submit: 'Set the new PIN',
  },
  fields: {
    newPin: 'New PIN, 4 to 12 digits',
    repeat: 'The same PIN once more',
    differ: 'The two PINs are not the same.',
    currentPin: 'PIN',
  },
  wait: {
    said: 'Too many wrong tries.',
    /** Such as `0:30`. */
    left: (time: string) => `Next try in ${time}`,
  },
  code: {
    title: 'Your recovery code',
    body: 'It opens the lock when the PIN is forgotten. It is shown only now: write it down, and keep it where a child does not find it.',
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'The browser did not copy it. Write it down.',
    written: 'I have written it down',
    done: 'Done',
    first: 'Tick the box first: without the code a forgotten PIN cannot be replaced.',
  },
};
