/**
 * The content script's share of the page's main thread: slices of at most BUDGET_MS with the
 * page's own work in between, each of them measured. All that costs more than a moment goes
 * through here, so the numbers of `work` are the whole truth of what a page pays for Seawall.
 */
import { time } from './clock';
import { inTask } from './tasks';

export interface Job {
  /** Called first in each slice. */
  beginSlice?(): void;
  /** Does a little (well under a millisecond); true while there is more. */
  step(): boolean;
  /** Called last in each slice, however it ended; `hasTime`: some of its budget is left. */
  endSlice?(hasTime: boolean): void;
}

export interface Work {
  slices: number;
  totalMs: number;
  maxMs: number;
  recent: [start: number, duration: number][];
}

/** Leaves half of a 60 Hz frame to the page. */
export const BUDGET_MS = 8;
const RECENT = 2_000;
/** Shorter ones make no task long; kept, thousands of them would push out the ones that do. */
const NOTED_MS = 4;
/** Background tasks may wait for ever on a busy page; this is how long ours do at most. */
const PATIENCE_MS = 250;

export class Slices {
  readonly #jobs: Job[] = [];
  readonly #work: Work = { slices: 0, totalMs: 0, maxMs: 0, recent: [] };
  #isPlanned = false;
  #isStopped = false;
  #depth = 0;
  #share: number | null = null;
  /** Where the share is limited: what has been used is paid for until then. */
  #notBefore = 0;

  constructor(private readonly defer: (run: () => void) => void = deferToPage) {}

  /** Jobs added first come first in every slice. */
  add(job: Job): void {
    this.#jobs.push(job);
  }

  wake(): void {
    if (this.#isPlanned || this.#isStopped) return;
    this.#isPlanned = true;
    const wait = this.#share === null ? 0 : this.#notBefore - time();
    if (wait > 0) setTimeout(() => this.defer(() => this.#run()), wait);
    else this.defer(() => this.#run());
  }

  /** From now on all of it together gets this share of the time at most; null: what is left over. */
  limit(share: number | null): void {
    this.#share = share;
    this.#notBefore = 0;
  }

  /** Counts what a listener or observer does as a slice of its own. */
  measure<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#depth++;
    const start = time();
    try {
      return work();
    } finally {
      this.#depth--;
      this.#record(start, time() - start);
    }
  }

  get isIdle(): boolean {
    return !this.#isPlanned;
  }

  get report(): Work {
    return { ...this.#work, recent: [...this.#work.recent] };
  }

  get totalMs(): number {
    return this.#work.totalMs;
  }

  stop(): void {
    this.#isStopped = true;
    this.#jobs.length = 0;
  }

  #run(): void {
    this.#isPlanned = false;
    if (this.#isStopped) return;
    let hasMore = false;
    try {
      hasMore = this.measure(() => this.#slice(time() + BUDGET_MS));
    } finally {
      if (hasMore) this.wake();
    }
  }

  #slice(end: number): boolean {
    for (const job of this.#jobs) job.beginSlice?.();
    const hasMore = this.#steps(end);
    for (const job of this.#jobs) job.endSlice?.(time() < end);
    return hasMore;
  }

  #steps(end: number): boolean {
    for (const job of [...this.#jobs]) {
      while (job.step()) {
        if (time() >= end) return true;
      }
      if (time() >= end) return true;
    }
    return false;
  }

  #record(start: number, duration: number): void {
    const work = this.#work;
    if (this.#share !== null) {
      this.#notBefore = Math.max(this.#notBefore, start) + duration / this.#share;
    }
    work.slices++;
    work.totalMs += duration;
    work.maxMs = Math.max(work.maxMs, duration);
    if (duration < NOTED_MS) return;
    if (work.recent.length >= RECENT) work.recent.splice(0, RECENT / 4);
    work.recent.push([start, duration]);
  }
}

/** After the page's own waiting tasks, but not never. */
function deferToPage(run: () => void): void {
  let hasRun = false;
  const once = () => {
    if (hasRun) return;
    hasRun = true;
    clearTimeout(patience);
    run();
  };
  const patience = setTimeout(once, PATIENCE_MS);
  inTask(once, 'background');
}
