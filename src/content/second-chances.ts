/**
 * Of elements that time ran out on, or that the guard has failed at, one may be what brought the
 * guard down: they get one more chance, so that it cannot bring it down for ever.
 */
import type { ScreenElement } from './extract/element';

export class SecondChances {
  /** Version of an element that was asked again. */
  readonly #taken = new WeakMap<ScreenElement, number>();

  mayBeAskedAgain(element: ScreenElement): boolean {
    const { verdict, version } = element;
    if (verdict?.flag !== 'unknown') return false;
    if (verdict.reason !== 'timeout' && verdict.reason !== 'bad-answer') return true;
    if (this.#taken.get(element) === version) return false;
    this.#taken.set(element, version);
    return true;
  }
}
