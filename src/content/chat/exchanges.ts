/**
 * Who answers whom: each answer of an AI is asked about with the request before it, the nearest in
 * the page's order. An answer before any request has none, and is a text like any other.
 *
 * Turns are kept in that order. What is new finds its place by halves; requests that come, go or
 * change are seen by the answers after them in the next step, which costs no look at the page.
 */
import { cutText, MAX_QUESTION_TEXT } from '../../core/limits';
import type { ScreenElement, TextElement } from '../extract/element';
import { GAP } from '../extract/element';
import { comparePlaces } from '../extract/tree';
import type { Turn, Turns } from './turns';

/**
 * UTF-16 units of what only the page calls a turn. More is judged block by block, as it would be
 * without that word: of one element guards look at the beginning only, and no page shall hide what it
 * shows by calling all of it one turn.
 */
const MAX_CLAIMED = 16_384;

export interface ExchangesDeps {
  elements(): Iterable<ScreenElement>;
  /** It has another question than it had, or none any more. */
  requestion(answer: TextElement): void;
  /** Step again. */
  wake(): void;
}

export class Exchanges {
  /** In the page's order. */
  readonly #turns: TextElement[] = [];
  /** Blocks that have become turns, or are none any more. */
  readonly #changed = new Set<Element>();
  #isStale = false;

  constructor(
    private readonly roles: Pick<Turns, 'of' | 'isStreaming' | 'refuse'>,
    private readonly deps: ExchangesDeps,
  ) {}

  /** A new element, before it is asked about. */
  added(element: TextElement): void {
    element.turn = this.#turnOf(element);
    if (!element.turn) return;
    const at = this.#enter(element);
    if (element.turn.role === 'request') {
      this.#stale();
      return;
    }
    const request = this.#requestBefore(at);
    element.question = request && questionOf(request);
  }

  /**
   * It reads otherwise, or its block is another one. True where it is no answer any more: what was
   * asked about it as one is void.
   */
  changed(element: TextElement): boolean {
    const turn = this.#turnOf(element);
    const before = element.turn;
    element.turn = turn;
    if (!turn && !before) return false;
    // What an answer says is nothing to others, and where a turn stands seldom changes.
    if (turn?.role === 'answer' && before?.role === 'answer' && this.#isInOrder(element))
      return false;
    this.#leave(element);
    if (turn) this.#enter(element);
    this.#stale();
    if (turn?.role === 'answer' || !element.question) return false;
    element.question = null;
    return true;
  }

  removed(element: TextElement): void {
    if (element.turn && this.#leave(element)) this.#stale();
  }

  /** What is written in this block has become a turn, or is none any more. */
  turned(block: Element): void {
    this.#changed.add(block);
    this.deps.wake();
  }

  /** What an answer answers; null where nothing is asked with it. */
  requestOf(answer: TextElement): TextElement | null {
    return answer.question ? this.#requestBefore(this.#turns.lastIndexOf(answer)) : null;
  }

  /** Whether an answer is still being written, as far as the page says so. */
  isStreaming(element: TextElement): boolean {
    return this.roles.isStreaming(element.block, this.#turns.at(-1) === element);
  }

  get idle(): boolean {
    return !this.#isStale && this.#changed.size === 0;
  }

  step(): boolean {
    if (this.#changed.size > 0) {
      // Looking at them may turn others, which have their step then.
      const changed = new Set(this.#changed);
      this.#changed.clear();
      for (const element of this.deps.elements()) {
        if (element.kind !== 'text' || !changed.has(element.block)) continue;
        if (this.changed(element)) this.deps.requestion(element);
      }
    }
    if (!this.#isStale) return false;
    this.#isStale = false;
    let question: string | null = null;
    for (const element of this.#turns) {
      if (element.turn?.role === 'request') question = questionOf(element);
      else if ((element.question ?? null) !== question) {
        element.question = question;
        this.deps.requestion(element);
      }
    }
    return false;
  }

  #turnOf({ block, text, said }: TextElement): Turn | null {
    // What is said about a turn, such as whose it is, is no part of it.
    if (said !== undefined) return null;
    const turn = this.roles.of(block);
    if (!turn || turn.isKnown || text.length <= MAX_CLAIMED) return turn;
    this.roles.refuse(block);
    return null;
  }

  #requestBefore(place: number): TextElement | null {
    for (let i = place - 1; i >= 0; i--) {
      const element = this.#turns[i];
      if (element?.turn?.role === 'request') return element;
    }
    return null;
  }

  #stale(): void {
    this.#isStale = true;
    this.deps.wake();
  }

  #enter(element: TextElement): number {
    let low = 0;
    let high = this.#turns.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#turns[middle];
      if (other && isBefore(other, element)) low = middle + 1;
      else high = middle;
    }
    this.#turns.splice(low, 0, element);
    return low;
  }

  #leave(element: TextElement): boolean {
    const at = this.#turns.lastIndexOf(element);
    if (at >= 0) this.#turns.splice(at, 1);
    return at >= 0;
  }

  #isInOrder(element: TextElement): boolean {
    const at = this.#turns.lastIndexOf(element);
    const before = this.#turns[at - 1];
    const after = this.#turns[at + 1];
    return (
      at >= 0 && !(before && isBefore(element, before)) && !(after && isBefore(after, element))
    );
  }
}

/** Its beginning, where a person says what is wanted. */
const questionOf = ({ text }: TextElement): string => cutText(text, MAX_QUESTION_TEXT);

const placeOf = ({ parts, block }: TextElement): Node =>
  parts.find((part) => part !== GAP) ?? block;

const isBefore = (a: TextElement, b: TextElement): boolean =>
  comparePlaces(placeOf(a), placeOf(b)) < 0;
