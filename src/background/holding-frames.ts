/**
 * Tokens of frames that hold what they show, for a short while: a frame may have said its own before
 * what is around it has a port. That is told when it has one, but nothing from before its document
 * was there: what another page of the tab has heard proves nothing in it.
 */

/** A page that is held begins to screen half a second after it began at the latest, as a rule. */
const KEEP_MS = 10_000;
const MAX_KEPT = 500;

export class HoldingFrames {
  #said: { tabId: number; token: string; at: number }[] = [];

  constructor(private readonly now: () => number = () => Date.now()) {}

  add(tabId: number, token: string): void {
    this.#said = [...this.#recent(), { tabId, token, at: this.now() }].slice(-MAX_KEPT);
  }

  /** @param document When it came to be, as its port names it: ms since 1970. */
  within(tabId: number, document: string): string[] {
    const since = Number(document);
    return this.#recent()
      .filter((each) => each.tabId === tabId && each.at >= since)
      .map(({ token }) => token);
  }

  #recent() {
    const from = this.now() - KEEP_MS;
    return this.#said.filter(({ at }) => at >= from);
  }
}
