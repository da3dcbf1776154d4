/**
 * Where elements that wait for a verdict are: in view, within one viewport of it, or elsewhere.
 * Blocks are observed only while something in them waits, so scrolling costs nothing afterwards.
 */
import { PRIORITY, type Priority } from '../core/priority';

interface Seen {
  waiting: number;
  near: boolean | null;
  visible: boolean | null;
}

export class Viewport {
  readonly #blocks = new Map<Element, Seen>();
  readonly #near: IntersectionObserver;
  readonly #visible: IntersectionObserver;

  constructor(
    /** Blocks whose priority is known now, or is another one; in the order of the page. */
    private readonly changed: (blocks: readonly Element[]) => void,
    measure: <T>(work: () => T) => T,
    signal: AbortSignal,
  ) {
    this.#near = new IntersectionObserver((e) => measure(() => this.#take(e, 'near')), {
      rootMargin: '100%',
    });
    this.#visible = new IntersectionObserver((e) => measure(() => this.#take(e, 'visible')));
    signal.addEventListener('abort', () => {
      this.#near.disconnect();
      this.#visible.disconnect();
      this.#blocks.clear();
    });
  }

  watch(block: Element): void {
    const seen = this.#blocks.get(block);
    if (seen) {
      seen.waiting++;
      return;
    }
    this.#blocks.set(block, { waiting: 1, near: null, visible: null });
    this.#near.observe(block);
    this.#visible.observe(block);
  }

  unwatch(block: Element): void {
    const seen = this.#blocks.get(block);
    if (!seen || --seen.waiting > 0) return;
    this.#blocks.delete(block);
    this.#near.unobserve(block);
    this.#visible.unobserve(block);
  }

  /** Null until the browser has said where the block is. */
  priorityOf(block: Element): Priority | null {
    const seen = this.#blocks.get(block);
    if (!seen || seen.near === null || seen.visible === null) return null;
    if (seen.visible) return PRIORITY.visible;
    return seen.near ? PRIORITY.near : PRIORITY.rest;
  }

  #take(entries: readonly IntersectionObserverEntry[], what: 'near' | 'visible'): void {
    const changed: Element[] = [];
    for (const entry of entries) {
      const seen = this.#blocks.get(entry.target);
      if (!seen) continue;
      seen[what] = entry.isIntersecting;
      if (seen.near !== null && seen.visible !== null) changed.push(entry.target);
    }
    if (changed.length > 0) this.changed(changed);
  }
}
