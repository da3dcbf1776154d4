/**
 * Owns the store's Worker, in both hosts. It starts the Worker at the first request and keeps it
 * while a build is installed or checked. What was going on when the Worker died goes on once by
 * itself: what is stored is kept, so little is lost. If it dies again, that is said.
 */
import {
  type InstallState,
  StoreEvent,
  type StoreRequest,
  type Verification,
} from '../../platform/store-protocol';
import type { HostChannel, Keeper } from './host';
import { type WorkerLike, WorkerWatch } from './worker-watch';

export interface StoreKeeperOptions {
  spawn(): WorkerLike<StoreRequest>;
  /** Asks the browser to keep what is stored; called when an installation begins. */
  persist(): void;
  /** The Worker has been ended because there was nothing to do. */
  idle?(): void;
  /** A Worker has been started, or has ended. */
  running?(isRunning: boolean): void;
}

export const STORE_IDLE_MS = 30_000;
/** A minute: also while a server is slow the Worker answers what it is asked. */
const DEAD_TICKS = 12;

export class StoreKeeper implements Keeper<StoreRequest, StoreEvent> {
  readonly #watch: WorkerWatch<StoreRequest, StoreEvent>;
  readonly #persist: () => void;
  #listener: ((event: StoreEvent) => void) | null = null;
  #epoch = 0;
  #install: InstallState = { status: 'none' };
  #verification: Verification | null = null;
  /** The last request since which the Worker has said nothing. */
  #unanswered: StoreRequest | null = null;
  /** What may still go on by itself after the Worker's death. */
  readonly #onceMore = { install: true, verify: true };

  constructor({ spawn, persist, idle, running }: StoreKeeperOptions) {
    this.#persist = persist;
    this.#watch = new WorkerWatch({
      name: 'The guard store',
      spawn,
      event: StoreEvent,
      probe: { type: 'store.list' },
      expects: () => ({
        busy: this.#install.status === 'running' || this.#verification?.outcome === null,
        deadTicks: DEAD_TICKS,
        idleMs: STORE_IDLE_MS,
      }),
      heard: (event) => this.#heard(event),
      died: (message) => this.#died(message),
      idle: () => idle?.(),
      running: (isRunning) => running?.(isRunning),
    });
  }

  get running(): boolean {
    return this.#watch.running;
  }

  attach(listener: (event: StoreEvent) => void): HostChannel<StoreRequest> {
    this.#listener = listener;
    const epoch = ++this.#epoch;
    return {
      send: (request) => {
        if (this.#epoch === epoch) this.#handle(request);
      },
      close: () => {
        if (this.#epoch === epoch) this.#listener = null;
      },
    };
  }

  stop(): void {
    this.#watch.end();
    this.#install = { status: 'none' };
    this.#verification = null;
  }

  #handle(request: StoreRequest): void {
    if (request.type === 'store.install' || request.type === 'store.resume') {
      this.#onceMore.install = true;
      this.#persist();
    }
    if (request.type === 'store.verify') this.#onceMore.verify = true;
    this.#send(request);
  }

  #send(request: StoreRequest): void {
    this.#unanswered = request;
    if (this.#watch.running) this.#watch.post(request);
    else this.#watch.start(request);
  }

  #heard(event: StoreEvent): void {
    this.#unanswered = null;
    this.#tell(event);
  }

  #tell(event: StoreEvent): void {
    if (event.type === 'store.install') this.#install = event.install;
    else if (event.type === 'store.verification') this.#verification = event.verification;
    this.#listener?.(event);
  }

  #died(message: string): void {
    const lost = this.#unanswered;
    this.#unanswered = null;
    this.#installationLost(lost, message);
    if (this.#verification?.outcome === null) this.#checkLost(this.#verification);
    // Whoever looks must not wait for ever.
    if (!this.#watch.running && lost && lost.type !== 'store.install') {
      this.#tell({ type: 'store.builds', builds: [], freeBytes: null, unavailable: message });
    }
  }

  #installationLost(lost: StoreRequest | null, message: string): void {
    const install = this.#install;
    const begun = lost?.type === 'store.install' ? lost.source : null;
    const resumed = lost?.type === 'store.resume' && install.status !== 'none';
    const source = begun ?? (install.status === 'running' || resumed ? sourceOf(install) : null);
    if (source === null) return;
    const known =
      begun === null || install.status === 'running' ? amountOf(install) : amountOf(null);
    if (lost?.type === 'store.pause') {
      this.#tell({ type: 'store.install', install: { status: 'paused', source, ...known } });
    } else if (this.#onceMore.install) {
      this.#onceMore.install = false;
      // As a new one: the Worker knows what is stored of it, if anything is.
      this.#send(lost?.type === 'store.cancel' ? lost : { type: 'store.install', source });
    } else {
      this.#tell({
        type: 'store.install',
        install: { status: 'failed', source, ...known, code: 'crashed', message, resumable: true },
      });
    }
  }

  #checkLost(check: Verification): void {
    if (this.#onceMore.verify) {
      this.#onceMore.verify = false;
      this.#send({ type: 'store.verify', id: check.id });
    } else {
      this.#tell({ type: 'store.verification', verification: { ...check, outcome: 'broken' } });
    }
  }
}

const sourceOf = (install: InstallState) => (install.status === 'none' ? null : install.source);

function amountOf(install: InstallState | null) {
  if (!install || install.status === 'none' || install.status === 'done') {
    return { name: null, doneBytes: 0, totalBytes: 0 };
  }
  const { name, doneBytes, totalBytes } = install;
  return { name, doneBytes, totalBytes };
}
