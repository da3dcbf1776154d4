/**
 * What cannot wait for the page's idle moments: a little work ahead of the next frame, in a task of
 * its own right after the page's; or in the frame, after the page's own callbacks and the browser's
 * layout and before it paints. Ahead of the frame, the layout that the frame would have made is made
 * for us: where the page goes on changing it is made twice, so that this is for light pages only. In
 * the frame, styles and boxes are known, and reading them costs no layout at all.
 *
 * It is lent, not given: a turn is TURN_MS long at most besides the layout, and all turns of a sort
 * together no more than SHARE of the time. Beyond that the work is left to the slices.
 */
import { doc } from './dom';
import { inTask } from './tasks';

export const TURN_MS = 3;
const SHARE = 0.1;
/** What may be saved up, for what comes after a quiet time. */
const SAVED_MS = 30;
/** For a frame that does not come. */
const PATIENCE_MS = 100;
const NEXT_FRAME_MS = 500;

/**
 * When the browser has worked out the styles of the whole page, which it does for its next frame
 * anyway: asked for before, a hundred thousand elements would be one long task of ours.
 */
export function afterNextFrame(run: () => void, signal: AbortSignal): void {
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
  const timer = setTimeout(go, NEXT_FRAME_MS);
}

export class FrameTurns {
  #isPlanned = false;
  #isHeavy = false;
  readonly #ahead = new Credit();
  readonly #inFrame = new Credit();
  #sizes: ResizeObserver | null = null;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    /** Works until then; true while there is more of what cannot wait. */
    private readonly turn: (end: number) => boolean,
    /** Whether the page is so small that its layout can be made for us. */
    private readonly isLight: () => boolean,
    private readonly measure: <T>(work: () => T) => T,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.#over());
  }

  /** `isLittle`: to lay out what has come is little, too. */
  plan(isLittle = true): void {
    if (this.signal.aborted || doc.hidden) return;
    if (!isLittle) this.#waitForLayout();
    if (this.#isPlanned) return;
    const isAhead = !this.#isHeavy && this.#ahead.isLeft && this.isLight();
    const isInFrame = this.#inFrame.isLeft;
    if (!isAhead && !isInFrame) return;
    this.#isPlanned = true;
    if (isAhead) inTask(() => this.#go(this.#ahead), 'user-blocking');
    if (!isInFrame) return;
    this.#frame = requestAnimationFrame(() => {
      // Told of after layout, in this very frame.
      this.#sizes ??= new ResizeObserver(() => this.#go(this.#inFrame));
      this.#sizes.observe(doc.root);
    });
    this.#timer = setTimeout(() => this.#go(this.#inFrame), PATIENCE_MS);
  }

  /** Much is to be laid out: nothing is done ahead of the frame that does so. */
  #waitForLayout(): void {
    if (this.#isHeavy) return;
    this.#isHeavy = true;
    afterNextFrame(() => {
      this.#isHeavy = false;
    }, this.signal);
  }

  #go(credit: Credit): void {
    if (!this.#isPlanned) return;
    if (credit === this.#ahead && this.#isHeavy) {
      this.#over();
      this.plan();
      return;
    }
    this.#over();
    if (this.signal.aborted) return;
    const start = performance.now();
    let hasMore = false;
    try {
      hasMore = this.measure(() => this.turn(start + TURN_MS));
    } finally {
      credit.spend(performance.now() - start);
      if (hasMore) this.plan();
    }
  }

  #over(): void {
    this.#isPlanned = false;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#sizes?.disconnect();
  }
}

/** Milliseconds that may be used: SHARE of those that pass, and what of them has been saved up. */
class Credit {
  #left = SAVED_MS;
  #at = performance.now();

  get isLeft(): boolean {
    const now = performance.now();
    this.#left = Math.min(SAVED_MS, this.#left + (now - this.#at) * SHARE);
    this.#at = now;
    return this.#left > 0;
  }

  spend(ms: number): void {
    this.#left -= ms;
  }
}
