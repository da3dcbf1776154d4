import { time } from './clock';

/** Wakes the slices at the earliest of the moments that were asked for. */
export class Alarm {
  #timer: ReturnType<typeof setTimeout> | null = null;
  #at = Number.POSITIVE_INFINITY;

  constructor(private readonly wake: () => void) {}

  in(ms: number): void {
    if (ms <= 0) {
      this.wake();
      return;
    }
    const at = time() + ms;
    if (at >= this.#at) return;
    this.stop();
    this.#at = at;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#at = Number.POSITIVE_INFINITY;
      this.wake();
    }, ms);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#at = Number.POSITIVE_INFINITY;
  }
}
