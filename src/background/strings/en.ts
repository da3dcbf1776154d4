/** What the background says to people, in plain English: the original of all translations. */
import { number, plural } from '../../core/i18n';
import type { Lockable } from '../../core/lockable';
import type { LockRefusalReason } from '../../platform/lock-protocol';

const refusals: Record<LockRefusalReason, string> = {
  locked: 'This is locked. Type the PIN to go on.',
  wrong: 'That is not it.',
  wait: 'Too many wrong tries. Wait a while before the next one.',
  'not-a-pin': 'A PIN is 4 to 12 digits.',
  'too-easy': 'That PIN is easily guessed. Take another one.',
  off: 'No lock is set up.',
  on: 'A lock is set up already.',
  unreadable:
    'Seawall cannot get at its lock, so all that it may guard stays as it is. Start the browser again.',
};

const locked: Record<Lockable, string> = {
  engine: 'Your organisation has set which engine is asked, and it cannot be changed here.',
  guard: 'Your organisation has set which guard is used, and it cannot be changed here.',
  sites: 'Your organisation has set on which sites Seawall works, and it cannot be changed here.',
  neverSend: 'Your organisation has set which sites are never sent, and it cannot be changed here.',
  idleMinutes:
    'Your organisation has set when the guard is unloaded, and it cannot be changed here.',
  imageDetail:
    'Your organisation has set how closely images are looked at, and it cannot be changed here.',
  pace: 'Your organisation has set when pages wait, and it cannot be changed here.',
  language: 'Your organisation has set the language, and it cannot be changed here.',
  protection:
    'Your organisation has set what pages show of unsafe content, and it cannot be changed here.',
  threshold:
    'Your organisation has set from when on content is flagged, and it cannot be changed here.',
  review: 'Your organisation has set what is kept of verdicts, and it cannot be changed here.',
  parental: 'Your organisation has set parental mode, and it cannot be changed here.',
};

export const backgroundEn = {
  refusals,
  /** What an organisation has locked. */
  locked,

  noSite: (name: string) => `“${name}” is not the name of a web site, so it cannot be screened.`,
  notAllowed: (site: string) =>
    `Seawall may not read ${site} yet. Turn it on again and allow it when the browser asks.`,
  turnOnFirst: (site: string) => `Turn Seawall on for ${site} first.`,
  browserRefused: (error: string) => `The browser refused: ${error}. Close this and try again.`,

  engines: {
    noKey: 'A key is one word of plain letters, digits and signs.',
    noSite: (name: string) => `“${name}” is not the name of a web site.`,
    noAddress: 'That is no address of a server. It looks like http://127.0.0.1:8000/v1.',
    addressFirst: 'Write the address of the server first.',
    notReachable: (host: string) =>
      `The browser does not let Seawall reach ${host}. Allow it when it asks.`,
    notTold: 'The browser has not been told that pages may be sent. Allow it when it asks.',
    off: (site: string) => `Seawall is off on ${site}. Turn it on there first.`,
    notWritten: 'No address has been written yet.',
    noAnswer: 'No answer came in a minute.',
    testedSafe: (question: string) => `Asked about “${question}”: safe.`,
    testedUnsafe: (question: string) => `Asked about “${question}”: unsafe.`,
  },

  backup: {
    nothingToUndo: 'There is nothing to take back: no settings have been restored.',
    problems: {
      'too-large': 'This file is too large to be settings of Seawall. Nothing was changed.',
      'not-json': 'This file cannot be read: it is damaged, or no backup. Nothing was changed.',
      'not-a-backup': 'This file is no backup of Seawall’s settings. Nothing was changed.',
      newer:
        'This backup was made by a newer Seawall. Update Seawall, then try again. Nothing was changed.',
      damaged: 'Something in this backup does not fit, so nothing of it was used.',
    },
  },

  /** The toolbar button's title, for the ear too. */
  badge: {
    name: 'Seawall',
    done: (unsafe: number, all: number) =>
      plural(all, {
        one: `Seawall: ${number(unsafe)} unsafe of ${number(all)} element`,
        other: `Seawall: ${number(unsafe)} unsafe of ${number(all)} elements`,
      }),
    checking: (unsafe: number, all: number) =>
      plural(all, {
        one: `Seawall: ${number(unsafe)} unsafe of ${number(all)} element, still checking`,
        other: `Seawall: ${number(unsafe)} unsafe of ${number(all)} elements, still checking`,
      }),
    notKnown: (unsafe: number, all: number, unknown: number) =>
      plural(all, {
        one: `Seawall: ${number(unsafe)} unsafe of ${number(all)} element, ${number(unknown)} not known`,
        other: `Seawall: ${number(unsafe)} unsafe of ${number(all)} elements, ${number(unknown)} not known`,
      }),
  },

  menu: {
    screen: 'Screen this with Seawall',
    wrong: 'Seawall is wrong about this',
    hide: 'Hide this',
    unhide: 'Show what I have hidden here',
  },

  notices: {
    guardFailed: 'The guard has stopped working. Nothing new is screened until it works again.',
    installed: (name: string) => `${name} is installed.`,
    installFailed: (name: string) => `${name} could not be installed.`,
    guard: 'The guard',
    keyRefused: 'SEA-LION does not take your key, so nothing is screened there.',
    look: 'Open Seawall’s options to see what can be done.',
  },
};
