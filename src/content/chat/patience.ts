/**
 * How long an answer that is being written is left alone before it is asked about again. It is asked
 * when it pauses, now and then while it does not, and at once when the page says that it is done.
 *
 * Each time all of it is asked about, so both waits grow with its length and with the times that it
 * has been asked: a minute of writing is asked about some seven times, and an answer of many windows
 * less often.
 */

/** UTF-16 units that cost about one window (worker/token-windows.ts). */
const WINDOW = 1_500;
const PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
const RESTLESS_MS = 2_000;
const LONGEST_RESTLESS_MS = 16_000;

export class Patience {
  #asks = 0;
  /** When it was asked last, or began to grow. */
  #since: number;
  /** The page has said that it is being written: so it will say when it is not. */
  #isTold = false;

  constructor(now: number) {
    this.#since = now;
  }

  asked(now: number): void {
    this.#asks++;
    this.#since = now;
  }

  /** Milliseconds until it may be asked, 0 or less: now; looked at again after so many at most. */
  waitOf(now: number, changedAt: number, length: number, isStreaming: boolean): number {
    if (this.#isTold && !isStreaming) return 0;
    this.#isTold ||= isStreaming;
    const times = this.#asks + Math.max(1, Math.ceil(length / WINDOW));
    const pauseEnds = changedAt + Math.min(PAUSE_MS * times, LONGEST_PAUSE_MS);
    const latest = this.#since + Math.min(RESTLESS_MS * times, LONGEST_RESTLESS_MS);
    const wait = Math.min(pauseEnds, latest) - now;
    return isStreaming ? Math.min(wait, PAUSE_MS) : wait;
  }
}
