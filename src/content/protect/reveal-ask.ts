/**
 * What a person has pressed to see is asked for until that is answered: the background may die with
 * the question in its hands. After the time in which an answer is waited for, the cover says that
 * none came: nothing is asked behind that.
 */
import type { ContentMessage } from '../../platform/messages';
import { ANSWER_MS } from './reveals';

export class RevealAsk {
  #pending: { id: number; version: number; until: number } | null = null;
  #isOut = false;

  constructor(private readonly send: (message: ContentMessage) => boolean) {}

  /** Whether it is on its way already. */
  ask({ id, version }: { id: number; version: number }): boolean {
    this.#pending = { id, version, until: performance.now() + ANSWER_MS };
    this.#isOut = false;
    this.step();
    return this.#isOut;
  }

  answered({ id, version }: { id: number; version: number }): void {
    if (this.#pending?.id === id && this.#pending.version === version) this.#pending = null;
  }

  /** The port is lost, and what was asked on it. */
  lost(): void {
    this.#isOut = false;
  }

  /** Asks again where that is due. Nothing is left for another slice. */
  step(): false {
    if (this.#pending === null || this.#isOut) return false;
    const { id, version, until } = this.#pending;
    if (performance.now() > until) this.#pending = null;
    else this.#isOut = this.send({ type: 'reveal', id, version });
    return false;
  }
}
