/**
 * Which texts go into the next run.
 *
 *   waiting ──next run has room──> running ──all windows answered──> answered
 *      │  cancel                      │ the run fails
 *      └──────────> gone              └──> answered with the reason
 *
 * Visible before near before the rest, in the order of arrival within a class: the background, which
 * sends a few dozen at a time, puts the newest first and sees to it that nothing starves.
 */
import type { Priority } from '../core/priority';

export interface Job {
  readonly id: number;
  priority: Priority;
  /** Token suffixes of the text's windows that have not been asked yet. */
  readonly windows: (readonly number[])[];
  /** Order of arrival. */
  readonly arrived: number;
}

/** One window of a job in a run. */
export interface Placed {
  readonly job: Job;
  readonly suffix: readonly number[];
}

export class Scheduler {
  private readonly jobs = new Map<number, Job>();
  private arrivals = 0;

  get size(): number {
    return this.jobs.size;
  }

  /** True when the id waits already; its priority is then the new one. */
  reprioritise(id: number, priority: Priority): boolean {
    const job = this.jobs.get(id);
    if (job) job.priority = priority;
    return job !== undefined;
  }

  add(id: number, priority: Priority, windows: (readonly number[])[]): void {
    this.jobs.set(id, { id, priority, windows: [...windows], arrived: this.arrivals++ });
  }

  /** Forgets a job, wherever it stands; a run that holds a window of it goes on. */
  drop(id: number): void {
    this.jobs.delete(id);
  }

  has(job: Job): boolean {
    return this.jobs.get(job.id) === job;
  }

  /** Takes the next windows, as many as fit the budget, at least one. @param budget tokens */
  take(budget: number): Placed[] {
    const run: Placed[] = [];
    let tokens = 0;
    for (const job of this.inOrder()) {
      while (job.windows.length > 0) {
        const [suffix] = job.windows;
        if (!suffix || (run.length > 0 && tokens + suffix.length > budget)) return run;
        job.windows.shift();
        run.push({ job, suffix });
        tokens += suffix.length;
      }
    }
    return run;
  }

  /** Undoes a `take` whose run failed. */
  putBack(run: readonly Placed[]): void {
    for (const { job, suffix } of [...run].reverse()) job.windows.unshift(suffix);
  }

  private inOrder(): Job[] {
    return [...this.jobs.values()]
      .filter(({ windows }) => windows.length > 0)
      .sort((a, b) => a.priority - b.priority || a.arrived - b.arrived);
  }
}

/** Tokens a run may hold, moved so that a run takes about as long as a page can wait. */
export class TokenBudget {
  private tokens = 256;

  constructor(
    private readonly targetMs = 100,
    private readonly least = 64,
    private readonly most = 1024,
  ) {}

  get value(): number {
    return this.tokens;
  }

  /** A run was too much for the device. */
  halve(): void {
    this.tokens = Math.max(this.least, this.tokens >> 1);
  }

  /** A run of `tokens` took this long. Small runs say little of how long a full one takes. */
  observe(tokens: number, milliseconds: number): void {
    if (tokens < this.tokens / 2 && milliseconds < this.targetMs) return;
    const factor = Math.min(2, Math.max(0.5, this.targetMs / Math.max(1, milliseconds)));
    const next = Math.round(this.tokens * (0.5 + factor / 2));
    this.tokens = Math.min(this.most, Math.max(this.least, next));
  }
}
