/**
 * Firefox suspends an event page after 30 seconds without an extension event, and a Worker at work
 * in it does not count: it dies with the page. An event of our own does count, so while the guard
 * is loaded a beat is written to session storage, whose change event comes back to us.
 */
import { browser } from './browser';

const BEAT_MS = 10_000;
const KEY = 'beat';

/** Call at the start of the program: only listeners added then count for the page's life. */
export function wakefulness(): { stay(awake: boolean): void } {
  let timer: ReturnType<typeof setInterval> | undefined;
  let beats = 0;
  browser.storage.session.onChanged.addListener(() => {});
  const beat = () => {
    browser.storage.session.set({ [KEY]: ++beats }).catch((error) => {
      console.debug('seawall: could not keep the event page awake', error);
    });
  };
  return {
    stay(awake) {
      clearInterval(timer);
      timer = undefined;
      if (!awake) return;
      beat();
      timer = setInterval(beat, BEAT_MS);
    },
  };
}
