/**
 * Starts a Worker, listens to it, ends it when nothing is expected of it for a while, and notices
 * when it has died.
 *
 * A dedicated Worker that the browser kills says nothing, so silence counts too: while something is
 * expected, a Worker that has not spoken is probed, and given up when it stays silent. A Worker that
 * was told anything owes a word and is watched until it has spoken, or a dead one would pass for
 * one at rest. Silence is measured in ticks of a timer, which stand still while the computer sleeps.
 */
import * as v from 'valibot';

/** What is used of a Worker. */
export interface WorkerLike<Request> {
  postMessage(message: Request): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** How a Worker stands, as its keeper sees it. */
export interface Expectation {
  /** Something is expected of it: it is not ended for idleness. */
  busy: boolean;
  /** Silent ticks after which it is given up. */
  deadTicks: number;
  /** Milliseconds without anything expected, after which it is ended. */
  idleMs: number;
}

export interface WatchOptions<Request, Event> {
  /** For sentences: `The guard`. */
  name: string;
  spawn(): WorkerLike<Request>;
  /** Of what the Worker says. */
  event: v.GenericSchema<unknown, Event>;
  /** A request that every living Worker answers. */
  probe: Request;
  expects(): Expectation;
  heard(event: Event): void;
  /** It has ended by itself or was given up; `message` says how, for details. */
  died(message: string): void;
  /** It has been ended because nothing was expected of it. */
  idle(): void;
  /** It has been started, or has ended. */
  running(isRunning: boolean): void;
}

export const TICK_MS = 5_000;

export class WorkerWatch<Request, Event> {
  readonly #options: WatchOptions<Request, Event>;
  #worker: WorkerLike<Request> | null = null;
  /** It has been told something since it last spoke. */
  #owesWord = false;
  #silentTicks = 0;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WatchOptions<Request, Event>) {
    this.#options = options;
  }

  get running(): boolean {
    return this.#worker !== null;
  }

  /** Ends the present Worker and starts one with this request. Never throws: it may have `died`. */
  start(first: Request): void {
    this.end();
    const { name, spawn, running, died } = this.#options;
    try {
      this.#worker = this.#listen(spawn());
      running(true);
      this.post(first);
    } catch (error) {
      this.end();
      died(`${name} could not be started; the browser said: ${error}`);
    }
  }

  /** Does nothing where no Worker runs. */
  post(request: Request): void {
    if (!this.#worker) return;
    this.#owesWord = true;
    this.#worker.postMessage(request);
    this.keepTime();
  }

  end(): void {
    const worker = this.#worker;
    this.#worker = null;
    this.#owesWord = false;
    this.keepTime();
    if (!worker) return;
    worker.terminate();
    this.#options.running(false);
  }

  /** To be called when what is expected has changed without a message to or from the Worker. */
  keepTime(): void {
    const { busy, idleMs } = this.#options.expects();
    const watched = this.#worker !== null && (busy || this.#owesWord);
    if (watched && this.#ticker === undefined) {
      this.#silentTicks = 0;
      this.#ticker = setInterval(() => this.#tick(), TICK_MS);
    } else if (!watched) {
      clearInterval(this.#ticker);
      this.#ticker = undefined;
    }
    clearTimeout(this.#idleTimer);
    if (watched || !this.#worker) return;
    this.#idleTimer = setTimeout(() => {
      this.end();
      this.#options.idle();
    }, idleMs);
  }

  #listen(worker: WorkerLike<Request>): WorkerLike<Request> {
    const { name } = this.#options;
    const mine = (act: () => void): void => {
      if (this.#worker === worker) act();
    };
    worker.onmessage = ({ data }) => mine(() => this.#heard(data));
    worker.onmessageerror = () => mine(() => this.#died(`${name} sent what cannot be read.`));
    worker.onerror = (event) =>
      mine(() => this.#died(`${name} stopped: ${event.message || 'its program did not start'}.`));
    return worker;
  }

  #heard(data: unknown): void {
    this.#silentTicks = 0;
    this.#owesWord = false;
    const parsed = v.safeParse(this.#options.event, data);
    if (parsed.success) this.#options.heard(parsed.output);
    else console.debug('seawall: dropped a malformed event', parsed.issues[0].message);
    this.keepTime();
  }

  #died(message: string): void {
    this.end();
    this.#options.died(message);
  }

  #tick(): void {
    const { name, probe, expects } = this.#options;
    const { deadTicks } = expects();
    this.#silentTicks++;
    if (this.#silentTicks >= deadTicks) {
      const seconds = (deadTicks * TICK_MS) / 1000;
      this.#died(`${name} has not answered for ${seconds} seconds, so it was ended.`);
    } else if (this.#silentTicks > 1) {
      this.post(probe);
    }
  }
}
