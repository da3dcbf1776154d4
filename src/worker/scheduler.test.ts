import { describe, expect, it } from 'vitest';
import { AGED_RUNS, type Placed, Scheduler } from './scheduler';

const tokens = (count: number): number[] => Array.from({ length: count }, () => 1);
const ids = (run: readonly Placed[]): number[] => run.map(({ job }) => job.id);

/** Jobs of one window each. */
function scheduler(...jobs: [id: number, priority: 0 | 1 | 2, length?: number][]): Scheduler {
  const made = new Scheduler();
  for (const [id, priority, length = 5] of jobs) made.add(id, 'prompt', priority, [tokens(length)]);
  return made;
}

/** Takes a run and answers it. */
function run(from: Scheduler, budget: number): number[] {
  const placed = from.take(budget);
  for (const { job } of placed) if (job.windows.length === 0) from.drop(job.id);
  return ids(placed);
}

describe('a run', () => {
  it('takes visible before near before the rest, and the newest of a class first', () => {
    const waiting = scheduler([1, 2], [2, 0], [3, 1], [4, 0]);
    expect(ids(waiting.take(15))).toEqual([4, 2, 3]);
  });

  it('is filled to the budget with what fits, and holds one that is larger alone', () => {
    const waiting = scheduler([1, 0, 60], [2, 0, 500], [3, 0, 30]);
    expect(run(waiting, 100)).toEqual([3, 1]);
    expect(run(waiting, 100)).toEqual([2]);
    expect(run(waiting, 100)).toEqual([]);
  });

  it('takes what rose to a better class as the newest of it', () => {
    const waiting = scheduler([1, 2], [2, 0], [3, 0]);
    expect(waiting.reprioritise(1, 0)).toBe(true);
    expect(waiting.reprioritise(9, 0)).toBe(false);
    expect(ids(waiting.take(10))).toEqual([1, 3]);
  });

  it('leaves what fell to a worse class', () => {
    const waiting = scheduler([1, 0], [2, 1]);
    waiting.reprioritise(1, 2);
    expect(ids(waiting.take(5))).toEqual([2]);
  });

  it('forgets a dropped job', () => {
    const waiting = scheduler([1, 0]);
    waiting.drop(1);
    expect(waiting.size).toBe(0);
    expect(waiting.take(5)).toEqual([]);
  });

  it('holds one kind of prompt: that of the first in order', () => {
    const waiting = new Scheduler();
    waiting.add(1, 'response', 0, [tokens(5)]);
    waiting.add(2, 'prompt', 1, [tokens(5)]);
    waiting.add(3, 'response', 2, [tokens(5)]);
    expect(run(waiting, 100)).toEqual([1, 3]);
    expect(run(waiting, 100)).toEqual([2]);
  });
});

describe('windows of a long text', () => {
  const long = (count: number, length = 60) => Array.from({ length: count }, () => tokens(length));

  it('fill several runs when nothing else waits', () => {
    const waiting = new Scheduler();
    waiting.add(1, 'prompt', 0, long(3));
    expect(run(waiting, 130)).toEqual([1, 1]);
    expect(run(waiting, 130)).toEqual([1]);
  });

  it('take turns with other texts of their class', () => {
    const waiting = new Scheduler();
    for (let id = 1; id <= 12; id++) waiting.add(id, 'prompt', 0, [tokens(30)]);
    waiting.add(99, 'prompt', 0, long(6, 90));
    // Its first window leads, being the newest; the others wait for those that had none.
    expect(run(waiting, 150)).toEqual([99, 12, 11]);
    expect(run(waiting, 150)).toEqual([10, 9, 8, 7, 6]);
    expect(run(waiting, 150)).toEqual([5, 4, 3, 2, 1]);
    expect(run(waiting, 150)).toEqual([99]);
  });

  it('of two long texts alternate', () => {
    const waiting = new Scheduler();
    waiting.add(1, 'prompt', 0, long(3));
    waiting.add(2, 'prompt', 0, long(3));
    expect(run(waiting, 240)).toEqual([2, 1, 2, 1]);
  });
});

describe('with a full queue', () => {
  const full = () => scheduler(...Array.from({ length: 256 }, (_, id): [number, 0] => [id, 0]));

  it('an element that comes into view is in the very next run, however long the others have waited', () => {
    const waiting = full();
    for (let id = 1_000; id < 1_030; id++) {
      waiting.add(id, 'prompt', 0, [tokens(5)]);
      expect(run(waiting, 20)).toContain(id);
    }
    waiting.add(2_000, 'prompt', 2, [tokens(5)]);
    expect(run(waiting, 20)).not.toContain(2_000);
    waiting.reprioritise(2_000, 0);
    expect(run(waiting, 20)).toContain(2_000);
  });

  it('nothing starves while newer ones keep coming', () => {
    const waiting = scheduler([0, 2], [1, 1], [2, 0, 50]);
    const seen = new Set<number>();
    for (let runs = 0; runs <= AGED_RUNS + 3; runs++) {
      for (let i = 0; i < 10; i++) waiting.add(1_000 + runs * 10 + i, 'prompt', 0, [tokens(5)]);
      for (const id of run(waiting, 20)) seen.add(id);
    }
    for (const id of [0, 1, 2]) expect(seen).toContain(id);
  });

  it('nor does another kind of prompt, which then delays what comes into view by one run only', () => {
    const waiting = new Scheduler();
    for (let id = 1; id <= 3; id++) waiting.add(id, 'response', 2, [tokens(20)]);
    const seen = new Set<number>();
    for (let runs = 0; runs < 30; runs++) {
      const id = 1_000 + runs;
      waiting.add(id, 'prompt', 0, [tokens(5)]);
      const two = [...run(waiting, 20), ...run(waiting, 20)];
      expect(two).toContain(id);
      for (const each of two) seen.add(each);
    }
    for (const id of [1, 2, 3]) expect(seen).toContain(id);
  });
});
