/**
 * The guard on this machine. Opens it at the first request and again after a crash, holds what is
 * asked while it loads, and tells everyone its state.
 *
 * `state` is what people see: a guard that was unloaded for idleness stays `ready`, since the next
 * request wakes it.
 */
import { type GuardSource, sameSource } from '../../core/guard-source';
import type {
  AskRequest,
  GuardEvent,
  GuardRequest,
  GuardState,
} from '../../platform/guard-protocol';
import type { GuardHost, HostChannel } from '../hosts/host';
import type { Engine, EngineAnswer, EngineRequest, GuardIdentity } from './engine';
import { askOf, engineAnswer } from './words';

export interface LocalEngineOptions {
  host: GuardHost;
  /** Address of a packaged build's folder, as the Worker fetches it. */
  urlOf(path: string): string;
  /** What the `build.json` at this address says; null where there is none to read. */
  identityAt(url: string): Promise<GuardIdentity | null>;
  stateChanged(state: GuardState): void;
  /** The guard answers again after it had failed. */
  recovered(): void;
  /** It has crashed too often, and is not opened again by itself. */
  gaveUp?(): void;
  now?: () => number;
}

const DEFAULT_IDLE_MS = 5 * 60_000;
/** More crashes than this within the window, and only a person's `retry` opens the guard again. */
const MAX_CRASHES = 2;
const CRASH_WINDOW_MS = 10 * 60_000;

const LOADING: GuardState = { status: 'loading', stage: 'files', loadedBytes: 0, totalBytes: 0 };

export class LocalEngine implements Engine {
  readonly name = 'local';
  readonly #options: LocalEngineOptions;
  readonly #now: () => number;
  #source: GuardSource | null = null;
  #idleMs = DEFAULT_IDLE_MS;
  #identity: Promise<GuardIdentity | null> = Promise.resolve(null);
  #state: GuardState = { status: 'none' };
  /** What the Worker itself last said. */
  #worker: GuardState['status'] = 'none';
  /** Called at the Worker's next word on its state, or when there will be none. */
  #onWord: (() => void)[] = [];
  #failedBefore = false;
  #crashes: number[] = [];

  #channel: HostChannel<GuardRequest> | null = null;
  #connecting = false;
  /** Counts connections: events of an earlier one are dropped. */
  #epoch = 0;

  /**
   * Ids start at the time, so that an answer meant for a life of the background that has ended is
   * never taken for one of this life.
   */
  #nextId: number;
  readonly #pending = new Map<number, EngineRequest>();
  readonly #idOf = new Map<EngineRequest, number>();
  readonly #sent = new Set<number>();

  constructor(options: LocalEngineOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#nextId = this.#now() * 1000;
  }

  get state(): GuardState {
    return this.#state;
  }

  get status(): GuardState['status'] {
    return this.#state.status;
  }

  /** The guard that is chosen. */
  get source(): GuardSource | null {
    return this.#source;
  }

  identity(): Promise<GuardIdentity | null> {
    return this.#identity;
  }

  /** The guard is unloaded when nothing was asked for this long; applies to an open one at once. */
  setIdleMs(idleMs: number): void {
    if (idleMs === this.#idleMs) return;
    this.#idleMs = idleMs;
    const loaded = this.#worker === 'loading' || this.#worker === 'ready';
    // What is open already is not opened anew: its keeper takes the time and says how it stands.
    if (loaded && this.#source) this.#sendOpen(this.#source);
  }

  /**
   * Takes this guard from now on, without loading it. What was asked of another is interrupted.
   * Where none is chosen, resolves when the last one's Worker has been ended.
   */
  async choose(source: GuardSource | null): Promise<void> {
    if (sameSource(source, this.#source)) return;
    this.#source = source;
    this.#identity = this.#identify(source);
    this.#crashes = [];
    this.#failedBefore = false;
    this.#fail('interrupted');
    this.#disconnect();
    this.#heardWord();
    if (source) {
      this.#show(LOADING);
      return;
    }
    this.#show({ status: 'none' });
    await this.#options.host
      .stop()
      .catch((error) => console.debug('seawall: host not stopped', error));
  }

  /**
   * Loads the chosen guard where it is not loaded, though nobody asks yet. Resolves when `state`
   * is what the Worker itself says: after a restart of the background it may long be ready.
   */
  wake(): Promise<void> {
    if (this.#state.status !== 'loading' || !this.#source) return Promise.resolve();
    if (this.#channel && this.#worker !== 'none') return Promise.resolve();
    this.#open();
    return new Promise((resolve) => this.#onWord.push(resolve));
  }

  /** A person wants it tried again. */
  retry(): void {
    this.#crashes = [];
    if (this.#state.status === 'failed') this.#show(LOADING);
    this.#open();
  }

  ask(requests: readonly EngineRequest[]): void {
    for (const request of requests) {
      if (request.signal.aborted) continue;
      if (!this.#source) request.answered({ ok: false, reason: 'no-guard' });
      else if (this.#state.status === 'failed') {
        request.answered({ ok: false, reason: 'guard-failed' });
      } else this.#hold(request);
    }
    if (this.#pending.size === 0) return;
    if (this.#worker === 'ready') this.#send(requests);
    else this.#open();
  }

  #hold(request: EngineRequest): void {
    if (this.#idOf.has(request)) return;
    const id = this.#nextId++;
    this.#pending.set(id, request);
    this.#idOf.set(request, id);
    request.signal.addEventListener(
      'abort',
      () => {
        if (!this.#forget(id)) return;
        if (this.#sent.delete(id)) this.#channel?.send({ type: 'cancel', ids: [id] });
      },
      { once: true },
    );
  }

  /** Also for requests sent before: the Worker takes a repeated id as a new priority. */
  #send(requests: Iterable<EngineRequest>): void {
    const asks: AskRequest[] = [];
    for (const request of requests) {
      const id = this.#idOf.get(request);
      if (id === undefined) continue;
      this.#sent.add(id);
      asks.push(askOf(id, request));
    }
    if (asks.length > 0) this.#channel?.send({ type: 'ask', requests: asks });
  }

  #forget(id: number): EngineRequest | undefined {
    const request = this.#pending.get(id);
    this.#pending.delete(id);
    if (request) this.#idOf.delete(request);
    return request;
  }

  #answer(id: number, answer: EngineAnswer): void {
    this.#sent.delete(id);
    const request = this.#forget(id);
    if (request && !request.signal.aborted) request.answered(answer);
  }

  #fail(reason: 'interrupted' | 'guard-failed'): void {
    for (const id of [...this.#pending.keys()]) this.#answer(id, { ok: false, reason });
  }

  /* ── the connection ─────────────────────────────────────────────────────── */

  #open(): void {
    const source = this.#source;
    if (!source) return;
    if (this.#channel) {
      if (this.#worker !== 'loading') this.#sendOpen(source);
      return;
    }
    if (this.#connecting) return;
    this.#connecting = true;
    if (this.#state.status !== 'ready') this.#show(LOADING);
    const epoch = ++this.#epoch;
    const current = (act: () => void) => {
      if (this.#epoch === epoch) act();
    };
    this.#options.host
      .connect({
        event: (event) => current(() => this.#heard(event)),
        ended: () => current(() => this.#ended()),
      })
      .then(
        (channel) => {
          if (this.#epoch !== epoch) return channel.close();
          this.#connecting = false;
          this.#channel = channel;
          this.#sendOpen(source);
        },
        (error: unknown) => current(() => this.#notConnected(error)),
      );
  }

  #sendOpen(source: GuardSource): void {
    const url = source.kind === 'packaged' ? this.#options.urlOf(source.path) : null;
    this.#channel?.send({ type: 'open', source, url, idleMs: this.#idleMs });
  }

  /** An installed build's id is its name in the store; a packaged one's stands in its `build.json`. */
  async #identify(source: GuardSource | null): Promise<GuardIdentity | null> {
    if (source?.kind === 'installed') return { id: source.id, practice: source.practice };
    if (!source) return null;
    return this.#options.identityAt(this.#options.urlOf(source.path)).catch(() => null);
  }

  #disconnect(): void {
    this.#epoch++;
    this.#channel?.close();
    this.#channel = null;
    this.#connecting = false;
    this.#worker = 'none';
  }

  #notConnected(error: unknown): void {
    this.#disconnect();
    this.#failedBefore = true;
    this.#show({
      status: 'failed',
      code: 'crashed',
      message: `Tried to start the guard; the browser said: ${error}. Try again, or restart the browser.`,
    });
    this.#fail('guard-failed');
    this.#heardWord();
  }

  #heardWord(): void {
    for (const resolve of this.#onWord.splice(0)) resolve();
  }

  #ended(): void {
    const idle = this.#worker === 'none';
    this.#disconnect();
    if (this.#pending.size === 0) return;
    if (idle) {
      // As above, in a host that went to sleep as a whole.
      this.#sent.clear();
      this.#open();
      return;
    }
    this.#crashed('The guard was ended by the browser while it worked.');
  }

  #heard(event: GuardEvent): void {
    if (event.type === 'answers') {
      for (const answer of event.answers) this.#answer(answer.id, engineAnswer(answer));
      return;
    }
    this.#worker = event.state.status;
    this.#follow(event.state);
    if (event.state.status !== 'none') this.#heardWord();
  }

  #follow(state: GuardState): void {
    switch (state.status) {
      case 'none':
        // Unloaded for idleness, perhaps at the very moment when somebody asked: ask once more.
        this.#sent.clear();
        if (this.#pending.size > 0) this.#open();
        return;
      case 'loading':
        this.#show(state);
        return;
      case 'ready': {
        const recovered = this.#failedBefore;
        this.#failedBefore = false;
        this.#identity = Promise.resolve({ id: state.id, practice: state.practice });
        this.#show(state);
        this.#send([...this.#pending.values()].filter((request) => !this.#isSent(request)));
        if (recovered) this.#options.recovered();
        return;
      }
      case 'failed':
        if (state.code === 'crashed') {
          this.#crashed(state.message);
          return;
        }
        this.#failedBefore = true;
        this.#show(state);
        this.#fail('guard-failed');
        return;
    }
  }

  #isSent(request: EngineRequest): boolean {
    const id = this.#idOf.get(request);
    return id !== undefined && this.#sent.has(id);
  }

  #crashed(message: string): void {
    this.#failedBefore = true;
    const now = this.#now();
    this.#crashes = this.#crashes.filter((at) => now - at < CRASH_WINDOW_MS);
    this.#crashes.push(now);
    this.#show({ status: 'failed', code: 'crashed', message });
    const isOver = this.#crashes.length > MAX_CRASHES;
    this.#fail(isOver ? 'guard-failed' : 'interrupted');
    if (isOver) {
      this.#options.gaveUp?.();
      return;
    }
    this.#show(LOADING);
    this.#open();
  }

  #show(state: GuardState): void {
    this.#state = state;
    this.#options.stateChanged(state);
  }
}
