/**
 * What options and welcome page say of the parental lock and mode, in plain English: the original of
 * all translations.
 */
import type { Guarded } from '../../core/lock/lock';

/** What it cannot keep anybody from, and what does. */
const limits: readonly { what: string; close: string }[] = [
  {
    what: 'Seawall can be removed or turned off in the browser’s list of extensions.',
    close: 'The browser’s own policies can install it so that it stays.',
  },
  {
    what: 'Other browsers, other profiles and other devices know nothing of it.',
    close: 'Let a child’s account of the system start this browser alone.',
  },
  {
    what: 'In private windows it works only where it has been allowed there.',
    close: 'Allow it there in the list of extensions, or have a policy turn private windows off.',
  },
  {
    what: 'Developer tools, opened on Seawall’s own pages, can change what it has stored.',
    close: 'A policy can turn developer tools off.',
  },
  {
    what: 'Whoever can open the browser’s files on this device can change or delete the lock.',
    close:
      'Nothing keeps a child from its own files: look now and then whether the lock is still there.',
  },
  {
    what: 'The site permissions that Seawall needs can be taken back in the browser.',
    close: 'The same policies can hold them.',
  },
  {
    what: 'A guard errs: some unsafe content is missed, and some safe content is covered.',
    close: 'Talk about what comes up. No program takes that over.',
  },
];

export const parentsEn = {
  title: 'Parental lock',
  explain:
    'With a PIN, settings stay as you have set them. Without it everybody at this browser can change them.',
  starting: 'Asking how the lock stands…',
  guards: {
    title: 'What the PIN is asked for',
    items: {
      settings: 'changing any setting, this lock among them',
      sites: 'turning Seawall on or off for a site',
      reveal: 'showing what is covered',
      history: 'deleting what was recorded',
    } satisfies Record<Guarded, string>,
  },

  setUp: {
    title: 'Set up a PIN',
    body: 'You also get a recovery code, for the day on which the PIN is forgotten.',
    submit: 'Set the PIN',
  },
  pin: 'PIN and recovery code',
  done: {
    change: 'The PIN is changed.',
    remove: 'The lock is removed.',
  },
  change: {
    button: 'Change the PIN',
    current: 'The PIN until now',
    submit: 'Change the PIN',
  },
  newCode: {
    button: 'Make a new recovery code',
    body: 'The old one does not work any more then.',
    submit: 'Make a new code',
  },
  remove: {
    button: 'Remove the lock',
    body: 'Everybody at this browser can change everything then. Parental mode stays as it is.',
    submit: 'Remove the lock',
  },

  mode: {
    title: 'Parental mode',
    name: 'A child reads here',
    line: 'Unsafe texts and pictures are covered, and nothing is shown before it has been checked. What cannot be checked stays covered.',
    off: 'When you turn it off, what you had chosen before holds again.',
    noLock: 'Without a PIN a child can turn this off. Set one up first.',
    saved: 'Saved.',
  },

  schedule: {
    title: 'When showing something asks for the PIN',
    explain:
      'At other times what is covered can be shown without the PIN. Settings and sites always take it.',
    always: { name: 'Always', line: 'Day and night.' },
    some: { name: 'At these times', line: 'Days and hours that you choose.' },
    question: 'When is the PIN asked for?',
    /** Of the group of one row; counted from one. */
    row: (n: string) => `Times ${n}`,
    days: 'Days',
    from: 'From',
    to: 'To',
    nextDay: 'until the day after',
    add: 'Add times',
    remove: 'Remove',
    /** For those who hear the button without its row. */
    removeRow: (n: string) => `Remove times ${n}`,
    save: 'Save the times',
    saved: 'Saved.',
    problems: {
      days: 'Choose at least one day.',
      same: 'Beginning and end are the same.',
      time: 'Write both times.',
    },
  },

  limits: {
    title: 'What Seawall cannot prevent',
    explain: 'An extension has no power over the browser it is in. Know these gaps:',
    items: limits,
    more: 'How to close each of them is in Seawall’s documents: parents.md, and managed.md for schools and companies.',
  },

  summary: {
    title: 'This week',
    line: 'What was flagged in the last seven days, in numbers.',
    open: 'Open the summary',
  },
  welcome: {
    line: 'Go through the first choices again.',
    open: 'Open the welcome page',
  },
};
