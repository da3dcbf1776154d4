/** For how long what is held waits for a verdict. A hidden tab has all the time: `rebase`. */

interface Due {
  version: number;
  at: number;
  isOver: boolean;
}

export interface DeadlinesDeps {
  /** In ms: after so long without a verdict, the rule for what is not judged takes over. */
  after(): number;
  /** All that is on the page has been looked at. */
  isWalkOver(): boolean;
  wakeIn(ms: number): void;
}

export class Deadlines {
  readonly #due = new Map<number, Due>();
  /** When the page's holding began; null where nothing is held. */
  #since: number | null = null;
  /** When all that is still held is looked at once more. */
  #sweepAt = Number.POSITIVE_INFINITY;

  constructor(private readonly deps: DeadlinesDeps) {}

  begin(since: number): void {
    this.#since = since;
    this.#sweepAt = since + this.deps.after();
    this.deps.wakeIn(Math.max(0, this.#sweepAt - performance.now()));
  }

  end(): void {
    this.#since = null;
    this.#sweepAt = Number.POSITIVE_INFINITY;
    this.clear();
  }

  clear(): void {
    this.#due.clear();
  }

  /** Of an element that has no verdict: whether it was held for as long as it is to be. */
  isOver({ id, version }: { id: number; version: number }): boolean {
    const known = this.#due.get(id);
    if (known?.version === version) return known.isOver;
    const after = this.deps.after();
    // What was there from the beginning was held from then on.
    const isFirst = !this.deps.isWalkOver() && performance.now() < this.#sweepAt;
    const from = isFirst ? (this.#since ?? performance.now()) : performance.now();
    this.#due.delete(id);
    this.#due.set(id, { version, at: from + after, isOver: false });
    this.deps.wakeIn(Math.max(0, from + after - performance.now()));
    return false;
  }

  forget(id: number): void {
    this.#due.delete(id);
  }

  /** Calls for those whose time has just run out. */
  pass(now: number, over: (id: number, version: number) => void): void {
    for (const [id, due] of this.#due) {
      if (due.isOver) continue;
      if (due.at > now) {
        this.deps.wakeIn(due.at - now);
        return;
      }
      due.isOver = true;
      over(id, due.version);
    }
  }

  isSweepDue(now: number): boolean {
    return now >= this.#sweepAt;
  }

  /** All has been looked at; the next time comes after as long again. */
  swept(now: number): void {
    this.#sweepAt = now + this.deps.after();
    this.deps.wakeIn(this.deps.after());
  }

  /** Elements may wait for so many ms more, or less. */
  shift(ms: number): void {
    if (this.#since === null || ms === 0) return;
    for (const due of this.#due.values()) due.at += ms;
    this.#sweepAt += ms;
  }

  /** Time begins anew for what nobody was asked about meanwhile. */
  rebase(): void {
    if (this.#since === null) return;
    const after = this.deps.after();
    const at = performance.now() + after;
    for (const due of this.#due.values()) if (!due.isOver) due.at = at;
    this.#sweepAt = at;
    this.deps.wakeIn(after);
  }
}
