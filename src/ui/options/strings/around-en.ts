/**
 * What the options page says of search, language, notifications, backups and shortcuts, in plain
 * English: the original of all translations.
 */
import type { ChangedPart } from '../../../core/backup';
import { listed, number, plural } from '../../../core/i18n';
import type { CommandName } from '../../../platform/options-link';

const parts: Record<ChangedPart, string> = {
  sites: 'Sites',
  guard: 'The guard in use',
  idleMinutes: 'When the guard is unloaded',
  imageDetail: 'How closely pictures are looked at',
  order: 'Who is asked first',
  server: 'Your own server',
  hosted: 'SEA-LION',
  neverSend: 'Sites that are never sent',
  pace: 'When pages wait',
  language: 'The language of Seawall',
  protection: 'What is done with unsafe content',
  review: 'What is kept for review',
  thresholds: 'From when on content counts as unsafe',
  notify: 'Notifications',
};

const actions: Record<CommandName, string> = {
  popup: 'Open Seawall',
  'next-unsafe': 'Go to the next unsafe element on the page',
  'previous-unsafe': 'Go to the previous unsafe element on the page',
  'toggle-marks': 'Hide or show the marks on the page',
  'toggle-site': 'Turn Seawall on or off for the site',
  'open-panel': 'Open the side panel',
};

export const aroundEn = {
  search: {
    label: 'Search the options',
    hint: 'Press / to search, Escape to show all.',
    found: (count: number) =>
      plural(count, {
        one: `${number(count)} setting found`,
        other: `${number(count)} settings found`,
      }),
    none: 'No setting found. Try another word.',
    all: 'Show all',
    sections: 'Sections',
  },

  language: {
    title: 'Language',
    question: 'The language of Seawall’s own words',
    /** Names the language that the browser's own order leads to. */
    auto: (name: string) => `As the browser is set (${name})`,
    cost: 'Pages and their flags are not changed: Seawall screens all languages, whichever it speaks.',
    words: 'translation, interface language',
  },

  notifications: {
    title: 'Notifications',
    name: 'Tell me when something needs me',
    line: 'When the guard has stopped working, when an installation has ended, when your key is refused. Each once, and never a word of a page.',
    declined: 'The browser was not allowed to show notifications, so there are none.',
    saved: 'Saved.',
    words: 'notify, alert, message',
  },

  backup: {
    title: 'Backup',
    settings: 'Your settings as a file',
    explain:
      'The file holds your settings and the names of the sites that are on. It holds no key, no PIN, and nothing that was on a page.',
    save: 'Save to a file',
    pick: 'Restore from a file',
    file: (name: string) => `This is what ${name} would change:`,
    nothing: 'This file holds the settings that you have. Nothing would change.',
    on: (sites: readonly string[]) => `Turned on: ${listed(sites)}`,
    off: (sites: readonly string[]) => `Turned off: ${listed(sites)}`,
    otherwise: (sites: readonly string[]) => `Set otherwise: ${listed(sites)}`,
    parts,
    sending:
      'Whoever pages are sent to is not turned on by a backup: do that yourself, in the section about it.',
    asks: 'The browser may ask you to allow the sites that come on.',
    restore: 'Restore',
    leave: 'Leave all as it is',
    done: 'The settings are restored.',
    undone: 'The settings are as they were before.',
    unreadable: (sites: readonly string[]) =>
      `Not turned on, as the browser does not let Seawall read them: ${listed(sites)}`,
    undo: 'Take the last restoring back',
    tooLarge: 'This file is too large to be settings of Seawall. Nothing was changed.',
    unread: 'This file could not be read. Nothing was changed.',
    words: 'export, import, restore, transfer, move to another computer',
  },

  shortcuts: {
    title: 'Shortcuts',
    explain: 'Keys for what you do often. They work on every page.',
    action: 'Action',
    keys: 'Keys',
    actions,
    none: 'No keys yet',
    change: 'Change the shortcuts',
    manual:
      'The page for this could not be opened. Look for “shortcuts” in the browser’s list of extensions.',
    words: 'keyboard, hotkeys',
  },

  diagnostics: {
    title: 'Diagnostics',
    explain: 'What Seawall knows of itself, to look at or to send with a report of a fault.',
    open: 'Open diagnostics',
    words: 'bug report, problem, version, graphics',
  },
};
