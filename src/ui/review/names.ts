/** Names of languages. */
import { languageNames } from '../../core/i18n';
import { words } from './strings';

/** A tag that names no language is shown as it is: it may come from a file. */
export function languageName(tag: string | null): string {
  if (tag === null) return words.about.notKnown;
  try {
    return languageNames().of(tag) ?? tag;
  } catch {
    return tag;
  }
}
