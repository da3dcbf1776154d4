/**
 * What is known of an AI's answer while it is being written. Its text goes on, version by version, and
 * an answer that has begun unsafe is unsafe: the mark stays until the whole has its own verdict, and a
 * verdict that comes late, for a beginning of what is there now, is taken if it is `unsafe`. A late
 * `safe` says nothing of what has been added, and no verdict says anything of a text that was changed
 * otherwise than at its end.
 */
import type { Verdict } from '../../core/verdict';
import type { ScreenElement } from '../extract/element';

export interface Given {
  readonly verdict: Verdict;
  readonly practice: boolean;
}

/** Where something is still being written, as pages draw it. */
const CARET = /[\s▌▍▎▏▋▊▉█●⬤…|_]/u;

export class Growing {
  /** The version since which an answer has only been added to. */
  readonly #since = new WeakMap<ScreenElement, number>();
  /** Their verdict is that of a beginning. */
  readonly #held = new WeakSet<ScreenElement>();
  /** Of a beginning, and the page had gone on when it came. */
  readonly #late = new WeakMap<ScreenElement, Given & { readonly version: number }>();

  /** It reads otherwise, one version up; what is still true of it, if anything. */
  changed(element: ScreenElement, before: Verdict | null, textBefore: string): Given | null {
    if (!isAnswer(element) || !element.text.startsWith(withoutCaret(textBefore))) {
      this.forget(element);
      return null;
    }
    if (!this.#since.has(element)) this.#since.set(element, element.version - 1);
    const late = this.#late.get(element);
    this.#late.delete(element);
    const said = before?.flag === 'unsafe' ? { verdict: before, practice: element.practice } : late;
    if (!said) return null;
    this.#held.add(element);
    return said;
  }

  /** What was said of it stays until another verdict has come, whatever became of it since. */
  hold(element: ScreenElement): void {
    this.#held.add(element);
  }

  /** Nothing has been done to it but adding at its end. */
  isGrowing(element: ScreenElement): boolean {
    return this.#since.has(element);
  }

  /**
   * A verdict has come for an earlier version, or for this one while the page has gone on. Whether it
   * is true of what is there; where that is not seen yet, `changed` will tell.
   */
  isTrue(element: ScreenElement, version: number, said: Given, isFresh: boolean): boolean {
    if (!isAnswer(element) || said.verdict.flag !== 'unsafe') return false;
    if (version < (this.#since.get(element) ?? element.version)) return false;
    if (isFresh) this.#held.add(element);
    else this.#late.set(element, { ...said, version });
    return isFresh;
  }

  /** Its own verdict has come. Whether it keeps what it has: no answer takes nothing back. */
  isKept(element: ScreenElement, verdict: Verdict): boolean {
    if (verdict.flag === 'unknown' && this.#held.has(element)) return true;
    this.#held.delete(element);
    return false;
  }

  /** What was said of it says nothing any more. */
  forget(element: ScreenElement): void {
    this.#since.delete(element);
    this.#held.delete(element);
    this.#late.delete(element);
  }
}

/** From the end: a pattern would try anew from each sign of a long row. */
function withoutCaret(text: string): string {
  let end = text.length;
  while (end > 0 && CARET.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

const isAnswer = (element: ScreenElement): boolean =>
  element.kind === 'text' && element.turn?.role === 'answer';
