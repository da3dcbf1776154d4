/**
 * Firefox suspends an event page after 30 seconds without an extension event, and a Worker at work
 * in it does not count: it dies with the page. An event of our own does count, so while a Worker
 * runs a beat is written to session storage, whose change event comes back to us.
 */
import { browser } from './browser';

const BEAT_MS = 10_000;
const KEY = 'beat';

/** Call at the start of the program: only listeners added then count for the page's life. */
export function wakefulness(): { stay(who: string, awake: boolean): void } {
  const wanted = new Set<string>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let beats = 0;
  browser.storage.session.onChanged.addListener(() => {});
  const beat = () => {
    browser.storage.session.set({ [KEY]: ++beats }).catch((error) => {
      console.debug('seawall: could not keep the event page awake', error);
    });
  };
  return {
    stay(who, awake) {
      if (awake) wanted.add(who);
      else wanted.delete(who);
      if (wanted.size === 0) {
        clearInterval(timer);
        timer = undefined;
      } else if (timer === undefined) {
        beat();
        timer = setInterval(beat, BEAT_MS);
      }
    },
  };
}
