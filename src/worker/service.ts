/**
 * The worker's half of the guard protocol: opens and closes guards one at a time, takes requests,
 * has them asked in runs, answers. Knows nothing of `postMessage`, so that tests and tools can drive
 * it.
 */
import type {
  AskRequest,
  GuardEvent,
  GuardRequest,
  GuardSource,
  GuardState,
} from '../platform/guard-protocol';
import { takeImage } from '../platform/image-handover';
import { Asking, GivenUp } from './asking';
import type { BuildReader } from './build-files';
import { realTimers, type Timers } from './deadline';
import { GuardError, messageOf } from './errors';
import { Guard } from './guard';
import { type Decode, decodeImage } from './images/decode';
import type { TakeImage } from './images/preparing';
import type { OrtRuntime } from './tensor';

export interface ServiceOptions {
  readonly ort: OrtRuntime;
  readonly readerOf: (source: GuardSource, url: string | null) => Promise<BuildReader>;
  readonly send: (event: GuardEvent) => void;
  readonly timers?: Timers;
  /** How images come and are decoded; left out, as in browsers. */
  readonly images?: { readonly take: TakeImage; readonly decode: Decode };
}

/** A guard that is open, and what ends the run that it may be in. */
interface Open {
  readonly guard: Guard;
  readonly runs: AbortController;
}

export class GuardService {
  private state: GuardState = { status: 'none' };
  private open: Open | null = null;
  /** Loads, unloads and runs follow one another, never side by side. */
  private chain: Promise<void> = Promise.resolve();
  private readonly asking: Asking;
  private running = false;
  /** Builds whose vision towers took their device down: not opened again by this Worker. */
  private readonly fatal = new Set<string>();

  constructor(private readonly options: ServiceOptions) {
    this.asking = new Asking({
      send: (answers) => options.send({ type: 'answers', answers }),
      timers: options.timers ?? realTimers,
      take: options.images?.take ?? takeImage,
      wake: () => this.enqueueRun(),
    });
  }

  handle(request: GuardRequest): void {
    switch (request.type) {
      case 'open':
        this.interrupt('another guard was chosen');
        this.enqueue(() => this.load(request.source, request.url));
        break;
      case 'close':
        this.interrupt('the guard was closed');
        this.enqueue(() => this.close({ status: 'none' }));
        break;
      case 'ask':
        for (const one of request.requests) this.accept(one);
        this.enqueueRun();
        break;
      case 'cancel':
        for (const id of request.ids) this.asking.forget(id);
        break;
      case 'state':
        this.options.send({ type: 'state', state: this.state });
        break;
    }
  }

  /** Resolves when everything asked for so far is done. */
  async idle(): Promise<void> {
    let seen: Promise<void>;
    do {
      seen = this.chain;
      await seen;
    } while (seen !== this.chain);
  }

  private enqueue(step: () => Promise<void>): void {
    this.chain = this.chain.then(step).catch((error) => {
      this.show({ status: 'failed', code: 'crashed', message: messageOf(error) });
    });
  }

  /** A run that hangs must not hold up what comes after it. */
  private interrupt(message: string): void {
    this.open?.runs.abort(new GivenUp(message));
  }

  private async load(source: GuardSource, url: string | null): Promise<void> {
    await this.close({ status: 'loading', stage: 'files', loadedBytes: 0, totalBytes: 0 });
    try {
      const reader = await this.options.readerOf(source, url);
      const { ort, images } = this.options;
      const guard = await Guard.open(ort, reader, (state) => this.show(state), {
        decode: images?.decode ?? decodeImage,
        fatal: this.fatal,
      });
      const open = { guard, runs: new AbortController() };
      this.open = open;
      this.asking.begin();
      guard.lost.then((message) => {
        open.runs.abort(new GivenUp(message));
        this.enqueue(() => this.crash(open, message));
      });
      const { id, name, practice } = guard.build;
      this.show({ status: 'ready', id, name, practice, device: guard.device });
    } catch (error) {
      const code = error instanceof GuardError ? error.code : 'crashed';
      this.show({ status: 'failed', code, message: messageOf(error) });
      this.asking.refuseAll('guard-failed', messageOf(error));
    }
  }

  private async close(next: GuardState): Promise<void> {
    const { open } = this;
    this.open = null;
    this.asking.refuseAll('interrupted', 'the guard was closed');
    this.show(next);
    await open?.guard
      .dispose()
      .catch((error) => console.debug('seawall: guard not disposed', error));
  }

  /**
   * The guard cannot go on: its graphics device is gone, or its runs hang or fail. The background
   * hears of a crash, counts it, and opens the guard anew.
   */
  private async crash(open: Open, message: string): Promise<void> {
    if (this.open !== open) return;
    this.open = null;
    this.asking.refuseAll('interrupted', message);
    await open.guard.dispose().catch(() => {});
    this.show({ status: 'failed', code: 'crashed', message });
  }

  private accept(asked: AskRequest): void {
    if (this.open) {
      this.asking.accept(asked, this.open.guard);
      return;
    }
    const reason = this.state.status === 'failed' ? 'guard-failed' : 'no-guard';
    this.asking.refuse(asked.id, reason, 'no guard is open');
  }

  private enqueueRun(): void {
    if (this.running) return;
    this.running = true;
    this.enqueue(async () => {
      try {
        await this.runOne();
      } finally {
        this.running = false;
        // The next run joins the chain's end: an `open` or `close` that came meanwhile goes first,
        // and messages that arrived during the run are heard before it.
        if (this.open && this.asking.isReady) setTimeout(() => this.enqueueRun());
      }
    });
  }

  private async runOne(): Promise<void> {
    const { open } = this;
    if (!open || open.runs.signal.aborted) return;
    try {
      await this.asking.run(open.guard, open.runs.signal);
    } catch (error) {
      // Interrupted: what interrupted it is next in the chain.
      if (!open.runs.signal.aborted) await this.crash(open, messageOf(error));
    }
  }

  private show(state: GuardState): void {
    this.state = state;
    this.options.send({ type: 'state', state });
  }
}
