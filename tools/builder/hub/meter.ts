/** How far a download has come, how fast it goes and how long it will take. */

export interface Progress {
  /** The file that is on its way. */
  readonly file: string;
  /** Of all files together, with what lay on disk before. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly bytesPerSecond: number;
  /** Unknown until bytes have come for a moment. */
  readonly secondsLeft: number | undefined;
}

/** The rate is that of the last so many milliseconds. */
const WINDOW_MS = 10_000;
/** Chunks come by the thousand; the window needs no more than a few marks a second. */
const MARK_MS = 250;

export class Meter {
  private bytes = 0;
  private received = 0;
  private marks: { at: number; received: number }[];

  constructor(
    private readonly totalBytes: number,
    private readonly report: (progress: Progress) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.marks = [{ at: now(), received: 0 }];
  }

  /** Bytes that lay on disk. They are done, but say nothing about the rate, nor does reading them. */
  kept(file: string, bytes: number): void {
    this.bytes += bytes;
    this.marks = [{ at: this.now(), received: this.received }];
    this.tell(file);
  }

  arrived(file: string, bytes: number): void {
    this.bytes += bytes;
    this.received += bytes;
    this.tell(file);
  }

  /** Bytes that were thrown away. */
  dropped(file: string, bytes: number): void {
    this.bytes -= bytes;
    this.tell(file);
  }

  private tell(file: string): void {
    const bytesPerSecond = this.rate();
    const left = this.totalBytes - this.bytes;
    this.report({
      file,
      bytes: this.bytes,
      totalBytes: this.totalBytes,
      bytesPerSecond,
      secondsLeft: bytesPerSecond > 0 ? left / bytesPerSecond : undefined,
    });
  }

  private rate(): number {
    const now = this.now();
    const last = this.marks.at(-1);
    if (!last || now - last.at >= MARK_MS) this.marks.push({ at: now, received: this.received });
    // The oldest mark is the last one outside the window: a lull shows as a lower rate.
    while ((this.marks[1]?.at ?? now) < now - WINDOW_MS) this.marks.shift();
    const oldest = this.marks[0];
    if (!oldest || now - oldest.at < MARK_MS) return 0;
    return ((this.received - oldest.received) / (now - oldest.at)) * 1000;
  }
}
