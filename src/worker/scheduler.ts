/**
 * Which texts go into the next run.
 *
 *   waiting ──next run has room──> running ──all windows answered──> answered
 *      │  cancel                      │ the run fails
 *      └──────────> gone              └──> asked again in a smaller run, at last alone
 *
 * Visible before near before the rest. Within a class, those that have had the fewest windows asked
 * go first, so that a long text takes turns with the others; then the newest, which a person looks
 * at now. What has waited for a number of runs joins the next one whatever came since, one in each,
 * so that nothing starves. A run holds one kind of prompt, since it has one prefix.
 */
import type { Priority } from '../core/priority';
import type { PromptKind } from '../platform/guard-protocol';

export interface Job {
  readonly id: number;
  readonly kind: PromptKind;
  priority: Priority;
  /** Token suffixes of the text's windows that have not been asked yet. */
  readonly windows: (readonly number[])[];
  /** Windows that have been asked. */
  served: number;
  /** Order of arrival, or of the last rise to a better class. */
  arrived: number;
  /** Runs there had been when it came or was last served. */
  since: number;
}

/** One window of a job in a run. */
export interface Placed {
  readonly job: Job;
  readonly suffix: readonly number[];
}

/** After so many runs that went without it, a job joins the next. */
export const AGED_RUNS = 8;
/** After so many, its kind of prompt has a run. */
const AGED_KIND_RUNS = 16;

export class Scheduler {
  private readonly jobs = new Map<number, Job>();
  private arrivals = 0;
  private runs = 0;
  /** The last run was one for a kind that had waited. */
  private gaveWay = false;

  get size(): number {
    return this.jobs.size;
  }

  /** True when the id waits already; its priority is then the new one. */
  reprioritise(id: number, priority: Priority): boolean {
    const job = this.jobs.get(id);
    if (!job) return false;
    // It has come into view: nothing is newer.
    if (priority < job.priority) job.arrived = this.arrivals++;
    job.priority = priority;
    return true;
  }

  add(
    id: number,
    kind: PromptKind,
    priority: Priority,
    windows: readonly (readonly number[])[],
  ): void {
    this.jobs.set(id, {
      id,
      kind,
      priority,
      windows: [...windows],
      served: 0,
      arrived: this.arrivals++,
      since: this.runs,
    });
  }

  /** Forgets a job, wherever it stands; a run that holds a window of it goes on. */
  drop(id: number): void {
    this.jobs.delete(id);
  }

  has(job: Job): boolean {
    return this.jobs.get(job.id) === job;
  }

  /**
   * Takes the windows of the next run, all of one kind: as many as fit the budget, and at least one.
   * @param budget tokens; a window of the longest waiting job may go beyond it
   */
  take(budget: number): Placed[] {
    const waiting = [...this.jobs.values()].filter(({ windows }) => windows.length > 0);
    waiting.sort((a, b) => a.priority - b.priority || a.served - b.served || b.arrived - a.arrived);
    const [first] = waiting;
    if (!first) return [];
    const oldest = waiting.reduce((old, job) => (hasWaitedLonger(job, old) ? job : old));
    const waited = this.runs - oldest.since;
    this.gaveWay = !this.gaveWay && oldest.kind !== first.kind && waited >= AGED_KIND_RUNS;
    const { kind } = this.gaveWay ? oldest : first;
    const jobs = waiting.filter((job) => job.kind === kind);
    const run = new Run(budget, this.runs++);
    run.add(jobs[0], true);
    if (waited >= AGED_RUNS && oldest.kind === kind && oldest !== jobs[0]) run.add(oldest, true);
    // A window of each, then what is left of them in turns.
    const served = new Set(run.placed.map(({ job }) => job));
    for (const job of jobs) if (!served.has(job)) run.add(job);
    for (let more = true; more; ) {
      more = false;
      for (const job of jobs) if (run.add(job)) more = true;
    }
    return run.placed;
  }
}

const hasWaitedLonger = (a: Job, b: Job): boolean =>
  a.since < b.since || (a.since === b.since && a.arrived < b.arrived);

/** A run that is being filled. */
class Run {
  readonly placed: Placed[] = [];
  private tokens = 0;

  constructor(
    private readonly budget: number,
    private readonly number: number,
  ) {}

  /** Takes a job's next window if there is one and room for it. */
  add(job: Job | undefined, whateverItsLength = false): boolean {
    const [suffix] = job?.windows ?? [];
    if (!job || !suffix) return false;
    if (!whateverItsLength && this.tokens + suffix.length > this.budget) return false;
    job.windows.shift();
    job.served++;
    job.since = this.number;
    this.placed.push({ job, suffix });
    this.tokens += suffix.length;
    return true;
  }
}
