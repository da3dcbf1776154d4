import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeadlineError, realTimers, type Timers, withDeadline } from './deadline';

/** Ticks when a test says so; a sleeping laptop does not. */
class Clock implements Timers {
  readonly periods: number[] = [];
  private readonly ticks = new Set<() => void>();

  every(milliseconds: number, tick: () => void): () => void {
    this.periods.push(milliseconds);
    this.ticks.add(tick);
    return () => this.ticks.delete(tick);
  }

  get waiting(): number {
    return this.ticks.size;
  }

  pass(ticks: number): void {
    for (let i = 0; i < ticks; i++) for (const tick of [...this.ticks]) tick();
  }
}

const flush = () => new Promise((resolve) => setImmediate(resolve));
const late = 'no answer within 2 seconds';

let clock: Clock;
let finish: (value: string) => void;
let fail: (error: unknown) => void;
let work: Promise<string>;
let outcome: unknown;

/** Two seconds: four ticks, and one that may have come early. */
const wait = (signal?: AbortSignal, milliseconds = 2_000): void => {
  withDeadline(work, { milliseconds, timers: clock, ...(signal ? { signal } : {}) }).then(
    (value) => {
      outcome = value;
    },
    (error: unknown) => {
      outcome = error;
    },
  );
};

beforeEach(() => {
  clock = new Clock();
  outcome = undefined;
  work = new Promise((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a deadline', () => {
  it('lets through what comes in time, and ends its timer', async () => {
    wait();
    clock.pass(4);
    finish('here');
    await flush();
    expect(outcome).toBe('here');
    expect(clock.waiting).toBe(0);
  });

  it('lets through how the work failed', async () => {
    wait();
    const error = new Error('boom');
    fail(error);
    await flush();
    expect(outcome).toBe(error);
    expect(clock.waiting).toBe(0);
  });

  it('is over a tick after its time: the first one may come early', async () => {
    wait();
    clock.pass(4);
    await flush();
    expect(outcome).toBeUndefined();
    clock.pass(1);
    await flush();
    expect(outcome).toBeInstanceOf(DeadlineError);
    expect(outcome).toMatchObject({ name: 'DeadlineError', message: late });
    expect(clock.waiting).toBe(0);
    expect(clock.periods).toEqual([500]);
  });

  it('is never shorter than it says', async () => {
    wait(undefined, 501);
    clock.pass(2);
    await flush();
    expect(outcome).toBeUndefined();
    clock.pass(1);
    await flush();
    expect(outcome).toBeInstanceOf(DeadlineError);
  });

  it('drops what comes after it, also a failure', async () => {
    for (const end of [() => finish('late'), () => fail(new Error('late'))]) {
      work = new Promise((resolve, reject) => {
        finish = resolve;
        fail = reject;
      });
      wait();
      clock.pass(5);
      await flush();
      end();
      await flush();
      expect(outcome).toBeInstanceOf(DeadlineError);
    }
  });

  it('is counted in ticks, not by the clock on the wall', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    wait();
    clock.pass(2);
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    clock.pass(2);
    await flush();
    expect(outcome).toBeUndefined();
    finish('here');
    await flush();
    expect(outcome).toBe('here');
  });
});

describe('a wait that is ended from outside', () => {
  it('has the reason for its error, and ends its timer', async () => {
    const abort = new AbortController();
    wait(abort.signal);
    const reason = new Error('given up');
    abort.abort(reason);
    await flush();
    expect(outcome).toBe(reason);
    expect(clock.waiting).toBe(0);
    finish('late');
    await flush();
    expect(outcome).toBe(reason);
  });

  it('may have been ended before it began', async () => {
    wait(AbortSignal.abort('before'));
    await flush();
    expect(outcome).toBe('before');
    expect(clock.waiting).toBe(0);
    fail(new Error('late'));
    await flush();
    expect(outcome).toBe('before');
  });

  it('leaves nothing on the signal once it is over', async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    wait(signal);
    finish('here');
    await flush();
    expect(added).toHaveBeenCalledOnce();
    expect(removed).toHaveBeenCalledWith('abort', added.mock.calls[0]?.[1]);
  });
});

describe('the real timers', () => {
  it('tick until they are stopped', () => {
    vi.useFakeTimers();
    let ticks = 0;
    const stop = realTimers.every(500, () => ticks++);
    vi.advanceTimersByTime(1_499);
    expect(ticks).toBe(2);
    vi.advanceTimersByTime(1);
    expect(ticks).toBe(3);
    stop();
    vi.advanceTimersByTime(5_000);
    expect(ticks).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
  });
});
