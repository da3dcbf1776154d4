/** A page's text as a guard is asked about it. The page, its marks and its lists keep their own. */
import { normalise } from './content-key';
import { fold, visible } from './fold';
import { toUnicodeBurmese } from './zawgyi';

/**
 * In Unicode, one plain spelling, tidied. Folding comes before tidying, since two spaces part words
 * whose letters have one between them; what shows nothing goes first of all, since it makes Unicode
 * look like Zawgyi.
 */
export const guardText = (text: string): string => normalise(fold(toUnicodeBurmese(visible(text))));
