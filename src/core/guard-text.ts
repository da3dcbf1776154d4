/** A page's text as a guard is asked about it. The page, its marks and its lists keep their own. */
import { type Content, normalise } from './content-key';
import { fold, visible } from './fold';
import { toUnicodeBurmese } from './zawgyi';

/**
 * In Unicode, one plain spelling, tidied. Folding comes before tidying, since two spaces part words
 * whose letters have one between them; what shows nothing goes first of all, since it makes Unicode
 * look like Zawgyi.
 */
export const guardText = (text: string): string => normalise(fold(toUnicodeBurmese(visible(text))));

export interface AskedText {
  text: string;
  question?: string | undefined;
}

/** What is asked about a text. An answer to nothing is a text like any other. */
export function textContent(ask: AskedText): Exclude<Content, { kind: 'image' }> {
  const text = guardText(ask.text);
  const question = ask.question === undefined ? '' : guardText(ask.question);
  return question === '' ? { kind: 'prompt', text } : { kind: 'response', question, text };
}
