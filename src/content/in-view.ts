/**
 * What has been seen in view since the page was scrolled last. A new block beside it is mostly in view,
 * too: that is good enough to ask about it at once, and costs no layout. Weakly kept.
 */
import { firstElement, nextElement, parentElement, previousElement } from './dom';

/** Elements between a block and what stands beside it. */
const DEPTH = 4;

export class InView {
  /** At which scrolling each was seen. */
  readonly #seen = new WeakMap<Element, number>();
  #scrolls = 0;

  /** By its box or the browser's word, and by nothing that is guessed: guesses shall not add up. */
  set(element: Element, isIn: boolean): void {
    if (isIn) this.#seen.set(element, this.#scrolls);
    else this.#seen.delete(element);
  }

  scrolled(): void {
    this.#scrolls++;
  }

  /** A block that is all that its parent holds stands where that does. */
  isBeside(block: Element): boolean {
    let at: Element | null = block;
    for (let i = 0; at && i < DEPTH; i++) {
      const before: Element | null = previousElement(at);
      const after: Element | null = nextElement(at);
      if (this.#isIn(before) || this.#isIn(after)) return true;
      if (before || after) return false;
      at = parentElement(at);
    }
    return false;
  }

  /** Itself, or the first that is in it. */
  #isIn(element: Element | null): boolean {
    let at = element;
    for (let i = 0; at && i < DEPTH; i++) {
      if (this.#seen.get(at) === this.#scrolls) return true;
      at = firstElement(at);
    }
    return false;
  }
}
