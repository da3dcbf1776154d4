/**
 * What the answers so far tell of each site: kept over restarts of the background, and gone with the
 * browser's session.
 */
import * as v from 'valibot';
import { Prevalence, StoredPrevalence } from '../../../core/groups/prevalence';

const Stored = v.record(v.string(), StoredPrevalence);

export interface HistoryOptions {
  load(): Promise<unknown>;
  save(weights: Readonly<Record<string, readonly number[]>>): Promise<void>;
}

const SAVE_AFTER_MS = 1_000;

export class History {
  readonly #options: HistoryOptions;
  readonly #sites = new Map<string, Prevalence>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const stored = v.safeParse(Stored, await this.#options.load().catch(() => undefined));
    if (!stored.success) return;
    for (const [site, weights] of Object.entries(stored.output))
      if (!this.#sites.has(site)) this.#sites.set(site, new Prevalence(weights));
  }

  of(site: string): Prevalence {
    const known = this.#sites.get(site) ?? new Prevalence();
    this.#sites.set(site, known);
    return known;
  }

  saveSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const weights = Object.fromEntries([...this.#sites].map(([site, p]) => [site, p.weights]));
      this.#options
        .save(weights)
        .catch((error) => console.debug('seawall: what sites were like is not stored', error));
    }, SAVE_AFTER_MS);
  }
}
