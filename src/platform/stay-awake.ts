/**
 * Firefox suspends an event page after 30 seconds without an extension event, and a Worker at work
 * in it does not count: it dies with the page. An event of our own does count, so while a Worker
 * runs a beat is written to session storage, whose change event comes back to us.
 */
import { browser } from './browser';

const BEAT_MS = 10_000;
const KEY = 'beat';

/**
 * Chrome ends a service worker after 30 seconds in which no event came and no API of the extension
 * was called; a request to a slow server is neither.
 */
const CALL_MS = 20_000;

export function liveliness(): { stay(who: string, awake: boolean): void } {
  return keeper(CALL_MS, () => browser.runtime.getPlatformInfo());
}

/** Call at the start of the program: only listeners added then count for the page's life. */
export function wakefulness(): { stay(who: string, awake: boolean): void } {
  let beats = 0;
  browser.storage.session.onChanged.addListener(() => {});
  return keeper(BEAT_MS, () => browser.storage.session.set({ [KEY]: ++beats }));
}

/** Calls as long as anybody wants to stay. */
function keeper(everyMs: number, call: () => Promise<unknown>) {
  const wanted = new Set<string>();
  let timer: ReturnType<typeof setInterval> | undefined;
  const beat = () => {
    call().catch((error) => console.debug('seawall: could not keep the background awake', error));
  };
  return {
    stay(who: string, awake: boolean): void {
      if (awake) wanted.add(who);
      else wanted.delete(who);
      if (wanted.size === 0) {
        clearInterval(timer);
        timer = undefined;
      } else if (timer === undefined) {
        beat();
        timer = setInterval(beat, everyMs);
      }
    },
  };
}
