/**
 * Whether the page is followed. One that goes on changing more than it should cost us to follow
 * (storm.ts) is not: nothing of it is observed for BLIND_MS, then the whole page is looked at while
 * it is observed again. It is calm when no storm has come back in CALM_MS.
 */
import type { Churn } from './extract/extractor';
import { STORM_NODES, Storm } from './storm';

/** How long a storm is not followed, and how long without one it is calm. */
const BLIND_MS = 1_000;
const CALM_MS = 1_500;

export interface WeatherDeps {
  /** The page changes more than we can follow, or no longer. What was marked is void. */
  stormed(isStormy: boolean): void;
  /** To be observed no more: whatever has been seen and not marked is void, too. */
  closed(): void;
  /** To be observed again, and to be looked at whole. */
  opened(): void;
  /** Should be opened, and is not yet: the last look at the whole of it goes on. */
  waited(): void;
  isScanning(): boolean;
  /** What has been spent so far on what the page has changed. */
  churn(): Churn;
  /** Wraps what runs on the page's main thread. */
  measure<T>(work: () => T): T;
}

export class Weather {
  readonly #storm = new Storm();
  #churn: Churn = { ms: 0, large: 0, lookMs: 0 };
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Blind: nothing is observed until the timer. Trying: observed again, and maybe calm. */
  #state: 'calm' | 'blind' | 'trying' = 'calm';

  constructor(
    private readonly deps: WeatherDeps,
    signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => {
      if (this.#timer !== null) clearTimeout(this.#timer);
    });
  }

  get isCalm(): boolean {
    return this.#state === 'calm';
  }

  get isBlind(): boolean {
    return this.#state === 'blind';
  }

  /** So many nodes have come, gone or been rewritten. */
  count(nodes: number): void {
    this.#storm.count(nodes, 0);
  }

  /** So many records have been read since then. Where that makes a storm, nothing is followed. */
  read(records: number, start: number): void {
    const churn = this.deps.churn();
    const nodes = records + (churn.large - this.#churn.large) * STORM_NODES;
    this.#storm.count(nodes, churn.ms - this.#churn.ms + performance.now() - start);
    this.#churn = churn;
    if (this.#storm.isRaging(churn.lookMs)) this.#close();
  }

  #close(): void {
    this.deps.closed();
    this.#state = 'blind';
    this.deps.stormed(true);
    this.#in(BLIND_MS, () => this.#open());
  }

  /** Everything is looked at again. When that is done and the storm is not over: once more, later. */
  #open(): void {
    if (this.deps.isScanning()) {
      this.deps.waited();
      this.#in(BLIND_MS / 4, () => this.#open());
      return;
    }
    this.#storm.reset();
    this.#churn = this.deps.churn();
    this.#state = 'trying';
    this.deps.opened();
    this.#in(CALM_MS, () => {
      this.#state = 'calm';
      this.deps.stormed(false);
    });
  }

  #in(ms: number, then: () => void): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.deps.measure(then), ms);
  }
}
