/**
 * What cannot wait for the page's idle moments: a little work in the next frame, after the page's
 * own frame callbacks and the browser's layout and before it paints. Styles and boxes are known
 * then, so that reading them costs the page no layout of its own.
 *
 * It is lent, not given: a turn is TURN_MS long at most, and all of them together no more than SHARE
 * of the time. Beyond that the work is left to the slices.
 */
import { doc } from './dom';

export const TURN_MS = 3;
const SHARE = 0.1;
/** What may be saved up, for what comes after a quiet time. */
const SAVED_MS = 30;
/** For a frame that does not come. */
const PATIENCE_MS = 100;
const FIRST_FRAME_MS = 500;

/**
 * When the browser has worked out the styles of the whole page, which it does for its first frame
 * anyway: asked for before, a hundred thousand elements would be one long task of ours.
 */
export function afterFirstFrame(run: () => void, signal: AbortSignal): void {
  if (doc.hidden) {
    run();
    return;
  }
  const go = (): void => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    if (!signal.aborted) run();
  };
  const frame = requestAnimationFrame(go);
  const timer = setTimeout(go, FIRST_FRAME_MS);
}

export class FrameTurns {
  #isPlanned = false;
  #credit = SAVED_MS;
  #creditedAt = performance.now();
  #sizes: ResizeObserver | null = null;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    /** Works until then; true while there is more of what cannot wait. */
    private readonly turn: (end: number) => boolean,
    private readonly measure: <T>(work: () => T) => T,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.#over());
  }

  plan(): void {
    if (this.#isPlanned || this.signal.aborted || doc.hidden || !this.#hasCredit()) return;
    this.#isPlanned = true;
    this.#frame = requestAnimationFrame(() => {
      // Told of after layout, in this very frame.
      this.#sizes ??= new ResizeObserver(() => this.#go());
      this.#sizes.observe(doc.root);
    });
    this.#timer = setTimeout(() => this.#go(), PATIENCE_MS);
  }

  #go(): void {
    if (!this.#isPlanned) return;
    this.#over();
    if (this.signal.aborted) return;
    const start = performance.now();
    let hasMore = false;
    try {
      hasMore = this.measure(() => this.turn(start + TURN_MS));
    } finally {
      this.#credit -= performance.now() - start;
      if (hasMore) this.plan();
    }
  }

  #hasCredit(): boolean {
    const now = performance.now();
    this.#credit = Math.min(SAVED_MS, this.#credit + (now - this.#creditedAt) * SHARE);
    this.#creditedAt = now;
    return this.#credit > 0;
  }

  #over(): void {
    this.#isPlanned = false;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#sizes?.disconnect();
  }
}
