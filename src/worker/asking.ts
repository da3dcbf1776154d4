/**
 * What is asked of the open guard: requests wait in a scheduler, go into packed runs, and get one
 * answer each, unless they were cancelled. A run that fails is asked again in halves, until what it
 * failed for is alone.
 */
import { probabilityUnsafe } from '../core/verdict';
import type { AskAnswer, AskRequest } from '../platform/guard-protocol';
import { DeadlineError, type Timers, withDeadline } from './deadline';
import { isOutOfMemory, messageOf } from './errors';
import type { Guard } from './guard';
import { type Placed, Scheduler } from './scheduler';
import { TokenBudget } from './token-budget';
import { tokenWindows } from './token-windows';

export type Asked = Pick<Guard, 'ask' | 'prompt'> & {
  readonly build: Pick<Guard['build'], 'contextLimit'>;
};
export type FailureReason = Extract<AskAnswer, { ok: false }>['reason'];

/** The guard cannot go on: it must be opened anew. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

/** A run has so long at least, and so many times what it should take. */
const DEADLINE_MS = 10_000;
const DEADLINE_TIMES = 20;
/** What a run should take before one has been measured: devices compile their programs in it. */
const FIRST_RUN_MS = 3_000;

interface Progress {
  worst: number;
  tokens: number;
  left: number;
  readonly whole: boolean;
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

  constructor(
    private readonly send: (answers: AskAnswer[]) => void,
    private readonly timers: Timers,
  ) {}

  /** Whether there is something to run. */
  get isWaiting(): boolean {
    return this.scheduler.size > 0;
  }

  /** Another guard: what is known of the one before says nothing. */
  begin(): void {
    this.budget = new TokenBudget();
    this.inDoubt = false;
    this.retries = [];
  }

  accept(asked: AskRequest, guard: Asked): void {
    const { id, kind, priority } = asked;
    if (this.scheduler.reprioritise(id, priority)) return;
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
  }

  refuse(id: number, reason: FailureReason, message: string): void {
    this.forget(id);
    this.send([{ ok: false, id, reason, message }]);
  }

  refuseAll(reason: FailureReason, message: string): void {
    for (const id of [...this.progress.keys()]) this.refuse(id, reason, message);
  }

  /**
   * The next run, and its answers.
   * @param signal ends a run whose device is gone
   * @throws GivenUp when the guard must be opened anew; what waits is still there then
   */
  async run(guard: Asked, signal: AbortSignal): Promise<void> {
    const run = this.next();
    if (run.length === 0) return;
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
    suffixes: readonly (readonly number[])[],
    expectedMs: number,
    signal: AbortSignal,
  ): Promise<readonly (readonly [number, number])[]> {
    const pairs = await withDeadline(guard.ask(first?.job.kind ?? 'prompt', suffixes), {
      milliseconds: Math.max(DEADLINE_MS, DEADLINE_TIMES * expectedMs),
      timers: this.timers,
      signal,
    });
    if (pairs.length !== suffixes.length || !pairs.flat().every(Number.isFinite))
      throw new RangeError('the guard gave no finite numbers');
    return pairs;
  }

  /** A half of a run that failed, in turns with new work, so that this does not wait for long. */
  private next(): Placed[] {
    this.retries = this.retries
      .map((run) => run.filter(({ job }) => this.scheduler.has(job)))
      .filter((run) => run.length > 0);
    const fresh = this.lastWasRetry || this.retries.length === 0 ? this.take() : [];
    this.lastWasRetry = fresh.length === 0;
    return fresh.length > 0 ? fresh : (this.retries.shift() ?? []);
  }

  private take(): Placed[] {
    return this.scheduler.take(this.budget.value);
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
    if (this.inDoubt || length === 1) await this.probe(guard, run, message, signal);
    for (const { job } of run) this.refuse(job.id, 'bad-answer', message);
  }

  /** @throws GivenUp when the guard does not even answer for a text that no page has written */
  private async probe(
    guard: Asked,
    run: readonly Placed[],
    message: string,
    signal: AbortSignal,
  ): Promise<void> {
    const kind = run[0]?.job.kind ?? 'prompt';
    const suffix = guard.prompt.suffix({ kind, text: 'Hello.', question: 'Hello?' });
    try {
      await this.ask(guard, run, [suffix], FIRST_RUN_MS, signal);
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
      progress.tokens += suffix.length;
      progress.left--;
      if (progress.left > 0) return;
      const { worst: pUnsafe, tokens, whole } = progress;
      answers.push({ ok: true, id: job.id, pUnsafe, tokens, whole });
      this.forget(job.id);
    });
    if (answers.length > 0) this.send(answers);
  }
}

const tokensOf = (run: readonly Placed[]): number =>
  run.reduce((sum, { suffix }) => sum + suffix.length, 0);
