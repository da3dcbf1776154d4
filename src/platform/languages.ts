/** The languages that the browser's person has set, as BCP 47 tags, the most wanted first. */
import { browser } from './browser';

/** Pages' own order first, so that the background speaks as our pages do. */
export function browserLanguages(): readonly string[] {
  // Not every kind of background has them.
  const own = globalThis.navigator?.languages ?? [];
  return [...own, browser.i18n.getUILanguage()];
}
