/**
 * Every word that the popup says, and that other pages say alike, in plain English. Each sentence tells what happened, what it
 * means for the reader, and what can be done; the original of all translations.
 */
import { number } from '../../core/i18n';
import type { Flag, UnknownReason } from '../../core/verdict';
import type { GuardFailure, GuardState } from '../../platform/guard-protocol';
import type { ExchangeRole } from '../../platform/messages';
import type { OutOfReach } from '../popup/site';

type LoadStage = Extract<GuardState, { status: 'loading' }>['stage'];

export interface Failure {
  what: string;
  means: string;
  todo: string;
}

const failures: Record<GuardFailure, Failure> = {
  unreadable: {
    what: 'A file of the guard could not be read.',
    means: 'Nothing new is screened until it can.',
    todo: 'Try again. If it happens again, install the guard anew.',
  },
  damaged: {
    what: 'A file of the guard is damaged.',
    means: 'A damaged guard could call unsafe things safe, so Seawall does not use it.',
    todo: 'Try again. If it happens again, install the guard anew.',
  },
  unsupported: {
    what: 'This guard was made for another version of Seawall.',
    means: 'This version cannot run it, so nothing new is screened.',
    todo: 'Update Seawall, then try again.',
  },
  'self-test': {
    what: 'The guard gave wrong answers when it was tested on this device.',
    means: 'Its flags could not be trusted, so Seawall does not use it here.',
    todo: 'Update the browser and the graphics driver, then try again.',
  },
  'no-device': {
    what: 'This browser offers no graphics processor, and the guard is too large to run without.',
    means: 'Nothing new is screened.',
    todo: 'Turn on graphics acceleration in the browser’s settings, restart it, and try again.',
  },
  missing: {
    what: 'The guard is not on this device any more.',
    means: 'The browser cleared it, or somebody removed it. Nothing new is screened.',
    todo: 'Install it again, or use another guard.',
  },
  'no-memory': {
    what: 'This device has too little free memory for the guard.',
    means: 'Nothing new is screened.',
    todo: 'Close other tabs and programs and try again, or use a smaller guard.',
  },
  crashed: {
    what: 'The guard stopped unexpectedly.',
    means: 'What was checked keeps its flag. Nothing new is screened.',
    todo: 'Try again. If memory is short, closing other tabs can help.',
  },
};

const reasons: Record<UnknownReason, string> = {
  'no-guard': 'No guard was there to ask',
  'guard-failed': 'The guard is not working',
  'too-long': 'Too long, only partly checked',
  timeout: 'No answer came in time',
  interrupted: 'The guard stopped midway',
  'bad-answer': 'The answer made no sense',
  unreachable: 'The guard could not be reached',
  refused: 'The guard’s server refused to answer',
  turn: 'Its turn comes later',
  waiting: 'Still waiting',
  'no-sight': 'This guard does not see pictures here',
  'image-missing': 'Its server did not hand it out',
  'image-locked': 'From a site that Seawall may not read',
  'image-too-large': 'Too large to be looked at',
  'image-broken': 'No picture that can be read',
};

const outOfReach: Record<OutOfReach, { title: string; body: string }> = {
  'no-tab': {
    title: 'There is no page here.',
    body: 'The tab may have been closed. Open a web page to screen it.',
  },
  unseen: {
    title: 'Seawall cannot see which page this is.',
    body: 'The browser tells it when you click Seawall’s button in the toolbar.',
  },
  'browser-page': {
    title: 'This page belongs to the browser.',
    body: 'Extensions cannot read it, so it is not screened. Open a web page to screen it.',
  },
  store: {
    title: 'This is the browser’s extension store.',
    body: 'Extensions cannot read it, so it is not screened. Other sites can be.',
  },
  file: {
    title: 'This is a file on this device.',
    body: 'Seawall screens web sites only, so it is not screened.',
  },
  'no-site': {
    title: 'This page belongs to no web site.',
    body: 'Seawall is turned on site by site, so it cannot be screened.',
  },
};

const stages: Record<LoadStage, string> = {
  files: 'Reading and checking its files',
  starting: 'Starting it on this device',
  'self-test': 'Testing its answers',
};

const notKnown = (count: number): string => (count === 0 ? '' : `, ${number(count)} not known`);

/** Where something went elsewhere a note says so. */
const here = (isSent: boolean): string => (isSent ? '' : ' on this device');

export const en = {
  name: 'Seawall',
  canBeWrong: 'Seawall can be wrong. Look before you decide.',
  dismiss: 'Dismiss',
  details: 'Details',

  site: {
    switch: (site: string) => `Screen ${site}`,
    on: 'On',
    off: 'Off',
  },

  status: {
    screening: (checked: number, all: number, unknown: number, isSent = false) =>
      `Screening${here(isSent)} · ${number(checked)} of ${number(all)} checked${notKnown(unknown)}`,
    done: (checked: number, unknown: number, isSent = false) => {
      const all = unknown === 0 && checked > 1 ? 'all ' : '';
      return `Screened${here(isSent)} · ${all}${number(checked)} checked${notKnown(unknown)}`;
    },
    progress: 'Screened so far',
  },

  announce: {
    screening: 'Screening this page.',
    done: (counts: { unsafe: number; unknown: number; safe: number }) =>
      `Page checked: ${number(counts.unsafe)} unsafe, ${number(counts.unknown)} unknown, ${number(counts.safe)} safe.`,
  },

  flags: {
    unsafe: 'Unsafe',
    safe: 'Safe',
    unknown: 'Unknown',
    waiting: 'Waiting',
  } satisfies Record<Flag | 'waiting', string>,

  filters: {
    label: 'Show',
    all: 'All',
    none: {
      unsafe: 'Nothing on this page is flagged unsafe.',
      safe: 'Nothing on this page is flagged safe.',
      unknown: 'Nothing on this page is unknown.',
      all: 'Nothing to show.',
    } satisfies Record<Flag | 'all', string>,
    showAll: 'Show all',
  },

  list: {
    label: 'What is on the page',
    chance: 'Chance of unsafe:',
    noLanguage: 'Language not known',
    /** Instead of a chance: the person has overturned the guard on this content. */
    byPerson: 'You decided this',
    noWords: '(no words)',
    /** In place of the words of what the page covers. */
    covered: 'Covered',
    noReason: 'No reason was given',
    waiting: 'Waiting to be checked',
    /** Before the language. */
    roles: {
      request: 'Asked of an AI',
      answer: 'Answer of an AI',
    } satisfies Record<ExchangeRole, string>,
    reasons,
  },

  picture: {
    /** For the ear, before what is written about it. */
    is: 'Picture: ',
    nameless: 'Picture without words',
    show: 'Show',
    hide: 'Hide',
    /** For those who hear the button without its row. */
    showThis: (words: string) => `Show the picture: ${words}`,
    hideThis: (words: string) => `Hide the picture: ${words}`,
  },

  hint: {
    locked: (count: number, site: string) =>
      count === 1
        ? `One picture comes from ${site}, which Seawall may not read.`
        : `${number(count)} pictures come from ${site}, which Seawall may not read.`,
    allow: 'Allow',
    allowSite: (site: string) => `Allow Seawall to read pictures from ${site}`,
    noSight: 'This guard does not see pictures here, so they stay unknown.',
    otherGuard: 'Other guards',
  },

  parts: {
    locked: (count: number, sites: readonly string[], more: number) => {
      const from = more > 0 ? [...sites, `${number(more)} more`] : sites;
      const names = from.join(', ');
      return count === 1
        ? `One part of this page comes from another site (${names}) and is not screened.`
        : `${number(count)} parts of this page come from other sites (${names}) and are not screened.`;
    },
    allow: 'Screen them too',
    allowSites: (sites: readonly string[]) => `Screen them too: parts from ${sites.join(', ')}`,
    astray: (count: number) =>
      count === 1
        ? 'Seawall could not look into one part of this page.'
        : `Seawall could not look into ${number(count)} parts of this page.`,
  },

  practice: {
    note: 'Practice guard: for trying out, no protection.',
    try: 'Try the practice guard',
    explain:
      'The practice guard is for trying Seawall out. It knows a few sample phrases and is no protection.',
  },

  saving:
    'The battery is low: only what is in view is screened. The rest follows when you scroll to it or charge.',
  marksRemoved: 'This page keeps removing Seawall’s marks. The list here is still right.',

  off: {
    title: (site: string) => `Seawall is off on ${site}.`,
    body: 'None of its code runs there.',
    note: 'The browser will ask you to allow it for this site.',
    button: 'Turn on',
  },
  declined: {
    title: (site: string) => `Seawall was not allowed on ${site}.`,
    body: 'So it stays off there, and none of its code runs. You can allow it at any time.',
    button: 'Ask again',
  },
  noGuard: {
    title: 'No guard is chosen, so nothing can be screened.',
    get: 'Get a guard',
  },
  options: 'Options',
  summary: 'This week',
  review: 'Review',
  install: {
    running: (name: string, part: string) => `Installing ${name} · ${part}`,
    paused: (name: string, part: string) => `Installing ${name}, paused · ${part}`,
    nameless: 'a guard',
  },
  loading: {
    title: 'The guard is getting ready.',
    stages,
    progress: 'Guard loading',
  },
  failed: { failures, button: 'Try again', install: 'Install it again' },
  silent: {
    title: 'Seawall is not answering.',
    body: 'What it knows of this page cannot be shown until it does.',
    button: 'Try again',
  },
  pageLoading: {
    title: 'The page is still being read.',
    body: 'What it holds will be listed here.',
  },
  lost: {
    title: 'Seawall is not in touch with this page.',
    body: 'That happens where a page was open before Seawall was turned on or updated. Reload the page to screen it.',
    button: 'Reload the page',
  },
  empty: {
    title: 'Nothing to screen on this page yet.',
    body: 'What appears is screened by itself. Where you expected something, reload the page.',
    button: 'Reload the page',
  },
  format: {
    /** Two amounts. */
    of: (done: string, all: string) => `${done} of ${all}`,
    lastMinute: 'less than a minute left',
    left: (time: string) => `about ${time} left`,
    noName: '(no name)',
  },
  outOfReach,
  lookAgain: 'Look again',
  starting: 'Getting the state of this page',

  trouble: {
    noAnswer: 'Seawall did not answer, so this may not have been done. Try again.',
    cannotAsk: 'The browser did not let Seawall ask for permission, so it stays off.',
    cannotAllow: (site: string) =>
      `The browser did not let Seawall ask for ${site}, so its pictures stay unknown.`,
    noOptions: 'The options could not be opened. Open them from the browser’s list of extensions.',
    noPage: 'The page could not be opened. Try again.',
    noReview: 'The review page could not be opened. Try again.',
    noReload: 'The page could not be reloaded. Reload it from the browser’s toolbar.',
  },
};
