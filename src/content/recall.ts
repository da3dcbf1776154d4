/**
 * The latest verdicts of this frame by their texts: a page that takes a text away and puts an equal
 * one there (frameworks do so all the time) has its verdict at once, and the mark does not go out.
 *
 * Verdicts on unchanged contents are what the background's cache would answer; this one answers in
 * the same slice. It holds no answer that may be another one when asked again.
 */
import type { Verdict } from '../core/verdict';
import type { ScreenElement } from './extract/element';

const MOST = 1_000;
/** UTF-16 units of a text; longer ones are seldom put anew, and would fill the memory. */
const MAX_TEXT = 4_096;
const MAX_AGE_MS = 60_000;

export interface Recalled {
  verdict: Verdict;
  practice: boolean;
}

export class Recall {
  readonly #byText = new Map<string, Recalled & { at: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  learn(element: ScreenElement, verdict: Verdict, practice: boolean): void {
    const { text } = element;
    if (!isByText(element) || verdict.flag === 'unknown' || text.length > MAX_TEXT) return;
    // The latest last: the first are the oldest.
    this.#byText.delete(text);
    this.#byText.set(text, { verdict, practice, at: this.now() });
    if (this.#byText.size > MOST) {
      const [oldest] = this.#byText.keys();
      if (oldest !== undefined) this.#byText.delete(oldest);
    }
  }

  of(element: ScreenElement): Recalled | null {
    const { text } = element;
    const known = isByText(element) ? this.#byText.get(text) : undefined;
    if (!known) return null;
    if (this.now() - known.at <= MAX_AGE_MS) return known;
    this.#byText.delete(text);
    return null;
  }

  /** Who answers may be another by now. */
  forget(): void {
    this.#byText.clear();
  }

  get size(): number {
    return this.#byText.size;
  }
}

/** Its text alone decides: an AI's answer is judged with its question. */
const isByText = (element: ScreenElement): boolean =>
  element.kind === 'text' && element.turn?.role !== 'answer';
