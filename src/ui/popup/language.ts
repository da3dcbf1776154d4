/** The name of the language that a page says, or seems, to be written in. */
import { languageNames } from '../../core/i18n';

/** Null where the tag, which a page may have made up, names no language. */
export function languageName(tag: string | null): string | null {
  if (tag === null) return null;
  try {
    return languageNames().of(tag) ?? null;
  } catch {
    return null;
  }
}
