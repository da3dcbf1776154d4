/**
 * Shadow roots that the walk could not know of. An element gets its root when its script arrives, and
 * nothing tells: no mutation, no event, and an isolated world has no registry of its own to ask. So
 * custom elements and empty ones without a root are looked at again a few times, further and further
 * apart. And where the browser is slow to tell of closed roots (hosts.ts), all other elements that
 * may have one are looked at once, a few at a time.
 */
import { isConnected } from './dom';
import { findRoot, isCustom, isLookSlow } from './hosts';

const WAITS_MS = [100, 300, 1_000, 3_000, 10_000];
const MAX_HOSTS = 2_000;
/** Empty elements are mostly icons: they shall not take the place of others. */
const MAX_EMPTY = 500;
/** Looked at in one turn: in Chrome that takes a third of a millisecond. */
const TURN = 100;
const TURN_MS = 50;

export class LateHosts {
  readonly #hosts = new Map<Element, number>();
  /** They have had all their looks: a walk that comes by again does not begin anew. */
  readonly #finished = new WeakSet<Element>();
  /** To be looked at once. */
  #unlikely: Element[] = [];
  #next = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #sweep: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly found: (host: Element) => void,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => {
      if (this.#timer !== null) clearTimeout(this.#timer);
      if (this.#sweep !== null) clearTimeout(this.#sweep);
      this.#hosts.clear();
      this.#unlikely = [];
    });
  }

  /** `isLikely`: it is a custom element, or empty; others are to be added once each. */
  add(host: Element, isLikely: boolean): void {
    if (isLikely) {
      const most = isCustom(host) ? MAX_HOSTS : MAX_EMPTY;
      if (this.#finished.has(host) || this.#hosts.has(host)) return;
      if (this.#hosts.size >= most) return;
      this.#hosts.set(host, 0);
      this.#plan(WAITS_MS[0] ?? 0);
    } else if (isLookSlow()) {
      this.#unlikely.push(host);
      this.#planSweep();
    }
  }

  gone(host: Element): void {
    this.#hosts.delete(host);
    this.#finished.delete(host);
  }

  /** Lets go of what has been removed while nobody told. */
  tidy(): void {
    for (const host of this.#hosts.keys()) if (!isConnected(host)) this.gone(host);
  }

  /** For tests of leaks. */
  get held(): Iterable<Element> {
    return this.#hosts.keys();
  }

  #plan(ms: number): void {
    if (this.#timer !== null || this.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#look();
    }, ms);
  }

  #look(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const [host, looks] of this.#hosts) {
      const wait = WAITS_MS[looks + 1];
      const isThere = isConnected(host);
      const hasRoot = isThere && findRoot(host) !== null;
      if (hasRoot) this.found(host);
      const isLast = wait === undefined;
      if (isThere && !hasRoot && isLast) this.#finished.add(host);
      if (hasRoot || !isThere || isLast) this.#hosts.delete(host);
      else this.#hosts.set(host, looks + 1);
      if (wait !== undefined) next = Math.min(next, wait);
    }
    if (next !== Number.POSITIVE_INFINITY) this.#plan(next);
  }

  #planSweep(): void {
    if (this.#sweep !== null || this.signal.aborted) return;
    this.#sweep = setTimeout(() => {
      this.#sweep = null;
      const end = Math.min(this.#next + TURN, this.#unlikely.length);
      for (const host of this.#unlikely.slice(this.#next, end)) {
        if (isConnected(host) && findRoot(host)) this.found(host);
      }
      this.#next = end;
      if (end < this.#unlikely.length) {
        this.#planSweep();
        return;
      }
      this.#unlikely = [];
      this.#next = 0;
    }, TURN_MS);
  }
}
