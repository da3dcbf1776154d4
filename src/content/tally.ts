/** How many elements carry which flag, kept as they change; told to the background in good time. */
import { type Counts, noCounts, type Verdict } from '../core/verdict';

const THROTTLE_MS = 150;

export class Tally {
  readonly #counts = noCounts();
  #isNews = false;
  #notBefore = 0;

  constructor(
    private readonly send: (counts: Counts) => boolean,
    private readonly wakeIn: (ms: number) => void,
  ) {}

  get counts(): Counts {
    return { ...this.#counts };
  }

  /** Null: the element waits. `undefined`: it is not there. */
  change(from: Verdict | null | undefined, to: Verdict | null | undefined): void {
    if (from !== undefined) this.#counts[from?.flag ?? 'waiting']--;
    if (to !== undefined) this.#counts[to?.flag ?? 'waiting']++;
    this.tell();
  }

  tell(): void {
    if (this.#isNews) return;
    this.#isNews = true;
    this.wakeIn(Math.max(0, this.#notBefore - performance.now()));
  }

  step(): boolean {
    if (!this.#isNews) return false;
    const wait = this.#notBefore - performance.now();
    if (wait > 0) {
      this.wakeIn(wait);
      return false;
    }
    if (!this.send(this.counts)) return false;
    this.#isNews = false;
    this.#notBefore = performance.now() + THROTTLE_MS;
    return false;
  }
}
