/**
 * Tells a storm: a page that goes on changing more than it should cost. One large change is none,
 * however large: a storm lasts.
 *
 * Measured in what has changed and in what it cost us to follow, over the last second.
 */

const WINDOW_MS = 1_000;
const BUCKET_MS = 100;
/** Of the window's buckets, so many must have seen changes. */
const LASTING = 4;
/** Nodes that came, went or were rewritten. */
export const STORM_NODES = 3_000;
/**
 * Milliseconds of the page's main thread. Not to follow it costs a look at the whole page now and
 * then, so a storm costs more than one such look, up to MOST_MS.
 */
export const STORM_MS = 100;
export const MOST_MS = 250;

interface Bucket {
  at: number;
  nodes: number;
  ms: number;
}

export class Storm {
  #buckets: Bucket[] = [];

  constructor(private readonly now: () => number = () => performance.now()) {}

  count(nodes: number, ms: number): void {
    const now = this.now();
    const last = this.#buckets.at(-1);
    if (last && now - last.at < BUCKET_MS) {
      last.nodes += nodes;
      last.ms += ms;
      return;
    }
    this.#buckets.push({ at: now, nodes, ms });
    if (this.#buckets.length > 2 * (WINDOW_MS / BUCKET_MS)) this.#forget();
  }

  /** `lookMs`: what a look at the whole page costs. */
  isRaging(lookMs = 0): boolean {
    this.#forget();
    const stormMs = Math.min(Math.max(STORM_MS, lookMs), MOST_MS);
    const changed = this.#buckets.filter(({ nodes }) => nodes > 0);
    if (changed.length < LASTING) return false;
    // However much it is, one change is one change.
    const most = (total: number, of: number): number => Math.min(of, total / LASTING);
    const nodes = changed.reduce((sum, bucket) => sum + most(STORM_NODES, bucket.nodes), 0);
    const ms = this.#buckets.reduce((sum, bucket) => sum + most(stormMs, bucket.ms), 0);
    return nodes >= STORM_NODES || ms >= stormMs;
  }

  reset(): void {
    this.#buckets = [];
  }

  #forget(): void {
    const since = this.now() - WINDOW_MS;
    this.#buckets = this.#buckets.filter(({ at }) => at > since);
  }
}
