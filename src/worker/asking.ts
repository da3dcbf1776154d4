/**
 * What is asked of the open guard: requests wait in a scheduler, go into packed runs, and get one
 * answer each, unless they were cancelled. A run that fails is asked again in halves, until what it
 * failed for is alone. An image is fetched and looked at before that; it waits, ages, fails and is
 * cancelled as texts are.
 */
import { probabilityUnsafe } from '../core/verdict';
import type { AskAnswer, AskRequest } from '../platform/guard-protocol';
import { DeadlineError, deadlineOf, type Timers, withDeadline } from './deadline';
import type { Suffix } from './decoder';
import { isOutOfMemory, messageOf } from './errors';
import type { Guard } from './guard';
import { Looking, type Seeing } from './images/looking';
import type { TakeImage } from './images/preparing';
import { type FailureReason, ImageError } from './images/trouble';
import { type Job, type Placed, Scheduler, type Turn, tokensIn, tokensOf } from './scheduler';
import { TokenBudget } from './token-budget';
import { tokenWindows } from './token-windows';

export type Asked = Seeing & Pick<Guard, 'ask'>;

/** The guard cannot go on: it must be opened anew. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

/** What a run should take before one has been measured: devices compile their programs in it. */
const FIRST_RUN_MS = 3_000;

interface Progress {
  worst: number;
  tokens: number;
  left: number;
  whole: boolean;
}

export interface AskingOptions {
  readonly send: (answers: AskAnswer[]) => void;
  readonly timers: Timers;
  readonly take: TakeImage;
  /** There is something to run, although nothing was asked. */
  readonly wake: () => void;
}

export class Asking {
  private readonly scheduler = new Scheduler();
  private readonly progress = new Map<number, Progress>();
  /** Halves of runs that failed. */
  private retries: Placed[][] = [];
  private lastWasRetry = false;
  /** A run has failed, and none has succeeded since. */
  private inDoubt = false;
  private budget = new TokenBudget();
  private readonly looking: Looking;

  constructor(private readonly options: AskingOptions) {
    const { take, timers, wake } = options;
    const { scheduler } = this;
    const refuse = this.refuse.bind(this);
    this.looking = new Looking({ scheduler, take, timers, wake, refuse });
  }

  /** Whether there is something to run. */
  get isReady(): boolean {
    return (
      this.scheduler.isReady ||
      this.retries.some((run) => run.some(({ job }) => this.scheduler.has(job)))
    );
  }

  /** Another guard: what is known of the one before says nothing. */
  begin(): void {
    this.budget = new TokenBudget();
    this.inDoubt = false;
    this.retries = [];
    this.looking.begin();
  }

  accept(asked: AskRequest, guard: Asked): void {
    const { id, kind, priority } = asked;
    if (this.scheduler.reprioritise(id, priority)) {
      this.looking.fetch();
      return;
    }
    if (kind === 'image') {
      if (guard.blind !== null) {
        this.refuse(id, 'no-sight', guard.blind);
        return;
      }
      this.scheduler.add(id, kind, priority, []);
      this.progress.set(id, { worst: 0, tokens: 0, left: 1, whole: true });
      this.looking.accept(asked, guard);
      return;
    }
    try {
      const { suffixes, whole } = tokenWindows(guard.prompt, asked, guard.build.contextLimit);
      this.scheduler.add(id, kind, priority, suffixes);
      this.progress.set(id, { worst: 0, tokens: 0, left: suffixes.length, whole });
    } catch (error) {
      // One text that the tokenizer trips over must not take the others along.
      this.refuse(id, 'bad-answer', messageOf(error));
    }
  }

  /** Forgets a request, wherever it stands: it gets no answer any more. */
  forget(id: number): void {
    this.scheduler.drop(id);
    this.progress.delete(id);
    this.looking.forget(id);
  }

  refuse(id: number, reason: FailureReason, message: string): void {
    this.forget(id);
    this.options.send([{ ok: false, id, reason, message }]);
  }

  refuseAll(reason: FailureReason, message: string): void {
    this.looking.begin();
    for (const id of [...this.progress.keys()]) this.refuse(id, reason, message);
  }

  /**
   * The next run, or the next look at an image, and its answers.
   * @param signal ends a run whose device is gone
   * @throws GivenUp when the guard must be opened anew; what waits is still there then
   */
  async run(guard: Asked, signal: AbortSignal): Promise<void> {
    const turn = this.next();
    if (turn.do === 'look') return this.look(guard, turn.job, signal);
    if (turn.do === 'ask') return this.askRun(guard, turn.placed, signal);
  }

  private async askRun(guard: Asked, run: Placed[], signal: AbortSignal): Promise<void> {
    const suffixes = run.map(({ suffix }) => suffix);
    const tokens = tokensOf(run);
    const expected = this.budget.predict(tokens) ?? FIRST_RUN_MS;
    const started = performance.now();
    let pairs: readonly (readonly [number, number])[];
    try {
      pairs = await this.ask(guard, run, suffixes, expected, signal);
    } catch (error) {
      return this.failed(run, error, guard, signal);
    }
    this.inDoubt = false;
    this.budget.observe(tokens, performance.now() - started);
    this.deliver(run, pairs);
  }

  private async ask(
    guard: Asked,
    [first]: readonly Placed[],
    suffixes: readonly Suffix[],
    expectedMs: number,
    signal: AbortSignal,
  ): Promise<readonly (readonly [number, number])[]> {
    const work = guard.ask(first?.job.kind ?? 'prompt', suffixes);
    const pairs = await withDeadline(work, {
      milliseconds: deadlineOf(expectedMs),
      timers: this.options.timers,
      signal,
    });
    if (pairs.length !== suffixes.length || !pairs.flat().every(Number.isFinite))
      throw new RangeError('the guard gave no finite numbers');
    return pairs;
  }

  /** A half of a run that failed, in turns with new work, so that this does not wait for long. */
  private next(): Turn {
    this.retries = this.retries
      .map((run) => run.filter(({ job }) => this.scheduler.has(job)))
      .filter((run) => run.length > 0);
    const fresh: Turn =
      this.lastWasRetry || this.retries.length === 0
        ? this.scheduler.next(this.budget.value, !this.looking.hasLooked)
        : { do: 'nothing' };
    this.lastWasRetry = fresh.do === 'nothing';
    const retry = fresh.do === 'nothing' ? this.retries.shift() : undefined;
    return retry ? { do: 'ask', placed: retry } : fresh;
  }

  private async look(guard: Asked, job: Job, signal: AbortSignal): Promise<void> {
    try {
      const whole = await this.looking.look(job, guard, signal);
      const progress = this.progress.get(job.id);
      if (whole !== null && progress) progress.whole = whole;
    } catch (error) {
      await this.lookFailed(job, error, guard, signal);
    }
  }

  private async lookFailed(
    { id }: Job,
    error: unknown,
    guard: Asked,
    signal: AbortSignal,
  ): Promise<void> {
    const message = messageOf(error);
    if (error instanceof GivenUp) throw error;
    if (error instanceof ImageError) return this.looking.refuse(id, error);
    if (error instanceof DeadlineError) {
      this.refuse(id, 'timeout', message);
      throw new GivenUp(message);
    }
    // Is it this image, or the guard?
    await this.probe(guard, message, signal);
    if (this.progress.has(id)) this.refuse(id, 'bad-answer', message);
  }

  private async failed(
    run: Placed[],
    error: unknown,
    guard: Asked,
    signal: AbortSignal,
  ): Promise<void> {
    const message = messageOf(error);
    if (error instanceof GivenUp) throw error;
    if (error instanceof DeadlineError) {
      for (const { job } of run) this.refuse(job.id, 'timeout', message);
      throw new GivenUp(message);
    }
    if (isOutOfMemory(error)) this.budget.tooMuch(tokensOf(run));
    const { length } = run;
    if (length > 1) {
      this.inDoubt = true;
      const half = length >> 1;
      this.retries.unshift(run.slice(0, half), run.slice(half));
      return;
    }
    // Alone, and nothing has worked since: is it this text, or the guard?
    if (this.inDoubt || length === 1) await this.probe(guard, message, signal);
    for (const { job } of run) this.refuse(job.id, 'bad-answer', message);
  }

  /** @throws GivenUp when the guard does not even answer for a text that no page has written */
  private async probe(guard: Asked, message: string, signal: AbortSignal): Promise<void> {
    const suffix = guard.prompt.suffix({ kind: 'prompt', text: 'Hello.' });
    try {
      await this.ask(guard, [], [suffix], FIRST_RUN_MS, signal);
      this.inDoubt = false;
    } catch {
      throw new GivenUp(message);
    }
  }

  private deliver(run: readonly Placed[], pairs: readonly (readonly [number, number])[]): void {
    const answers: AskAnswer[] = [];
    run.forEach(({ job, suffix }, i) => {
      const progress = this.progress.get(job.id);
      const pair = pairs[i];
      if (!progress || !pair || !this.scheduler.has(job)) return;
      progress.worst = Math.max(progress.worst, probabilityUnsafe(pair[0], pair[1]));
      progress.tokens += tokensIn(suffix);
      progress.left--;
      if (progress.left > 0) return;
      const { worst: pUnsafe, tokens, whole } = progress;
      answers.push({ ok: true, id: job.id, pUnsafe, tokens, whole });
      this.forget(job.id);
    });
    if (answers.length > 0) this.options.send(answers);
  }
}
