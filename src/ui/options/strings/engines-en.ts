/** What the options page says of the engines that content is sent to, in plain English. */

import type { Judging, Remote, Scope } from '../../../core/engines';
import { number } from '../../../core/i18n';
import type { NEVER_SEND } from '../../../core/never-send';
import type { Engine } from '../../../core/verdict';
import type { RemoteState, RemoteTrouble } from '../../../platform/engines-protocol';

type Why = Extract<RemoteState, { status: 'unready' }>['why'];
type Group = (typeof NEVER_SEND)[number]['group'];

/** Requests that a page of 200 elements takes, 1 % of them unsafe. */
export const REQUESTS_FOR_200: Record<Judging, number> = { groups: 19, each: 200 };

export interface TroubleWords {
  what: string;
  todo: string;
}

const names: Record<Engine, string> = {
  local: 'This device',
  server: 'Your own server',
  hosted: 'SEA-LION (hosted)',
};

const serverTroubles: Record<RemoteTrouble, TroubleWords> = {
  unreachable: {
    what: 'Nobody answers at this address.',
    todo: 'It may not be running, or run at another port. Start it, then test again.',
  },
  slow: {
    what: 'It did not answer in time.',
    todo: 'It may still be getting ready, or its computer is too small for it. Wait a minute, then test again.',
  },
  'not-an-api': {
    what: 'Something answers there, but nothing that Seawall can ask.',
    todo: 'Check the address. Most end in /v1.',
  },
  'origin-refused': {
    what: 'It answers, but not to a browser extension.',
    todo: 'Allow browser extensions in its settings, then test again. For Ollama, set this where it is started:',
  },
  'key-refused': {
    what: 'It wants a key, or another one.',
    todo: 'Save the key that it was started with.',
  },
  'model-missing': {
    what: 'It has no model of that name, or several and none is chosen.',
    todo: 'Choose a SEA-Guard model below.',
  },
  'too-many': {
    what: 'It was asked too often.',
    todo: 'Wait a minute, then test again.',
  },
  'server-error': {
    what: 'It failed while it answered.',
    todo: 'Look at what it writes where it was started: often its memory is full. Start it anew, then test again.',
  },
  'no-guard-answer': {
    what: 'It answers, but says neither safe nor unsafe. It is no guard.',
    todo: 'Choose a SEA-Guard model below.',
  },
};

const hostedTroubles: Record<RemoteTrouble, TroubleWords> = {
  unreachable: {
    what: 'SEA-LION cannot be reached.',
    todo: 'Check the connection to the internet, then test again.',
  },
  slow: {
    what: 'SEA-LION did not answer in time.',
    todo: 'It may have much to do. Test again later.',
  },
  'not-an-api': {
    what: 'Something else answers in SEA-LION’s place.',
    todo: 'A network that wants you to sign in does that. Sign in there, then test again.',
  },
  'origin-refused': {
    what: 'SEA-LION does not answer to this browser extension.',
    todo: 'Look for an update of Seawall.',
  },
  'key-refused': {
    what: 'SEA-LION does not take this key.',
    todo: 'Make a new one at playground.sea-lion.ai, and save it here.',
  },
  'model-missing': {
    what: 'SEA-LION does not offer the guard that Seawall asks for.',
    todo: 'Your key may not be meant for it. If it is, look for an update of Seawall.',
  },
  'too-many': {
    what: 'The requests of this minute are used up.',
    todo: 'Wait a minute, then test again.',
  },
  'server-error': {
    what: 'SEA-LION failed while it answered.',
    todo: 'Test again later.',
  },
  'no-guard-answer': {
    what: 'SEA-LION said neither safe nor unsafe.',
    todo: 'Test again later. If it happens again, look for an update of Seawall.',
  },
};

const unready: Record<Why, (host: string) => string> = {
  'no-address': () => 'It is not asked yet: write its address first.',
  'no-key': () => 'It is not asked yet: it needs a key. Save one below.',
  'no-permission': (host) => `It is not asked: the browser does not let Seawall reach ${host}.`,
  'no-consent': () =>
    'It is not asked: the browser says that you have not agreed to send what is on pages.',
};

const scopes: Record<Scope, { name: string; line: string }> = {
  sites: {
    name: 'Only sites that I allow one by one',
    line: 'Nothing is sent until you allow a site in the popup, on its page.',
  },
  all: {
    name: 'Every site that is on',
    line: 'Every site that Seawall screens, and every one that you turn on later.',
  },
};

const judging: Record<Judging, { name: string; what: string }> = {
  groups: {
    name: 'Neighbours together',
    what: 'What stands together is asked about at once. Where something in it is unsafe, it is taken apart to find out what.',
  },
  each: {
    name: 'One by one',
    what: 'Every text and picture gets an answer of its own.',
  },
};

const groups: Record<Group, string> = {
  mail: 'Mail',
  banks: 'Banks',
  health: 'Health',
  government: 'Government',
};

const count = (many: number): string => number(many);

export const enginesEn = {
  title: 'Other guards that Seawall may ask',
  explain:
    'A guard can also run elsewhere: on a computer of yours, or at SEA-LION. When one of those is asked, what is on a page leaves this device. Both are off until you turn them on.',
  starting: 'Getting what is set',
  names,
  on: 'On',
  off: 'Off',
  saved: 'Saved.',

  order: {
    title: 'Who is asked first',
    explain:
      'The first one that works is asked. When it does not, the next one is, and the popup tells you so.',
    up: 'Up',
    down: 'Down',
    /** For those who hear the button without its row. */
    of: (action: string, name: string) => `${action}: ${name}`,
    moved: (name: string, place: number) => `${name} is number ${number(place)} now.`,
    state: {
      ready: 'Ready',
      off: 'Off: skipped',
      noGuard: 'No guard is chosen: skipped',
      failed: 'Does not work now: skipped',
      unready: 'Not ready: skipped',
      resting: (time: string) => `Does not work now: skipped until ${time}`,
    },
  },

  server: {
    explain:
      'A guard on a computer that you or people you trust look after. It costs nothing but that computer’s work.',
    address: 'Server address',
    hint: 'Where it answers. One of these, if it runs on this device:',
    fill: (program: string) => `${program}: fill in its address`,
    problems: {
      empty: 'Write its address first.',
      'not-an-address': 'This is no address. It looks like http://127.0.0.1:8000/v1.',
    },
    readable: (host: string) =>
      `The way to ${host} is not protected (http): others on the network can read what is sent. Use https, unless the network is yours alone.`,
    model: 'Model',
    modelHint: 'Leave it empty where it offers one only. A test shows what it offers.',
    key: 'Key',
    keyHint: 'Only where it asks for one.',
  },

  hosted: {
    explain:
      'A guard that SEA-LION runs for everybody, on the internet. It needs no strong computer, and answers 10 requests a minute.',
    key: 'SEA-LION key',
    keyHint: 'You get one at',
    keySite: 'playground.sea-lion.ai',
    keyAddress: 'https://playground.sea-lion.ai',
    judging: 'How pages are asked about',
    judgingNames: judging,
    judgingCost: 'Numbers are for a page of 200 texts and pictures, 1 % of them unsafe.',
    cost: (what: string, requests: number, minutes: number) =>
      `${what} About ${count(requests)} requests, ${minutes === 1 ? 'a minute' : `${count(minutes)} minutes`}.`,
    left: (left: number, perMinute: number) =>
      `${count(left)} of ${count(perMinute)} requests left this minute.`,
    next: (seconds: number) =>
      seconds === 1
        ? 'The next one goes in 1 second.'
        : `The next one goes in ${number(seconds)} seconds.`,
  },

  key: {
    save: 'Save key',
    saved: (end: string) => `Saved: ${end}`,
    forget: 'Forget',
    forgetThis: (name: string) => `Forget: ${name}`,
    empty: 'Write the key first.',
    forgotten: 'Forgotten.',
  },

  consent: {
    title: (name: string) => `Turn on: ${name}?`,
    what: (host: string) =>
      `Then the text and pictures of pages are sent to ${host}, from sites that you allow.`,
    here: 'That is this device itself.',
    there: 'Whoever runs it can read what is sent, and may keep it.',
    talks: 'In talks with an AI, what you asked goes with each answer.',
    never: 'Never sent:',
    nevers: [
      'pages in private windows',
      'what you are typing, until you have posted it',
      'anything of a page once it is seen to ask for a password',
      'the sites under “Never sent” below',
    ],
    scope: 'What may be sent?',
    browser: 'The browser asks you, too.',
    yes: 'Turn it on',
    no: 'Keep it off',
    declined: (host: string) =>
      `Seawall was not allowed to send to ${host}, so it stays off and nothing is sent. You can allow it at any time.`,
  },

  scope: { question: 'What may be sent', scopes },

  state: {
    ready: 'Ready.',
    unready,
    again: (time: string) => `Seawall tries it again by itself at ${time}.`,
    ask: 'Ask the browser again',
    declined: (host: string) => `Seawall was not allowed to send to ${host}, so nothing is sent.`,
  },

  test: {
    button: 'Test',
    of: (name: string) => `Test: ${name}`,
    cost: 'A test takes one request. Nothing of a page is sent.',
    costServer: 'Asks it one harmless question. Nothing of a page is sent.',
    needsKey: 'Save a key first. Then it can be tested.',
    running: 'Testing…',
    works: (milliseconds: number | null) =>
      milliseconds === null
        ? 'It works.'
        : `It works: it answered in ${count(Math.round(milliseconds))} milliseconds.`,
    sure: 'It also tells how sure it is.',
    word: 'It says safe or unsafe, and not how sure it is.',
    declined: (host: string) => `Seawall was not allowed to reach ${host}, so it was not tested.`,
    offers: 'It offers:',
    choose: (model: string) => `Choose ${model}`,
    get: 'To get a SEA-Guard model for it:',
  },
  troubles: { server: serverTroubles, hosted: hostedTroubles } satisfies Record<Remote, unknown>,

  never: {
    title: 'Never sent',
    explain:
      'What is on these sites never leaves this device, whatever is allowed above. A site counts with all that is under it: example.com also means mail.example.com.',
    groups,
    own: 'Added by you',
    group: (name: string, many: number) => `${name} (${count(many)})`,
    find: 'Find a site',
    none: 'No such site is on the list.',
    remove: 'Remove',
    putBack: 'Put back',
    of: (action: string, site: string) => `${action}: ${site}`,
    removed: (site: string) => `${site} is off the list.`,
    added: (site: string) => `${site} is on the list.`,
    add: 'Add a site',
    addHint: 'Its name, such as example.com, or the address of one of its pages.',
    submit: 'Add',
    problems: {
      wrong: 'This is no site. It looks like example.com.',
      there: 'This site is on the list already.',
    },
  },
};
