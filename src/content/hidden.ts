/**
 * What is not shown now, and may be without any mutation: hover menus, media queries, a sibling's
 * class. An intersection observer tells when it is.
 */
import { firstElement, isConnected } from './dom';

/** Under observation; a page with more shows them by mutations like any other. */
const MAX_HIDDEN = 5_000;

export class Hidden {
  readonly #observer: IntersectionObserver;
  /** Under observation, and what is shown when they are. */
  readonly #elements = new Map<Element, Element>();

  constructor(
    /** They are shown now, or no longer on the page. */
    private readonly shown: (elements: readonly Element[]) => void,
    measure: <T>(work: () => T) => T,
    signal: AbortSignal,
  ) {
    this.#observer = new IntersectionObserver((entries) => measure(() => this.#take(entries)), {
      root: document,
      rootMargin: '50%',
    });
    signal.addEventListener('abort', () => {
      this.#observer.disconnect();
      this.#elements.clear();
    });
  }

  /** What is in an element is not shown. */
  watch(element: Element): void {
    // It may have a box all the same, and only what is in it has none (`content-visibility`).
    const isIn = getComputedStyle(element).display !== 'none';
    const probe = isIn ? firstElement(element) : element;
    if (!probe || this.#elements.has(probe)) return;
    if (this.#elements.size >= MAX_HIDDEN) return;
    this.#elements.set(probe, element);
    this.#observer.observe(probe);
  }

  /** It has been removed from the page. */
  gone(element: Element): void {
    if (this.#elements.delete(element)) this.#observer.unobserve(element);
  }

  /** Lets go of what has been removed while nobody told. */
  tidy(): void {
    for (const element of this.#elements.keys()) if (!isConnected(element)) this.gone(element);
  }

  /** For tests of leaks. */
  get observed(): ReadonlySet<Element> {
    return new Set(this.#elements.keys());
  }

  #take(entries: readonly IntersectionObserverEntry[]): void {
    const shown: Element[] = [];
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting && isConnected(target)) continue;
      shown.push(this.#elements.get(target) ?? target);
      this.#observer.unobserve(target);
      this.#elements.delete(target);
    }
    this.shown(shown);
  }
}
