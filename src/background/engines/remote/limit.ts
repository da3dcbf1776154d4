/**
 * How many requests a server gets at once: one more for each round that went well, half as many
 * after one that did not (additive increase, multiplicative decrease: Chiu and Jain, Computer
 * Networks 17, 1989). A server that batches grows quicker with more at once, until its answers take
 * so much longer that nothing is won.
 */
const FIRST = 4;
const MOST = 32;
/** Answers may take so many times as long as the quickest. */
const PATIENCE = 5;
/** The quickest is forgotten slowly: a server may have become a slower one. */
const AGEING = 1.002;

export class Limit {
  #value = FIRST;
  #quickest = Number.POSITIVE_INFINITY;
  /** What comes back from before it was halved says nothing more. */
  #halvedAt = Number.NEGATIVE_INFINITY;

  get value(): number {
    return Math.max(1, Math.floor(this.#value));
  }

  /** @param startedAt and `now` in milliseconds of one clock */
  succeeded(startedAt: number, now: number): void {
    const took = Math.max(1, now - startedAt);
    this.#quickest = Math.min(this.#quickest * AGEING, took);
    if (startedAt < this.#halvedAt) return;
    if (took > this.#quickest * PATIENCE) this.#value = Math.max(1, this.#value - 1 / this.#value);
    else this.#value = Math.min(MOST, this.#value + 1 / this.#value);
  }

  failed(startedAt: number, now: number): void {
    if (startedAt < this.#halvedAt) return;
    this.#value = Math.max(1, this.#value / 2);
    this.#halvedAt = now;
  }
}
