/**
 * Owns the guard's Worker, in both hosts. It starts the Worker for `open`, passes messages, ends
 * the Worker when nobody has asked for a while, and tells when it has died.
 *
 *     no Worker ── open ──▶ loading ──▶ ready ── idle, close ──▶ no Worker
 *                              └── error, silence ──▶ crashed ── open ──▶ loading
 */
import { type GuardSource, sameSource } from '../../core/guard-source';
import {
  type AskAnswer,
  GuardEvent,
  type GuardRequest,
  type GuardState,
  type PromptKind,
} from '../../platform/guard-protocol';
import type { HostChannel, Keeper } from './host';
import { type WorkerLike, WorkerWatch } from './worker-watch';

export interface GuardKeeperOptions {
  spawn(): WorkerLike<GuardRequest>;
  /** The Worker has been ended because nothing was asked for the time that `open` named. */
  idle?(): void;
  /** A Worker has been started, or has ended. */
  running?(isRunning: boolean): void;
}

/**
 * Half a minute, three, or five. Without a graphics processor each run of the guard blocks the
 * Worker until it is through; an image takes as long as many texts, and loading may take longer.
 */
const DEAD_TICKS = { ready: 6, image: 36, loading: 60 } as const;

export class GuardKeeper implements Keeper<GuardRequest, GuardEvent> {
  readonly #watch: WorkerWatch<GuardRequest, GuardEvent>;
  #source: GuardSource | null = null;
  /** As the last `open` said. */
  #idleMs = 0;
  #state: GuardState = { status: 'none' };
  #listener: ((event: GuardEvent) => void) | null = null;
  /** Counts connections. */
  #epoch = 0;
  /** Asked by the present connection and not answered. */
  readonly #asked = new Map<number, PromptKind>();
  /** It may be looking at an image, though that may be cancelled by now: until it speaks. */
  #mayLook = false;

  constructor({ spawn, idle, running }: GuardKeeperOptions) {
    this.#watch = new WorkerWatch({
      name: 'The guard',
      spawn,
      event: GuardEvent,
      probe: { type: 'state' },
      expects: () => ({
        busy: this.#asked.size > 0 || this.#state.status === 'loading',
        deadTicks: this.#deadTicks(),
        idleMs: this.#idleMs,
      }),
      heard: (event) => this.#heard(event),
      died: (message) => {
        this.#interrupt();
        this.#setState({ status: 'failed', code: 'crashed', message });
      },
      idle: () => {
        this.#setState({ status: 'none' });
        idle?.();
      },
      running: (isRunning) => running?.(isRunning),
    });
  }

  get running(): boolean {
    return this.#watch.running;
  }

  /**
   * The new connection hears nothing before its first `open`, since the open guard may be another
   * than the one it means.
   */
  attach(listener: (event: GuardEvent) => void): HostChannel<GuardRequest> {
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

  stop(): void {
    this.#watch.end();
    this.#interrupt();
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
        if (!this.#watch.running) return;
        for (const { id, kind } of request.requests) {
          this.#asked.set(id, kind);
          this.#mayLook ||= kind === 'image';
        }
        break;
      case 'cancel':
        for (const id of request.ids) this.#asked.delete(id);
        break;
    }
    this.#watch.post(request);
  }

  #open(request: Extract<GuardRequest, { type: 'open' }>): void {
    this.#idleMs = request.idleMs;
    const { status } = this.#state;
    const open = this.#watch.running && (status === 'loading' || status === 'ready');
    if (open && sameSource(this.#source, request.source)) {
      this.#emit({ type: 'state', state: this.#state });
      this.#watch.keepTime();
      return;
    }
    // A fresh Worker for each build: whatever the last one held is gone for certain.
    this.#watch.end();
    this.#interrupt();
    this.#source = request.source;
    this.#setState({ status: 'loading', stage: 'files', loadedBytes: 0, totalBytes: 0 });
    this.#watch.start(request);
  }

  #heard(event: GuardEvent): void {
    if (event.type === 'state') {
      this.#setState(event.state);
      return;
    }
    // Answers that an earlier connection waited for are of no use to this one.
    const answers = event.answers.filter(({ id }) => this.#asked.delete(id));
    this.#mayLook = [...this.#asked.values()].includes('image');
    if (answers.length > 0) this.#emit({ type: 'answers', answers });
  }

  /** The Worker has ended, with what it still had to answer. */
  #interrupt(): void {
    const answers = [...this.#asked.keys()].map(interrupted);
    this.#asked.clear();
    if (answers.length > 0) this.#emit({ type: 'answers', answers });
  }

  #dropAsked(): void {
    if (this.#asked.size === 0) return;
    const ids = [...this.#asked.keys()];
    this.#asked.clear();
    this.#watch.post({ type: 'cancel', ids });
  }

  #deadTicks(): number {
    if (this.#state.status === 'loading') return DEAD_TICKS.loading;
    const mayBlock = this.#state.status === 'ready' && this.#state.device.kind === 'wasm';
    return mayBlock && this.#mayLook ? DEAD_TICKS.image : DEAD_TICKS.ready;
  }

  #setState(state: GuardState): void {
    this.#state = state;
    this.#emit({ type: 'state', state });
  }

  #emit(event: GuardEvent): void {
    this.#listener?.(event);
  }
}

const interrupted = (id: number): AskAnswer => ({
  ok: false,
  id,
  reason: 'interrupted',
  message: 'The guard stopped before it had answered.',
});
