/**
 * Every table of words that people read, by the file that holds it. A table that is not here fails
 * the test beside this file; so does a language of `WRITTEN` that a table lacks.
 */
import { backgroundTables } from '../background/strings';
import { markTables } from '../content/mark/words';
import type { Tables } from '../core/i18n';
import { LANGUAGES, type Language } from '../core/language';
import { diagnosticsTables } from '../ui/diagnostics/strings';
import { textTables } from '../ui/options/strings';
import { aroundTables } from '../ui/options/strings-around';
import { enginesTables } from '../ui/options/strings-engines';
import { tables as reviewTables } from '../ui/review/strings';
import { tables } from '../ui/strings';
import { lockTables } from '../ui/strings-lock';
import { managedTables } from '../ui/strings-managed';
import { parentsTables } from '../ui/strings-parents';
import { protectionTables } from '../ui/strings-protection';
import { sendingTables } from '../ui/strings-sending';
import { summaryTables } from '../ui/summary/strings';
import { unlockTables } from '../ui/unlock/strings';
import { welcomeTables } from '../ui/welcome/strings';

export const ALL_TABLES: Readonly<Record<string, Tables<object>>> = {
  'src/background/strings.ts': backgroundTables,
  'src/content/mark/words.ts': markTables,
  'src/ui/diagnostics/strings.ts': diagnosticsTables,
  'src/ui/options/strings-around.ts': aroundTables,
  'src/ui/options/strings-engines.ts': enginesTables,
  'src/ui/options/strings.ts': textTables,
  'src/ui/strings-sending.ts': sendingTables,
  'src/ui/strings.ts': tables,
  'src/ui/review/strings.ts': reviewTables,
  'src/ui/strings-lock.ts': lockTables,
  'src/ui/strings-managed.ts': managedTables,
  'src/ui/strings-parents.ts': parentsTables,
  'src/ui/strings-protection.ts': protectionTables,
  'src/ui/summary/strings.ts': summaryTables,
  'src/ui/unlock/strings.ts': unlockTables,
  'src/ui/welcome/strings.ts': welcomeTables,
};

/** Languages in which all of it is written: no table may lack one of these. */
export const WRITTEN: readonly Language[] = LANGUAGES;
