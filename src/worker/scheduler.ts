/**
 * Which texts and images have the next turn: a packed run, or a look at one image.
 *
 *   waiting ──next run has room──> running ──all windows answered──> answered
 *      │  cancel                      │ the run fails
 *      └──────────> gone              └──> asked again in a smaller run, at last alone
 *
 * Visible before near before the rest. Within a class, those that have had the fewest windows asked
 * go first, so that a long text takes turns with the others; then the newest, which a person looks
 * at now. What has waited for a number of runs joins the next one whatever came since, one in each,
 * so that nothing starves. A run holds one kind of prompt, since it has one prefix.
 *
 * An image has a way to go before it is one window like a text's, and what is made on it is large:
 *
 *   away ──a place is free──> coming ──decoded──> here ──looked at, a turn of its own──> its window
 *
 * Texts and images of one class take turns, so that a text waits for one look at most.
 */
import type { Priority } from '../core/priority';
import type { PromptKind } from '../platform/guard-protocol';
import type { Suffix } from './decoder';

export interface Job {
  readonly id: number;
  readonly kind: PromptKind;
  priority: Priority;
  /** How far an image is; a text is there at once. */
  stage: 'away' | 'coming' | 'here' | 'looked at' | 'ready';
  /** Token suffixes of the text's windows that have not been asked yet. */
  readonly windows: Suffix[];
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
  readonly suffix: Suffix;
}

export type Turn =
  /** Suffixes of one kind, to be asked together. */
  | { readonly do: 'ask'; readonly placed: Placed[] }
  /** An image that is to go through the vision tower. */
  | { readonly do: 'look'; readonly job: Job }
  | { readonly do: 'nothing' };

export const tokensIn = (suffix: Suffix): number =>
  'tokens' in suffix ? suffix.tokens.length : suffix.length;

export const tokensOf = (run: readonly Placed[]): number =>
  run.reduce((sum, { suffix }) => sum + tokensIn(suffix), 0);

/** Images that are decoded, or whose features wait, at the same time. */
export const MAX_IMAGES_HERE = 4;
/** Of them, those that nobody sees: what comes into view always finds a place soon. */
const MAX_UNSEEN_HERE = 2;

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
  /** The last turn was an image's. */
  private lastWasImage = true;

  get size(): number {
    return this.jobs.size;
  }

  /** Whether there is a turn to be had. */
  get isReady(): boolean {
    for (const job of this.jobs.values()) if (isReady(job)) return true;
    return false;
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

  add(id: number, kind: PromptKind, priority: Priority, windows: readonly Suffix[]): void {
    this.jobs.set(id, {
      id,
      kind,
      priority,
      stage: kind === 'image' ? 'away' : 'ready',
      windows: [...windows],
      served: 0,
      arrived: this.arrivals++,
      since: this.runs,
    });
  }

  /** The best image that may come now, if there is a place for it. */
  fetchNext(): Job | null {
    const images = [...this.jobs.values()].filter(({ kind }) => kind === 'image');
    const here = images.filter(({ stage }) => stage !== 'away').length;
    const [next] = images.filter(({ stage }) => stage === 'away').sort(inOrder);
    if (!next || here >= (next.priority === 0 ? MAX_IMAGES_HERE : MAX_UNSEEN_HERE)) return null;
    next.stage = 'coming';
    return next;
  }

  /** An image is decoded: it waits for its look. */
  arrived(id: number): void {
    const job = this.jobs.get(id);
    if (job?.stage !== 'coming') return;
    job.stage = 'here';
    // Until now it was not the runs that it waited for.
    job.since = this.runs;
  }

  /** An image was looked at: it waits to be asked. */
  lookedAt(job: Job, window: Suffix): void {
    job.stage = 'ready';
    job.windows.push(window);
  }

  /** Forgets a job, wherever it stands; a run that holds a window of it goes on. */
  drop(id: number): void {
    this.jobs.delete(id);
  }

  has(job: Job): boolean {
    return this.jobs.get(job.id) === job;
  }

  /**
   * Takes the next turn's work. A run is of one kind: as many windows as fit the budget, and at least
   * one.
   * @param budget tokens; a window of the longest waiting job may go beyond it
   * @param longLook whether a look would take seconds, so that texts go before it, whatever their class
   */
  next(budget: number, longLook = false): Turn {
    const waiting = [...this.jobs.values()].filter(isReady).sort(inOrder);
    if (waiting.length === 0) return { do: 'nothing' };
    const oldest = waiting.reduce((old, job) => (hasWaitedLonger(job, old) ? job : old));
    const waited = this.runs - oldest.since;
    const kind = this.kindOf(waiting, longLook, oldest, waited);
    this.lastWasImage = kind === 'image';
    const jobs = waiting.filter((job) => job.kind === kind && job.windows.length > 0);
    const unseen = waiting.find((job) => job.kind === kind && job.stage === 'here');
    const best = jobs[0];
    if (unseen && (!best || unseen.priority < best.priority)) {
      unseen.stage = 'looked at';
      unseen.since = this.runs++;
      return { do: 'look', job: unseen };
    }
    const run = new Run(budget, this.runs++);
    run.add(best, true);
    if (waited >= AGED_RUNS && oldest.kind === kind && oldest !== best) run.add(oldest, true);
    // A window of each, then what is left of them in turns.
    const served = new Set(run.placed.map(({ job }) => job));
    for (const job of jobs) if (!served.has(job)) run.add(job);
    for (let more = true; more; ) {
      more = false;
      for (const job of jobs) if (run.add(job)) more = true;
    }
    return { do: 'ask', placed: run.placed };
  }

  /** The kind that has the turn. */
  private kindOf(
    waiting: readonly Job[],
    longLook: boolean,
    oldest: Job,
    waited: number,
  ): PromptKind {
    const best = this.bestOf(waiting, longLook) ?? oldest;
    this.gaveWay = !this.gaveWay && oldest.kind !== best.kind && waited >= AGED_KIND_RUNS;
    return (this.gaveWay ? oldest : best).kind;
  }

  /** The first in order, or the first of its class that is a text where the last turn was an image's. */
  private bestOf(waiting: readonly Job[], longLook: boolean): Job | undefined {
    const [first] = waiting;
    if (longLook) return waiting.find((job) => !isImage(job)) ?? first;
    if (!first || isImage(first) !== this.lastWasImage) return first;
    const inTurn = ({ priority, kind }: Job) =>
      priority === first.priority && (kind === 'image') !== this.lastWasImage;
    return waiting.find(inTurn) ?? first;
  }
}

const isImage = ({ kind }: Job): boolean => kind === 'image';

const isReady = ({ windows, stage }: Job): boolean => windows.length > 0 || stage === 'here';

const inOrder = (a: Job, b: Job): number =>
  a.priority - b.priority || a.served - b.served || b.arrived - a.arrived;

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
    const tokens = tokensIn(suffix);
    if (!whateverItsLength && this.tokens + tokens > this.budget) return false;
    job.windows.shift();
    job.served++;
    job.since = this.number;
    this.placed.push({ job, suffix });
    this.tokens += tokens;
    return true;
  }
}
