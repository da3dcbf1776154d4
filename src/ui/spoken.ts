/**
 * The language of this page of ours. It is a signal: when a person chooses another, every page that
 * is open is drawn anew. Until the background has told which it is, it is the one of last time.
 */
import { effect, signal } from '@preact/signals';
import * as v from 'valibot';
import { speak } from '../core/i18n';
import { type Language, LanguageChoice, languageOf } from '../core/language';

/** Of the origin, as the page reads it before it is drawn; the setting itself is the background's. */
const REMEMBERED = 'seawall.language';

const remembered = (): LanguageChoice => {
  try {
    const choice = v.safeParse(LanguageChoice, localStorage.getItem(REMEMBERED));
    return choice.success ? choice.output : 'auto';
  } catch {
    return 'auto';
  }
};

export const language = signal<Language>('en');
speak(() => language.value);

export function chooseLanguage(choice: LanguageChoice): void {
  // (Tests of stores have no navigator.)
  language.value = languageOf(choice, globalThis.navigator?.languages ?? []);
  try {
    if (choice === 'auto') localStorage.removeItem(REMEMBERED);
    else localStorage.setItem(REMEMBERED, choice);
  } catch {
    // It is a memory, no more.
  }
}

/** Before a page of ours is drawn. `title`: the document's, in words. */
export function speakHere(title?: () => string): void {
  chooseLanguage(remembered());
  effect(() => {
    document.documentElement.lang = language.value;
    if (title) document.title = title();
  });
}
