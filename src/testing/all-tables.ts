/**
 * Every table of words that people read, by the file that holds it. A table that is not here fails
 * the test beside this file; so does a language of `WRITTEN` that a table lacks.
 */
import { backgroundTables } from '../background/strings';
import { markTables } from '../content/mark/words';
import type { Tables } from '../core/i18n';
import type { Language } from '../core/language';
import { diagnosticsTables } from '../ui/diagnostics/strings';
import { textTables } from '../ui/options/strings';
import { aroundTables } from '../ui/options/strings-around';
import { enginesTables } from '../ui/options/strings-engines';
import { tables } from '../ui/strings';
import { sendingTables } from '../ui/strings-sending';

export const ALL_TABLES: Readonly<Record<string, Tables<object>>> = {
  'src/background/strings.ts': backgroundTables,
  'src/content/mark/words.ts': markTables,
  'src/ui/diagnostics/strings.ts': diagnosticsTables,
  'src/ui/options/strings-around.ts': aroundTables,
  'src/ui/options/strings-engines.ts': enginesTables,
  'src/ui/options/strings.ts': textTables,
  'src/ui/strings-sending.ts': sendingTables,
  'src/ui/strings.ts': tables,
};

/** Languages in which all of it is written: no table may lack one of these. */
export const WRITTEN: readonly Language[] = ['en'];
