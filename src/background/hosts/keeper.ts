/**
 * Owns the guard's Worker, in both hosts. It starts the Worker for `open`, passes messages, ends
 * the Worker when nobody has asked for a while, and tells when it has died.
 *
 *     no Worker ── open ──▶ loading ──▶ ready ── idle, close ──▶ no Worker
 *                              └── error, silence ──▶ crashed ── open ──▶ loading
 *
 * A dedicated Worker that the browser kills says nothing, so silence counts too: while work is
 * out, a Worker that has not spoken is asked for its state, and given up when it stays silent.
 * Silence is measured in ticks of a timer, which stand still while the computer sleeps.
 * A Worker that was told anything owes a word: it is watched until it has spoken, even where what
 * was asked is cancelled meanwhile, or a dead one would pass for ready.
 */
import * as v from 'valibot';
import { type GuardSource, sameSource } from '../../core/guard-source';
import {
  type AskAnswer,
  GuardEvent,
  type GuardRequest,
  type GuardState,
} from '../../platform/guard-protocol';

/** What the keeper uses of a Worker. */
export interface WorkerLike {
  postMessage(message: GuardRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface KeeperOptions {
  spawn(): WorkerLike;
  /** The Worker has been ended because nothing was asked for the time that `open` named. */
  idle?(): void;
  /** A Worker has been started, or has ended. */
  running?(isRunning: boolean): void;
}

export interface KeeperConnection {
  send(request: GuardRequest): void;
  /** Drops what this connection has asked for; the Worker stays. */
  close(): void;
}

export const TICK_MS = 5_000;
/**
 * Silent ticks after which a Worker is given up: half a minute, or five. Without a graphics processor
 * each run of the guard blocks the Worker until it is through, and loading may block it for longer.
 */
const DEAD_TICKS = { ready: 6, loading: 60 } as const;

export class GuardKeeper {
  readonly #options: KeeperOptions;
  #worker: WorkerLike | null = null;
  #source: GuardSource | null = null;
  /** As the last `open` said. */
  #idleMs = 0;
  #state: GuardState = { status: 'none' };
  #listener: ((event: GuardEvent) => void) | null = null;
  /** Counts connections. */
  #epoch = 0;
  /** Asked by the present connection and not answered. */
  readonly #asked = new Set<number>();
  /** The Worker has been told something since it last spoke. */
  #owesWord = false;
  #silentTicks = 0;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  get running(): boolean {
    return this.#worker !== null;
  }

  /**
   * Whoever was connected before is gone: the background lives once. The new one hears nothing
   * before its first `open`, since the open guard may be another than the one it means.
   */
  attach(listener: (event: GuardEvent) => void): KeeperConnection {
    this.#dropAsked();
    this.#listener = null;
    const epoch = ++this.#epoch;
    return {
      send: (request) => {
        if (this.#epoch !== epoch) return;
        if (request.type === 'open') this.#listener = listener;
        this.#handle(request);
      },
      close: () => {
        if (this.#epoch !== epoch) return;
        this.#dropAsked();
        this.#listener = null;
      },
    };
  }

  /** Ends the Worker: that frees all its memory, the GPU's included. */
  stop(): void {
    this.#end();
    this.#setState({ status: 'none' });
  }

  #handle(request: GuardRequest): void {
    switch (request.type) {
      case 'open':
        this.#open(request);
        return;
      case 'close':
        this.stop();
        return;
      case 'state':
        this.#emit({ type: 'state', state: this.#state });
        return;
      case 'ask':
        // Crossed with the news that the Worker has ended; whoever asks hears that and asks again.
        if (!this.#worker) return;
        for (const { id } of request.requests) this.#asked.add(id);
        break;
      case 'cancel':
        for (const id of request.ids) this.#asked.delete(id);
        break;
    }
    this.#post(request);
    this.#keepTime();
  }

  #open(request: Extract<GuardRequest, { type: 'open' }>): void {
    this.#idleMs = request.idleMs;
    const { status } = this.#state;
    const open = this.#worker !== null && (status === 'loading' || status === 'ready');
    if (open && sameSource(this.#source, request.source)) {
      this.#emit({ type: 'state', state: this.#state });
      this.#keepTime();
      return;
    }
    // A fresh Worker for each build: whatever the last one held is gone for certain.
    this.#end();
    this.#source = request.source;
    this.#setState({ status: 'loading', stage: 'files', loadedBytes: 0, totalBytes: 0 });
    try {
      this.#worker = this.#listen(this.#options.spawn());
      this.#options.running?.(true);
      this.#post(request);
    } catch (error) {
      this.#crash(`Tried to start the guard's worker; the browser said: ${error}`);
      return;
    }
    this.#keepTime();
  }

  #listen(worker: WorkerLike): WorkerLike {
    const mine = (act: () => void): void => {
      if (this.#worker === worker) act();
    };
    worker.onmessage = ({ data }) => mine(() => this.#heard(data));
    worker.onmessageerror = () => mine(() => this.#crash('The guard sent what cannot be read.'));
    worker.onerror = (event) =>
      mine(() =>
        this.#crash(`The guard stopped: ${event.message || 'its program did not start'}.`),
      );
    return worker;
  }

  #post(request: GuardRequest): void {
    if (!this.#worker) return;
    this.#owesWord = true;
    this.#worker.postMessage(request);
  }

  #heard(data: unknown): void {
    this.#silentTicks = 0;
    this.#owesWord = false;
    const parsed = v.safeParse(GuardEvent, data);
    if (!parsed.success) {
      console.debug('seawall: dropped a malformed guard event', parsed.issues[0].message);
      return;
    }
    const event = parsed.output;
    if (event.type === 'state') {
      this.#state = event.state;
      this.#emit(event);
    } else {
      // Answers that an earlier connection waited for are of no use to this one.
      const answers = event.answers.filter(({ id }) => this.#asked.delete(id));
      if (answers.length > 0) this.#emit({ type: 'answers', answers });
    }
    this.#keepTime();
  }

  #crash(message: string): void {
    this.#end();
    this.#setState({ status: 'failed', code: 'crashed', message });
  }

  /** Ends the Worker; what it still had to answer is answered as interrupted. */
  #end(): void {
    const worker = this.#worker;
    this.#worker = null;
    this.#owesWord = false;
    if (worker) {
      worker.terminate();
      this.#options.running?.(false);
    }
    const answers = [...this.#asked].map(interrupted);
    this.#asked.clear();
    this.#keepTime();
    if (answers.length > 0) this.#emit({ type: 'answers', answers });
  }

  #dropAsked(): void {
    if (this.#asked.size === 0) return;
    this.#post({ type: 'cancel', ids: [...this.#asked] });
    this.#asked.clear();
    this.#keepTime();
  }

  #setState(state: GuardState): void {
    this.#state = state;
    this.#emit({ type: 'state', state });
  }

  #emit(event: GuardEvent): void {
    this.#listener?.(event);
  }

  /** Ticks while something is expected of the Worker; waits for idleness while nothing is. */
  #keepTime(): void {
    const expected = this.#owesWord || this.#asked.size > 0 || this.#state.status === 'loading';
    const busy = this.#worker !== null && expected;
    if (busy && this.#ticker === undefined) {
      this.#silentTicks = 0;
      this.#ticker = setInterval(() => this.#tick(), TICK_MS);
    } else if (!busy) {
      clearInterval(this.#ticker);
      this.#ticker = undefined;
    }
    clearTimeout(this.#idleTimer);
    if (busy || !this.#worker) return;
    this.#idleTimer = setTimeout(() => {
      this.stop();
      this.#options.idle?.();
    }, this.#idleMs);
  }

  #tick(): void {
    this.#silentTicks++;
    const limit = this.#state.status === 'loading' ? DEAD_TICKS.loading : DEAD_TICKS.ready;
    if (this.#silentTicks >= limit) {
      const seconds = (limit * TICK_MS) / 1000;
      this.#crash(`The guard has not answered for ${seconds} seconds, so it was ended.`);
      return;
    }
    this.#post({ type: 'state' });
  }
}

const interrupted = (id: number): AskAnswer => ({
  ok: false,
  id,
  reason: 'interrupted',
  message: 'The guard stopped before it had answered.',
});
