/**
 * Custom elements get their shadow root when their script arrives, and nothing tells: no mutation,
 * no event, and an isolated world has no registry of its own to ask. So the ones without a root
 * are looked at again a few times, further and further apart.
 */
import { isConnected, shadowRoot } from './dom';

const WAITS_MS = [100, 300, 1_000, 3_000, 10_000];
const MAX_HOSTS = 2_000;

export class LateHosts {
  readonly #hosts = new Map<Element, number>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly found: (host: Element) => void,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => {
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#hosts.clear();
    });
  }

  add(host: Element): void {
    if (this.#hosts.has(host) || this.#hosts.size >= MAX_HOSTS) return;
    this.#hosts.set(host, 0);
    this.#plan(WAITS_MS[0] ?? 0);
  }

  gone(host: Element): void {
    this.#hosts.delete(host);
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
      const hasRoot = shadowRoot(host) !== null;
      if (hasRoot) this.found(host);
      // Kept with its count for as long as it is there, or a rescan would begin anew.
      if (hasRoot || !isConnected(host)) this.#hosts.delete(host);
      else this.#hosts.set(host, looks + 1);
      if (wait !== undefined) next = Math.min(next, wait);
    }
    if (next !== Number.POSITIVE_INFINITY) this.#plan(next);
  }
}
