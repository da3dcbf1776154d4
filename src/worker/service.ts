/**
 * The worker's half of the guard protocol: opens and closes guards one at a time, takes requests,
 * runs them packed, answers. Knows nothing of `postMessage`, so that tests and tools can drive it.
 */
import { probabilityUnsafe } from '../core/verdict';
import type {
  AskAnswer,
  AskRequest,
  GuardEvent,
  GuardRequest,
  GuardSource,
  GuardState,
} from '../platform/guard-protocol';
import type { BuildReader } from './build-files';
import { GuardError, messageOf } from './errors';
import { Guard } from './guard';
import { type Placed, Scheduler, TokenBudget } from './scheduler';
import type { OrtRuntime } from './tensor';
import { tokenWindows } from './token-windows';

export interface ServiceOptions {
  readonly ort: OrtRuntime;
  readonly readerOf: (source: GuardSource, url: string | null) => Promise<BuildReader>;
  readonly send: (event: GuardEvent) => void;
}

interface Progress {
  worst: number;
  tokens: number;
  left: number;
  whole: boolean;
}

type FailureReason = Extract<AskAnswer, { ok: false }>['reason'];

export class GuardService {
  private state: GuardState = { status: 'none' };
  private guard: Guard | null = null;
  /** Loads, unloads and runs follow one another, never side by side. */
  private chain: Promise<void> = Promise.resolve();
  private readonly scheduler = new Scheduler();
  private readonly budget = new TokenBudget();
  private readonly progress = new Map<number, Progress>();
  private running = false;
  /** Runs that failed one after the other. */
  private failedRuns = 0;

  constructor(private readonly options: ServiceOptions) {}

  handle(request: GuardRequest): void {
    switch (request.type) {
      case 'open':
        this.enqueue(() => this.open(request.source, request.url));
        break;
      case 'close':
        this.enqueue(() => this.close({ status: 'none' }));
        break;
      case 'ask':
        for (const one of request.requests) this.accept(one);
        this.enqueueRun();
        break;
      case 'cancel':
        for (const id of request.ids) this.forget(id);
        break;
      case 'state':
        this.options.send({ type: 'state', state: this.state });
        break;
    }
  }

  /** Resolves when everything asked for so far is done. */
  async idle(): Promise<void> {
    let seen: Promise<void>;
    do {
      seen = this.chain;
      await seen;
    } while (seen !== this.chain);
  }

  private enqueue(step: () => Promise<void>): void {
    this.chain = this.chain.then(step).catch((error) => {
      this.show({ status: 'failed', code: 'crashed', message: messageOf(error) });
    });
  }

  private async open(source: GuardSource, url: string | null): Promise<void> {
    await this.close({ status: 'loading', stage: 'files', loadedBytes: 0, totalBytes: 0 });
    try {
      const reader = await this.options.readerOf(source, url);
      const guard = await Guard.open(this.options.ort, reader, (state) => this.show(state));
      this.guard = guard;
      guard.lost.then((message) => {
        if (this.guard === guard) this.enqueue(() => this.crash(guard, message));
      });
      const { id, name, practice } = guard.build;
      this.show({ status: 'ready', id, name, practice, device: guard.device });
    } catch (error) {
      const code = error instanceof GuardError ? error.code : 'crashed';
      this.show({ status: 'failed', code, message: messageOf(error) });
      this.refuseAll('guard-failed', messageOf(error));
    }
  }

  private async close(next: GuardState): Promise<void> {
    const { guard } = this;
    this.guard = null;
    this.refuseAll('interrupted', 'the guard was closed');
    this.show(next);
    this.failedRuns = 0;
    await guard?.dispose().catch((error) => console.debug('seawall: guard not disposed', error));
  }

  /**
   * The guard cannot go on: its graphics device is gone, or it fails again and again. The background
   * hears of a crash, counts it, and opens the guard anew.
   */
  private async crash(guard: Guard, message: string): Promise<void> {
    if (this.guard !== guard) return;
    this.guard = null;
    this.refuseAll('interrupted', message);
    await guard.dispose().catch(() => {});
    this.show({ status: 'failed', code: 'crashed', message });
  }

  private accept(asked: AskRequest): void {
    const { id, priority } = asked;
    if (this.scheduler.reprioritise(id, priority)) return;
    if (!this.guard) {
      const reason = this.state.status === 'failed' ? 'guard-failed' : 'no-guard';
      this.refuse(id, reason, 'no guard is open');
      return;
    }
    try {
      const { prompt, build } = this.guard;
      const { suffixes, whole } = tokenWindows(prompt, asked, build.contextLimit);
      this.scheduler.add(id, priority, [...suffixes]);
      this.progress.set(id, { worst: 0, tokens: 0, left: suffixes.length, whole });
    } catch (error) {
      // One text that the tokenizer trips over must not take the others along.
      this.refuse(id, 'bad-answer', messageOf(error));
    }
  }

  private enqueueRun(): void {
    if (this.running) return;
    this.running = true;
    this.enqueue(async () => {
      try {
        await this.runOne();
      } finally {
        this.running = false;
        // The next run joins the chain's end: an `open` or `close` that came meanwhile goes first,
        // and messages that arrived during the run are heard before it.
        if (this.guard && this.scheduler.size > 0) setTimeout(() => this.enqueueRun());
      }
    });
  }

  private async runOne(): Promise<void> {
    const { guard } = this;
    if (!guard) return;
    const run = this.scheduler.take(this.budget.value);
    if (run.length === 0) return;
    const started = performance.now();
    let pairs: Awaited<ReturnType<Guard['ask']>>;
    try {
      pairs = await guard.ask(
        'prompt',
        run.map(({ suffix }) => suffix),
      );
    } catch (error) {
      if (error instanceof RangeError) {
        for (const { job } of run) this.refuse(job.id, 'bad-answer', messageOf(error));
        return;
      }
      // Once may be want of memory: try again with less. Twice is a guard that does not work.
      this.failedRuns++;
      if (this.failedRuns > 1) return this.crash(guard, messageOf(error));
      this.budget.halve();
      this.scheduler.putBack(run);
      return;
    }
    this.failedRuns = 0;
    const tokens = run.reduce((sum, { suffix }) => sum + suffix.length, 0);
    this.budget.observe(tokens, performance.now() - started);
    this.deliver(run, pairs);
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
    if (answers.length > 0) this.options.send({ type: 'answers', answers });
  }

  private forget(id: number): void {
    this.scheduler.drop(id);
    this.progress.delete(id);
  }

  private refuse(id: number, reason: FailureReason, message: string): void {
    this.forget(id);
    this.options.send({ type: 'answers', answers: [{ ok: false, id, reason, message }] });
  }

  private refuseAll(reason: FailureReason, message: string): void {
    for (const id of [...this.progress.keys()]) this.refuse(id, reason, message);
  }

  private show(state: GuardState): void {
    this.state = state;
    this.options.send({ type: 'state', state });
  }
}
