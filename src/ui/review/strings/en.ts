/** Every word that the review page says beyond `ui/strings.ts`, in plain English. */
import { number, plural } from '../../../core/i18n';
import type { Balance } from '../../../core/review/thresholds';

const entries = (count: number): string =>
  plural(count, { one: `${number(count)} entry`, other: `${number(count)} entries` });

export const en = {
  title: 'Seawall review',
  explain:
    'What Seawall flagged on your pages, for you to decide about. All of it stays on this device.',
  canBeWrong: 'Seawall can be wrong. Look before you decide.',

  views: {
    label: 'Parts of this page',
    queue: 'Queue',
    pictures: 'Charts',
    thresholds: 'Thresholds',
    files: 'Files and storage',
  },

  silent: {
    title: 'Seawall is not answering.',
    body: 'Your entries cannot be shown until it does.',
    button: 'Try again',
  },
  noAnswer: 'Seawall did not answer, so this may not have been done. Try again.',

  locked: {
    title: 'Seawall is locked.',
    body: 'Entries and decisions are for whoever has the PIN.',
    button: 'Unlock',
  },

  filters: {
    title: 'Filters',
    flag: 'The guard said',
    decision: 'You said',
    kind: 'Kind',
    site: 'Site',
    language: 'Language',
    time: 'Seen',
    search: 'Words in the text',
    reset: 'Show everything',
    any: 'Any',
    flags: { unsafe: 'Unsafe', safe: 'Safe' },
    decisions: {
      none: 'Nothing yet',
      any: 'Something',
      agree: 'Agreed',
      overturn: 'Overturned',
    },
    kinds: { text: 'Text', image: 'Picture' },
    times: { day: 'In the last day', week: 'In the last week', month: 'In the last 30 days' },
    noLanguage: 'Not known',
  },

  list: {
    label: 'Entries',
    count: entries,
    many: (count: number) => `More than ${entries(count)}`,
    /** Of a search, which nobody has counted: there may be more. */
    some: (count: number) => `${entries(count)} so far`,
    loading: 'Looking for entries',
    fresh: 'There are new entries.',
    show: 'Show them',
    hidden: 'Hidden until you look',
    noWords: '(no words)',
    empty: {
      title: 'Nothing to review.',
      body: 'What Seawall flags on your pages will be listed here. Other filters may show more.',
    },
    decided: { agree: 'Agreed', overturn: 'Overturned' },
  },

  entry: {
    title: 'What was flagged',
    flag: { unsafe: 'The guard said: unsafe', safe: 'The guard said: safe' },
    person: { unsafe: 'You said: unsafe', safe: 'You said: safe' },
    undecided: 'You have not decided yet.',
    hiddenText: 'The text is hidden until you look.',
    hiddenImage: 'The picture is hidden until you look.',
    noPicture: 'No small picture was kept of this one.',
    pictureOf: (text: string) => `Picture: ${text}`,
    nameless: 'Picture without a description',
    reveal: 'Look',
    hide: 'Hide again',
    none: 'Choose an entry in the list.',
    position: (at: number, of: number) => `${number(at)} of ${number(of)}`,
    positionMany: (at: number, of: number) => `${number(at)} of more than ${number(of)}`,
  },

  decide: {
    label: 'Your decision',
    agree: 'Agree',
    overturn: 'Overturn',
    skip: 'Skip',
    undo: 'Undo',
    /** What each does, by what the guard said. */
    agreeUnsafe: 'It is unsafe.',
    agreeSafe: 'It is safe.',
    overturnUnsafe: 'It is safe: show it on every page from now on.',
    overturnSafe: 'It is unsafe: flag it on every page from now on.',
    key: (key: string) => `Key ${key}`,
  },

  about: {
    title: 'Where and when',
    page: 'Page',
    site: 'Site',
    seen: 'Seen',
    language: 'Language',
    chance: 'Chance of unsafe',
    noChance: 'The guard told no number',
    engine: 'Asked',
    engines: {
      local: 'Guard on this device',
      server: 'Your server',
      hosted: 'SEA-LION’s API',
    },
    build: 'Guard',
    decidedBy: 'Decided by',
    decidedAt: 'Decided',
    noName: 'No name given',
    notKnown: 'Not known',
  },

  reviewer: {
    label: 'You are',
    nobody: 'No name',
    add: 'Another name',
    field: 'Name',
    save: 'Use this name',
    cancel: 'Cancel',
    line: 'Your name is kept with your decisions, on this device and in exported files.',
  },

  note: {
    label: 'Note',
    line: 'Kept with your decision.',
    save: 'Save the note',
  },

  together: {
    title: 'Many at once',
    content: (count: number) =>
      plural(count, {
        one: 'The same content is in 1 undecided entry.',
        other: `The same content is in ${number(count)} undecided entries.`,
      }),
    site: (count: number, site: string) =>
      plural(count, {
        one: `${site} has 1 undecided entry with this flag.`,
        other: `${site} has ${number(count)} undecided entries with this flag.`,
      }),
    agree: 'Agree with all',
    overturn: 'Overturn all',
    askAgree: (count: number) =>
      `Agree with the guard in ${entries(count)}? One undo takes it back.`,
    askOverturn: (count: number) =>
      `Overturn the guard in ${entries(count)}? One undo takes it back.`,
    yes: 'Yes, all of them',
    no: 'No',
  },

  forget: {
    title: 'Delete',
    one: 'Delete this entry',
    site: (site: string) => `Delete all of ${site}`,
    all: 'Delete all entries',
    askOne: 'Delete this entry? What you decided about it no longer holds. It cannot be undone.',
    askSite: (site: string) =>
      `Delete all entries of ${site}? What you decided about them no longer holds. It cannot be undone.`,
    askAll: (count: number) =>
      `Delete all ${entries(count)}? What you decided no longer holds anywhere. It cannot be undone.`,
    yes: 'Delete',
    no: 'Keep',
    done: (count: number) => `Deleted: ${entries(count)}.`,
  },

  looks: {
    title: 'How it is shown',
    grey: 'Pictures in grey',
    open: 'Show texts without asking',
    keys: 'Keys work without Ctrl',
  },

  keys: {
    title: 'Keys',
    open: 'Show the keys',
    close: 'Close',
    list: {
      agree: 'Agree with the guard',
      overturn: 'Overturn the guard',
      skip: 'Skip',
      undo: 'Undo the last decision',
      next: 'Next entry',
      previous: 'Entry before',
      reveal: 'Look, or hide again',
      note: 'Write a note',
      leave: 'Leave the note',
      search: 'Search',
      help: 'Show or close this list',
    },
    or: (a: string, b: string) => `${a} or ${b}`,
    names: { space: 'Space', escape: 'Escape', down: 'Down', up: 'Up', ctrlZ: 'Ctrl+Z' },
  },

  said: {
    agreed: 'Agreed.',
    overturned: 'Overturned.',
    skipped: 'Skipped.',
    undone: (count: number) => `Undone: ${entries(count)}.`,
    nothingToUndo: 'There is nothing to undo.',
    together: (count: number) => `Decided: ${entries(count)}.`,
    end: 'This was the last entry.',
    /** The entry that is shown now. */
    now: (position: string, flag: string, kind: string, site: string) =>
      `Entry ${position}: ${flag}, ${kind}, ${site}.`,
  },

  pictures: {
    title: 'What was flagged',
    days: 'Flags of the last 30 days',
    sites: 'Flags by site',
    languages: 'Flags by language',
    none: 'Nothing has been flagged in this time.',
    noneAtAll: 'Nothing has been flagged yet.',
    daysAlt: (total: string, most: string, day: string) =>
      `${total} flags in 30 days; most on ${day}: ${most}.`,
    table: 'As a table',
    day: 'Day',
    name: { sites: 'Site', languages: 'Language' },
    flags: 'Flags',
    most: (count: number) => `The ${number(count)} with most flags.`,
  },

  thresholds: {
    title: 'From your decisions to a threshold',
    explain:
      'The guard gives each content a chance of being unsafe. From the threshold on it is flagged. Here is how well each threshold would have done on what you decided about.',
    caveat:
      'It is counted on what you reviewed, and that is mostly what was flagged. Turn on keeping safe entries, and review some, to learn what the guard misses.',
    guard: 'Guard',
    guardName: (engine: string, build: string, decided: number) =>
      `${engine}: ${build} (${number(decided)} decided)`,
    language: 'Language',
    all: 'All languages',
    languageName: (name: string, decided: number) => `${name} (${number(decided)} decided)`,
    loading: 'Counting your decisions',
    nothing: 'You have decided about nothing yet. Decide about some entries first.',
    precision: 'Precision',
    recall: 'Recall',
    precisionLine: 'Of what is flagged, the part that is unsafe.',
    recallLine: 'Of what is unsafe, the part that is flagged.',
    noRecall: 'Recall is not known: too little that the guard called safe was reviewed.',
    threshold: 'Threshold',
    current: (p: string) => `Now: ${p}`,
    chart: (current: string) =>
      `Precision and recall by threshold, each with its 95 % confidence band. The threshold now is ${current}.`,
    table: 'As a table',
    flagged: 'Flagged',
    between: (value: string, low: string, high: string) => `${value} (${low} to ${high})`,
    unknown: 'not known',
    balances: {
      strict: { name: 'Strict', line: 'Little that is unsafe is missed.' },
      balanced: { name: 'Balanced', line: 'The best of both.' },
      quiet: { name: 'Quiet', line: 'Little that is safe is flagged.' },
    } satisfies Record<Balance, { name: string; line: string }>,
    suggests: (p: string) => `Flag from ${p} on`,
    precisionIs: (range: string) => `Precision ${range}`,
    recallIs: (range: string) => `Recall ${range}`,
    why: {
      'few-decisions': (missing: number) =>
        plural(missing, {
          one: 'Decide about 1 more entry first.',
          other: `Decide about ${number(missing)} more entries first.`,
        }),
      'few-unsafe': (missing: number) =>
        plural(missing, {
          one: 'It takes 1 more that you call unsafe.',
          other: `It takes ${number(missing)} more that you call unsafe.`,
        }),
      'few-safe': (missing: number) =>
        plural(missing, {
          one: 'It takes 1 more that you call safe.',
          other: `It takes ${number(missing)} more that you call safe.`,
        }),
      'few-called-safe': (missing: number) =>
        plural(missing, {
          one: 'It takes a decision about 1 more that the guard called safe.',
          other: `It takes decisions about ${number(missing)} more that the guard called safe.`,
        }),
      'out-of-reach': 'No threshold is good enough for this, as far as your decisions tell.',
    },
    use: 'Use this',
    useLabel: (name: string, p: string) => `Use this: ${name}, from ${p} on`,
    inUse: 'In use',
    applied: (p: string) => `Flags now begin at ${p}.`,
    undo: (p: string) => `Undo: back to ${p}`,
    undoNone: 'Undo: as for all languages',
    own: 'This language has a threshold of its own.',
    remove: 'As for all languages',
  },

  files: {
    exportTitle: 'Export',
    exportLine:
      'A file with the guard’s verdicts and yours. It leaves this device only if you send it.',
    csv: 'Export CSV',
    csvLine: 'For a spreadsheet. Without pictures.',
    jsonl: 'Export JSONL',
    jsonlLine: 'For another machine with Seawall. With small pictures.',
    onlyShown: 'Only what the filters show',
    exporting: (count: number) => `Exported so far: ${entries(count)}`,
    exported: (count: number) => `Exported: ${entries(count)}.`,
    cancel: 'Cancel',
    importTitle: 'Import',
    importLine:
      'Take in a JSONL file of another machine. What was overturned there will hold here, so take only files that you trust.',
    pick: 'Pick a JSONL file',
    importing: (count: number, part: string) => `Taken in so far: ${entries(count)} · ${part}`,
    imported: (added: number, decided: number) =>
      `New: ${entries(added)}. New decisions: ${number(decided)}.`,
    refused: (count: number) =>
      plural(count, {
        one: '1 line was refused:',
        other: `${number(count)} lines were refused:`,
      }),
    line: (line: number, problem: string) => `Line ${number(line)}: ${problem}`,
    more: (count: number) => `and ${number(count)} more`,
    unwritten: 'The file could not be written.',
    unreadable: 'The file could not be read to its end. What came before was taken in.',
    stopped: 'Stopped. What came before was taken in.',
  },

  storage: {
    title: 'What is kept',
    keep: 'Keep what is flagged for review',
    keepLine:
      'Snippets, small pictures and addresses of pages, on this device. Never from private windows.',
    keepSafe: 'Keep what is called safe, too',
    keepSafeLine: 'Shows what the guard misses. It fills the storage much quicker.',
    age: 'Days that entries are kept',
    count: 'Entries kept at most',
    size: 'Megabytes kept at most',
    line: 'Beyond that, what you have not decided about goes first, and what you overturned last.',
    save: 'Save',
    saved: 'Saved.',
    wrong: (least: number, most: number) =>
      `Write a whole number from ${number(least)} to ${number(most)}.`,
  },
};
