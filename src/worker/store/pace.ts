/** Passes on at most one value in a while: the first at once, and always the last. */
export class Pace<T> {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: { value: T } | null = null;

  constructor(
    private readonly everyMs: number,
    private readonly pass: (value: T) => void,
  ) {}

  offer(value: T): void {
    if (this.timer !== undefined) {
      this.waiting = { value };
      return;
    }
    this.pass(value);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      const { waiting } = this;
      this.waiting = null;
      if (waiting) this.offer(waiting.value);
    }, this.everyMs);
  }

  /** Passes a value on now, in place of any that waits. */
  now(value: T): void {
    this.stop();
    this.pass(value);
  }

  /** Drops what waits. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = null;
  }
}

const RATE_MS = 5_000;

/** Bytes a second over the last seconds. */
export class Rate {
  private samples: { at: number; bytes: number }[] = [];

  /** @param at milliseconds. @param bytes so far */
  sample(at: number, bytes: number): number | null {
    const last = this.samples.at(-1);
    if (!last || at - last.at >= 100) this.samples.push({ at, bytes });
    while ((this.samples[1]?.at ?? at) < at - RATE_MS) this.samples.shift();
    const first = this.samples[0];
    if (!first || at - first.at < 500 || bytes < first.bytes) return null;
    return ((bytes - first.bytes) * 1000) / (at - first.at);
  }
}
