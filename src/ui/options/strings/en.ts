/** Every word that the options page says beyond `ui/strings.ts`, in plain English. */

import type { ReadAddress } from '../../../core/build-address';
import { number } from '../../../core/i18n';
import { IMAGE_TOKENS, type ImageDetail } from '../../../core/image';
import type { InstallFailure, InstallState, StoredBuild } from '../../../platform/store-protocol';
import type { Failure } from '../../strings';
import type { FolderProblem } from '../folder';

type AddressProblem = Extract<ReadAddress, { ok: false }>['problem'];
type Stage = Extract<InstallState, { status: 'running' }>['stage'];
type ProblemCode = NonNullable<StoredBuild['problem']>['code'];

const failures: Record<InstallFailure, Failure> = {
  unreachable: {
    what: 'The guard could not be reached.',
    means: 'Its server gave no answer, or does not let Seawall read from it.',
    todo: 'Check the connection and the address. If both are right, allow Seawall to read from there.',
  },
  refused: {
    what: 'The server did not hand out the guard.',
    means: 'Nothing more was fetched.',
    todo: 'Check the address. A guard that needs an account must be downloaded by hand, then installed from its folder.',
  },
  'not-a-build': {
    what: 'There is no guard there that this Seawall can run.',
    means: 'Nothing was installed.',
    todo: 'Check the address or the folder: it is the one that holds the file build.json. If it is, look for an update of Seawall.',
  },
  'wrong-bytes': {
    what: 'A file came in wrong, twice in a row.',
    means: 'A damaged guard could call unsafe things safe, so Seawall does not install it.',
    todo: 'Try again later. If it happens again, tell whoever offers this guard.',
  },
  'no-room': {
    what: 'There is not enough room for this guard.',
    means: 'What is here so far is kept.',
    todo: 'Remove a guard that you do not use, or free room on the disk. Then go on.',
  },
  'no-storage': {
    what: 'This browser keeps no files for Seawall.',
    means: 'That is so in private windows, and where the browser clears everything.',
    todo: 'Install the guard in an ordinary window. The practice guard works here too.',
  },
  'folder-gone': {
    what: 'The folder cannot be read any more.',
    means: 'The page that picked it was closed, or a file in it changed.',
    todo: 'Pick the folder again. What is here so far is kept.',
  },
  crashed: {
    what: 'The installation stopped unexpectedly.',
    means: 'What is here so far is kept.',
    todo: 'Try again. If it stops again, restart the browser.',
  },
};

const addressProblems: Record<AddressProblem, string> = {
  empty: 'Write an address first.',
  'not-an-address':
    'This is no address. It looks like hf:owner/name or https://example.com/guard/.',
  insecure: 'This address is not protected: others could change the guard on its way. Use https.',
  credentials: 'Leave the user name and password out: Seawall sends none.',
};

const folderProblems: Record<FolderProblem, string> = {
  empty: 'This folder is empty. Pick the folder that holds the guard’s files.',
  'no-build': 'This folder holds no guard. Pick the one with the file build.json in it.',
  several: 'This folder holds more than one guard. Pick the folder of one of them.',
  'too-large': 'This folder holds too many files to be a guard. Pick the guard’s own folder.',
};

const stages: Record<Stage, (host: string) => string> = {
  asking: (host) => `Asking ${host} what the guard is made of`,
  checking: () => 'Checking what is here already',
  downloading: () => 'Downloading',
  copying: () => 'Copying',
};

const problems: Record<ProblemCode, string> = {
  missing: 'Files of it are gone: the browser may have cleared them. It cannot be used.',
  damaged: 'A file of it is damaged. It could call unsafe things safe, so it is not used.',
};

const choices: Record<ImageDetail, { name: string; line: string }> = {
  fast: {
    name: 'Fast',
    line: 'Sees what a picture is about. Misses small things and small writing. Takes the least time.',
  },
  balanced: {
    name: 'Balanced',
    line: 'Sees most things and most writing. Takes about four times as long as Fast.',
  },
  thorough: {
    name: 'Thorough',
    line: 'Sees small things and small writing. Takes about sixteen times as long as Fast, or longer.',
  },
};

const tokens = (detail: ImageDetail): string =>
  `${choices[detail].name}: ${number(IMAGE_TOKENS[detail])}`;

export const textEn = {
  title: 'Seawall options',

  guard: {
    title: 'Guard',
    explain:
      'A guard is the part of Seawall that looks at what is on a page and tells what may be unsafe. Those here run on this device: what they look at stays here.',
    practiceName: 'Practice guard',
    starting: 'Getting the state of Seawall',
  },

  now: {
    title: 'Right now',
    none: 'No guard is chosen.',
    noneBody: 'Nothing is screened until you choose one below.',
    noneHere: 'Nothing is screened on this device until you choose one below.',
    asleep: (name: string) => `${name} is not loaded.`,
    asleepBody: 'It is loaded when a page needs it.',
    loading: (name: string) => `${name} is getting ready.`,
    ready: (name: string) => `${name} is ready.`,
    readyBody: 'Pages are screened with it on this device.',
    installAgain: 'Install it again',
    fromFolderAgain: 'It came from a folder: pick that folder again below.',
    check: 'Check its files',
    retry: 'Try again',
    device: {
      webgpu: 'Runs on: graphics processor (WebGPU)',
      wasm: 'Runs on: processor (WebAssembly)',
      adapter: (name: string) => `Device: ${name}`,
      precision: (name: string) => `Precision: ${name}`,
      subgroups: (on: boolean) => `Subgroups: ${on ? 'yes' : 'no'}`,
      difference: (logits: string) =>
        `Self-test: answers differ from the known ones by at most ${logits} (in logits)`,
      id: (id: string) => `Build: ${id}`,
    },
  },

  list: {
    title: 'Guards on this device',
    looking: 'Looking at what is installed…',
    unknown: 'What is installed could not be read.',
    inUse: 'In use',
    chosen: 'Chosen',
    practice: 'No protection',
    packaged: 'Comes with Seawall',
    fromFolder: 'from a folder',
    from: (host: string) => `from ${host}`,
    installed: (when: string) => `installed ${when}`,
    noLicence: 'licence not told',
    use: 'Use',
    check: 'Check',
    remove: 'Remove',
    again: 'Install again',
    /** For those who hear the button without its row. */
    of: (action: string, name: string) => `${action} ${name}`,
    problems,
    checking: 'Checking its files',
    whole: 'Checked: every file is as it should be.',
    broken: 'Checked: not every file is as it should be.',
    ask: (name: string, size: string) => `Remove ${name}? That frees ${size}.`,
    askWeb: 'To use it again, it must be downloaded again.',
    askFolder: 'To use it again, you need its folder.',
    askInUse: 'It is in use: nothing is screened until you choose another guard.',
    yes: 'Remove it',
    no: 'Keep it',
    details: {
      model: (name: string) => `Model: ${name}`,
      bits: (bits: number) => `Weights: ${number(bits)} bits`,
      address: (address: string) => `From: ${address}`,
      id: (id: string) => `Build: ${id}`,
    },
  },

  room: {
    free: (size: string) => `${size} free for more guards.`,
    used: (size: string) => `Installed guards take ${size}.`,
    notTold: 'The browser does not tell how much room is left.',
    unavailable: 'Guards cannot be kept in this browser window.',
    unavailableBody:
      'That is so in private windows, and where the browser clears everything. Install them in an ordinary window; the practice guard works here too.',
  },

  install: {
    title: 'Install a guard',
    address: 'Address',
    hint: 'Such as hf:owner/name for a guard on Hugging Face, or the https address of its folder.',
    asks: (host: string) => `Seawall will fetch it from ${host}.`,
    problems: addressProblems,
    submit: 'Install',
    or: 'Or from a folder on this device: pick it, or drop it here.',
    pick: 'Pick a folder',
    pickAgain: 'Pick the folder again',
    drop: 'Drop the folder to install it',
    noFolder: 'That was no folder. Drop the folder that holds the guard’s files.',
    folderProblems,
  },

  job: {
    nameless: 'A guard',
    running: (name: string) => `Installing ${name}`,
    paused: (name: string) => `Installing ${name} is paused`,
    done: (name: string) => `${name} is installed.`,
    source: (from: string) => `From ${from}`,
    folder: (name: string) => `the folder ${name}`,
    stages,
    progress: 'Installed so far',
    keepOpen: 'Keep this page open until it is copied.',
    goesOn: 'It goes on when you close this page.',
    kept: (amount: string) => `${amount} are here already.`,
    pause: 'Pause',
    resume: 'Go on',
    retry: 'Try again',
    allow: (host: string) => `Allow Seawall to read from ${host}, and try again`,
    declined: (host: string) =>
      `Seawall was not allowed to read from ${host}, so nothing was fetched. You can allow it at any time.`,
    cancel: 'Cancel',
    discard: 'Give up',
    ask: (amount: string) => `End this? What is here so far (${amount}) is deleted.`,
    yes: 'Delete it',
    no: 'Keep it',
    use: 'Use it',
    inUse: 'It is in use.',
    close: 'Close',
    failures,
  },

  detail: {
    title: 'Pictures',
    question: 'How closely pictures are looked at',
    choices,
    cost: 'Text is not affected. What was looked at less closely, or more, is looked at anew. Some guards look at every picture alike; this changes nothing for them.',
    saved: 'Saved.',
    get tokens() {
      return `Tokens of one picture at most. ${tokens('fast')}. ${tokens('balanced')}. ${tokens('thorough')}. Gemma guards: always 256.`;
    },
  },

  idle: {
    title: 'Memory',
    before: 'Unload the guard after',
    after: 'minutes without work',
    cost: 'Its memory is free for other programs then. The next page waits until the guard is loaded again: a few seconds, or longer for a large one.',
    problem: 'Write a whole number from 1 to 240.',
    saved: 'Saved.',
  },

  pace: {
    title: 'Waiting',
    question: 'When may a page wait to be screened?',
    waitHidden: {
      name: 'Wait while a tab is hidden',
      line: 'A tab that you do not look at is screened when you come back to it. Until then the guard works for the tab that you see.',
    },
    batteryInView: {
      name: 'When the battery is low, screen only what is in view',
      line: 'Below 20 % and not charging. The rest of a page waits until you scroll to it. Firefox does not tell how full the battery is, so there nothing waits.',
    },
    saved: 'Saved.',
  },

  silent: {
    title: 'Seawall is not answering.',
    body: 'What you see may be out of date, and nothing can be changed until it does.',
  },

  announce: {
    running: (name: string, part: number) =>
      part > 0 ? `Installing ${name}: ${part} percent.` : `Installing ${name}.`,
    paused: (name: string) => `Installing ${name} is paused.`,
    checking: (name: string) => `Checking ${name}.`,
  },
};
