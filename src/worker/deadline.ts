/**
 * Deadlines that a sleeping laptop does not use up: they are counted in ticks of a timer, which does
 * not tick while the machine is asleep, whatever the clock on the wall says afterwards.
 */

export interface Timers {
  /** @returns stops it */
  every(milliseconds: number, tick: () => void): () => void;
}

export const realTimers: Timers = {
  every(milliseconds, tick) {
    const timer = setInterval(tick, milliseconds);
    return () => clearInterval(timer);
  },
};

/** What was waited for did not come in time. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** A run has so long at least, and so many times what it should take. */
const RUN_MS = 10_000;
const RUN_TIMES = 20;

/** Milliseconds that a run may take which should take so many. */
export const deadlineOf = (expectedMs: number): number => Math.max(RUN_MS, RUN_TIMES * expectedMs);

const TICK_MS = 500;

export interface DeadlineOptions {
  readonly milliseconds: number;
  readonly timers: Timers;
  /** Ends the wait with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Waits for some work. What it comes to after the deadline is dropped; the work itself goes on.
 * @throws DeadlineError, or the signal's reason, or what the work throws
 */
export function withDeadline<T>(
  work: Promise<T>,
  { milliseconds, timers, signal }: DeadlineOptions,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    // The first tick may come at once after a sleep, so one more is waited for.
    let ticks = Math.ceil(milliseconds / TICK_MS) + 1;
    const stop = timers.every(TICK_MS, () => {
      if (--ticks > 0) return;
      end();
      reject(new DeadlineError(`no answer within ${Math.round(milliseconds / 1000)} seconds`));
    });
    const aborted = () => {
      end();
      reject(signal?.reason);
    };
    const end = () => {
      stop();
      signal?.removeEventListener('abort', aborted);
    };
    if (signal?.aborted) aborted();
    signal?.addEventListener('abort', aborted);
    work.then(
      (value) => {
        end();
        resolve(value);
      },
      (error: unknown) => {
        end();
        reject(error);
      },
    );
  });
}
