/**
 * The sections of the options page, in their order. One that is added here is in the navigation and
 * is found by the search: by its title, by these words, and by what its cards (`.card`) show.
 */
import type { ComponentType } from 'preact';
import { parentsWords } from '../strings-parents';
import { protectionStrings } from '../strings-protection';
import { BackupSection } from './around/Backup';
import { DiagnosticsSection } from './around/Diagnostics';
import { LanguageSection } from './around/Language';
import { NotificationsSection } from './around/Notifications';
import { ShortcutsSection } from './around/Shortcuts';
import { EnginesSection } from './engines/Engines';
import { GuardSection } from './Guard';
import { LockSection } from './lock/LockSection';
import { Shown } from './Shown';
import type { OptionsStore } from './store';
import { text } from './strings';
import { around } from './strings-around';
import { words } from './strings-engines';

export interface Section {
  /** Of its `h2`: the anchor. */
  id: string;
  title(): string;
  /** Other words by which people look for it, in the language that is spoken. */
  words?(): string;
  /** A `section.section` with an `h2` of that id, and its settings in `.card`s. */
  View: ComponentType<{ store: OptionsStore }>;
}

export const sections: readonly Section[] = [
  { id: 'guard', title: () => text.guard.title, View: GuardSection },
  { id: 'shown', title: () => protectionStrings.title, View: Shown },
  { id: 'engines', title: () => words.title, View: EnginesSection },
  { id: 'parental', title: () => parentsWords.title, View: LockSection },
  {
    id: 'language',
    title: () => around.language.title,
    words: () => around.language.words,
    View: LanguageSection,
  },
  {
    id: 'notifications',
    title: () => around.notifications.title,
    words: () => around.notifications.words,
    View: NotificationsSection,
  },
  {
    id: 'shortcuts',
    title: () => around.shortcuts.title,
    words: () => around.shortcuts.words,
    View: ShortcutsSection,
  },
  {
    id: 'backup',
    title: () => around.backup.title,
    words: () => around.backup.words,
    View: BackupSection,
  },
  {
    id: 'diagnostics',
    title: () => around.diagnostics.title,
    words: () => around.diagnostics.words,
    View: DiagnosticsSection,
  },
];
