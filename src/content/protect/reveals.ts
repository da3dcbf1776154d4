/** What a person has asked to see all the same, as it was then. */

/** An answer to "may I show it" takes a message to the background and back. */
export const ANSWER_MS = 4_000;

export class Reveals {
  /** Versions by element. */
  readonly #revealed = new Map<number, number>();
  /** Those that wait for an answer to a click. */
  readonly #asked = new Map<number, ReturnType<typeof setTimeout>>();

  has({ id, version }: { id: number; version: number }): boolean {
    return this.#revealed.get(id) === version;
  }

  add(id: number, version: number): void {
    this.#revealed.set(id, version);
  }

  delete(id: number): void {
    this.#revealed.delete(id);
  }

  /** Ids of all that was; none is from now on. */
  takeAll(): number[] {
    const ids = [...this.#revealed.keys()];
    this.#revealed.clear();
    return ids;
  }

  /** `ask` returns false where nobody can be asked now. */
  ask(id: number, ask: () => boolean, noAnswer: () => void): void {
    clearTimeout(this.#asked.get(id));
    if (ask()) this.#asked.set(id, setTimeout(noAnswer, ANSWER_MS));
    else noAnswer();
  }

  answered(id: number): void {
    clearTimeout(this.#asked.get(id));
    this.#asked.delete(id);
  }

  stop(): void {
    for (const timer of this.#asked.values()) clearTimeout(timer);
  }
}
