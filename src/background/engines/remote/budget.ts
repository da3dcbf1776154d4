/**
 * How many requests may still be sent: so many in any minute, kept over restarts of the background
 * and shared by all tabs. No rate limiter that we know of keeps its count where a killed program
 * finds it again.
 *
 * The server counts when a request arrives, and we know only when it left and when its answer came.
 * So a request takes its place from before it leaves until a minute after its answer came.
 */
import * as v from 'valibot';
import { HOSTED_PER_MINUTE } from '../../../core/engines';
import { sleep } from '../../../core/waiting';

export const WINDOW_MS = 60_000;
/** What was under way when the background was ended may still arrive for so long. */
const LATE_MS = 10_000;
/** Clocks differ, and the server may count in whole seconds. */
const MARGIN_MS = 1_000;

/** When each request's answer came; null for one that has none yet. Times in ms since 1970. */
const Stored = v.object({
  sent: v.array(v.object({ id: v.string(), endedAt: v.nullable(v.number()) })),
  /** The server asked to be left alone until then. */
  pausedUntil: v.number(),
});
type Stored = v.InferOutput<typeof Stored>;

/** One request's leave to go out. */
export interface Place {
  /** Its answer has come, or none will. @param retryAfterMs as the server asked for */
  ended(retryAfterMs: number | null): void;
  /** It was not sent after all. */
  unused(): void;
}

export interface BudgetOptions {
  load(): Promise<unknown>;
  save(stored: Stored): Promise<void>;
  now?: () => number;
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  perMinute?: number;
}

export class Budget {
  readonly #options: BudgetOptions;
  readonly #now: () => number;
  readonly perMinute: number;
  #sent: Stored['sent'] = [];
  #pausedUntil = 0;
  #loaded: Promise<void> | null = null;
  /** One after another, so that no two take the same place. */
  #chain: Promise<unknown> = Promise.resolve();

  constructor(options: BudgetOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.perMinute = options.perMinute ?? HOSTED_PER_MINUTE;
  }

  /** Requests that may leave now. */
  get left(): number {
    this.#forget();
    return this.#now() < this.#pausedUntil ? 0 : Math.max(0, this.perMinute - this.#sent.length);
  }

  /** When the next request may leave; now, where one may. */
  get nextAt(): number {
    this.#forget();
    const now = this.#now();
    const free = this.#sent
      .map(({ endedAt }) => (endedAt ?? now) + WINDOW_MS + MARGIN_MS)
      .sort((a, b) => a - b);
    const over = this.#sent.length - this.perMinute;
    return Math.max(now, this.#pausedUntil, over < 0 ? 0 : (free[over] ?? 0));
  }

  /** Reads what an earlier life of the background has sent. */
  start(): Promise<void> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  /**
   * Takes a place, waiting for one where need be. It is on disk before this resolves.
   * @throws the signal's reason; what the storage says, where nothing can be stored
   */
  take(signal: AbortSignal): Promise<Place> {
    const taken = this.#chain.then(() => this.#take(signal));
    this.#chain = taken.catch(() => {});
    // Whoever is not wanted any more need not wait for those before.
    return new Promise((resolve, reject) => {
      const aborted = () => reject(signal.reason);
      signal.addEventListener('abort', aborted, { once: true });
      if (signal.aborted) aborted();
      taken
        .then((place) => {
          if (signal.aborted) place.unused();
          else resolve(place);
        }, reject)
        .finally(() => signal.removeEventListener('abort', aborted));
    });
  }

  /** `take`, for a client that sends one request at a time. */
  readonly admit = async (signal: AbortSignal): Promise<Place['ended']> =>
    (await this.take(signal)).ended;

  async #take(signal: AbortSignal): Promise<Place> {
    await this.start();
    signal.throwIfAborted();
    while (this.left === 0) {
      await (this.#options.sleep ?? sleep)(Math.max(50, this.nextAt - this.#now()), signal);
      signal.throwIfAborted();
    }
    const sent: Stored['sent'][number] = { id: crypto.randomUUID(), endedAt: null };
    const drop = () => {
      this.#sent = this.#sent.filter((each) => each !== sent);
    };
    this.#sent.push(sent);
    // Before the request leaves: a program that is killed now must find it again.
    await this.#save().catch((error) => {
      drop();
      throw error;
    });
    const save = () =>
      void this.#save().catch((error) => console.debug('seawall: the budget is not stored', error));
    return {
      ended: (retryAfterMs) => {
        sent.endedAt = this.#now();
        if (retryAfterMs !== null)
          this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + retryAfterMs + MARGIN_MS);
        save();
      },
      unused: () => {
        drop();
        save();
      },
    };
  }

  async #load(): Promise<void> {
    const stored = v.safeParse(Stored, await this.#options.load().catch(() => undefined));
    const now = this.#now();
    const known = stored.success ? stored.output : { sent: [], pausedUntil: 0 };
    // What was under way when the background ended may be arriving still. A clock that was set back
    // must not stop us for hours.
    const past = known.sent.map(({ id, endedAt }) => ({
      id,
      endedAt: endedAt === null ? now + LATE_MS : Math.min(endedAt, now + LATE_MS),
    }));
    this.#sent.unshift(...past);
    this.#pausedUntil = Math.min(known.pausedUntil, now + 60 * WINDOW_MS);
  }

  #forget(): void {
    const now = this.#now();
    this.#sent = this.#sent.filter(
      ({ endedAt }) =>
        endedAt === null || now - Math.min(endedAt, now + LATE_MS) < WINDOW_MS + MARGIN_MS,
    );
  }

  #save(): Promise<void> {
    this.#forget();
    return this.#options.save({ sent: this.#sent, pausedUntil: this.#pausedUntil });
  }
}
