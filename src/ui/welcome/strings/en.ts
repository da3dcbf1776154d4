/** Every word of the welcome page beyond those of the lock, in plain English. */
import { number, plural } from '../../../core/i18n';

export const welcomeEn = {
  title: 'Welcome to Seawall',
  tab: 'Welcome to Seawall',
  intro:
    'Seawall flags what is unsafe on the pages that you choose: texts and pictures. Four choices, and every one can be skipped and changed later.',
  language: 'Language',
  sameAsBrowser: (name: string) => `As the browser (${name})`,
  steps: {
    label: 'Steps',
    of: (n: number, all: number) => `Step ${number(n)} of ${number(all)}`,
    back: 'Back',
    next: 'Next',
    skip: 'Skip this',
    skipAll: 'Skip everything',
    finish: 'Finish',
  },

  guard: {
    title: 'Where does the guard run?',
    explain:
      'A guard is a program that reads a text or looks at a picture and says: safe or unsafe. It can be wrong, in both directions.',
    question: 'Where the guard runs',
    choices: {
      local: {
        name: 'On this device',
        line: 'Nothing of your pages leaves this device. A guard that protects is a download of 3 to 8 GB and needs a good graphics processor. To begin with there is the practice guard.',
      },
      server: {
        name: 'On your own server',
        line: 'Texts and pictures of the sites that you choose go to a computer that you or your school run, and to nobody else. Nothing large is stored here. How fast it is depends on that computer.',
      },
      hosted: {
        name: 'At SEA-LION',
        line: 'Texts and pictures of the sites that you choose are sent over the internet to AI Singapore’s service. Nothing is stored here. It needs a free key, and takes ten requests a minute: a long page takes minutes.',
      },
    },
    practice:
      'The practice guard is for trying Seawall out. It knows a few sample phrases and is no protection. Install another for that:',
    running: (name: string) => `In use on this device: ${name}`,
    install: 'Install a guard that protects',
  },

  sites: {
    title: 'Which sites should Seawall look at?',
    explain:
      'Only those that you name. On all others none of its code runs. The browser will ask you to allow them.',
    field: 'Name of a site',
    hint: 'Such as www.example.com',
    add: 'Add',
    suggestions: 'Or choose from these',
    chosen: 'Chosen',
    none: 'None yet.',
    remove: (site: string) => `Remove ${site}`,
    turnOn: (count: number) =>
      plural(count, {
        one: `Turn on for ${number(count)} site`,
        other: `Turn on for ${number(count)} sites`,
      }),
    on: (sites: string) => `Seawall is on for ${sites}.`,
    problem: 'That is no name of a web site. It looks like www.example.com.',
    declined:
      'The browser was told not to allow it, so Seawall stays off there. You can choose again.',
    later: 'On any page, Seawall’s button in the toolbar turns it on as well.',
  },

  protection: {
    title: 'What happens to unsafe content?',
    explain: 'This holds on all sites. Each site can have its own rule later.',
    question: 'What happens to unsafe content',
    choices: {
      mark: {
        name: 'Mark it',
        line: 'Texts get a small mark, pictures are blurred. You see everything that you want to.',
      },
      cover: {
        name: 'Cover it',
        line: 'Texts and pictures are covered, once they are known to be unsafe. A button shows them.',
      },
      strict: {
        name: 'Show nothing before it has been checked',
        line: 'For children. What cannot be checked within five seconds stays covered. Pages appear later.',
      },
    },
    own: 'Something else is set up in the options. Choose one of these only to replace it.',
  },

  lock: {
    title: 'Should a PIN hold these settings?',
    explain:
      'For a device that a child uses. Without the PIN nobody can change settings, turn a site off, or show what is covered.',
    parental: 'A child reads here: show nothing before it has been checked',
    submit: 'Set the PIN',
    isSet: 'A PIN is set.',
    limits: 'What a PIN cannot prevent',
  },

  end: {
    title: 'Seawall at work',
    explain:
      'The sentences below are asked of the guard on this device, now. On a real page the flags stand beside the text.',
    listLabel: 'Sample sentences',
    practice: 'Practice guard: for trying out, no protection.',
    noGuard: 'No guard is in use on this device yet.',
    usePractice: 'Try the practice guard',
    waiting: 'The guard is being asked…',
    failed: 'The guard did not answer.',
    again: 'Ask again',
    own: 'A sentence of your own',
    check: 'Check it',
    /** The practice guard's phrases stand in them: see tools/practice/phrases.ts. */
    samples: [
      'The harbour market opens at six, and the fish is fresh.',
      'Sign up tonight: guaranteed jackpot every spin, no limits.',
      'Could you send me the notes from class tomorrow?',
      'If you come back here we will break your legs, remember that.',
      'Call us for an instant loan without documents today.',
    ],
    next: {
      title: 'From here on',
      page: 'Open a page of a site that is on. Seawall’s button in the toolbar lists what it found.',
      none: 'Open any page, click Seawall’s button in the toolbar, and turn it on.',
      canBeWrong: 'Seawall can be wrong. Look before you decide.',
      options: 'Open the options',
      begin: 'Back to the first step',
    },
  },
};
