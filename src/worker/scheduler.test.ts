import { describe, expect, it } from 'vitest';
import { Scheduler, TokenBudget } from './scheduler';

const tokens = (count: number): number[] => Array.from({ length: count }, () => 1);
const ids = (run: readonly { job: { id: number } }[]): number[] => run.map(({ job }) => job.id);

describe('Scheduler', () => {
  it('takes visible before near before the rest, in the order of arrival', () => {
    const scheduler = new Scheduler();
    scheduler.add(1, 2, [tokens(5)]);
    scheduler.add(2, 0, [tokens(5)]);
    scheduler.add(3, 1, [tokens(5)]);
    scheduler.add(4, 0, [tokens(5)]);
    expect(ids(scheduler.take(15))).toEqual([2, 4, 3]);
  });

  it('fills a run to the budget, and takes one that is larger alone', () => {
    const scheduler = new Scheduler();
    scheduler.add(1, 0, [tokens(30)]);
    scheduler.add(2, 0, [tokens(500)]);
    expect(ids(scheduler.take(100))).toEqual([1]);
    expect(ids(scheduler.take(100))).toEqual([2]);
    expect(scheduler.take(100)).toEqual([]);
  });

  it('moves a waiting job to its new priority', () => {
    const scheduler = new Scheduler();
    scheduler.add(1, 2, [tokens(5)]);
    scheduler.add(2, 1, [tokens(5)]);
    expect(scheduler.reprioritise(1, 0)).toBe(true);
    expect(scheduler.reprioritise(9, 0)).toBe(false);
    expect(ids(scheduler.take(5))).toEqual([1]);
  });

  it('gives windows of one text to several runs', () => {
    const scheduler = new Scheduler();
    scheduler.add(1, 0, [tokens(60), tokens(60), tokens(60)]);
    expect(ids(scheduler.take(130))).toEqual([1, 1]);
    expect(ids(scheduler.take(130))).toEqual([1]);
  });

  it('forgets a dropped job', () => {
    const scheduler = new Scheduler();
    scheduler.add(1, 0, [tokens(5)]);
    scheduler.drop(1);
    expect(scheduler.size).toBe(0);
    expect(scheduler.take(5)).toEqual([]);
  });
});

describe('TokenBudget', () => {
  it('settles where a run takes about the target, within its bounds', () => {
    const budget = new TokenBudget(100, 64, 1024);
    for (let run = 0; run < 30; run++) budget.observe(budget.value, budget.value * 0.5);
    expect(budget.value).toBeGreaterThan(180);
    expect(budget.value).toBeLessThan(220);
    for (let run = 0; run < 30; run++) budget.observe(budget.value, 1);
    expect(budget.value).toBe(1024);
    for (let run = 0; run < 30; run++) budget.observe(budget.value, 5000);
    expect(budget.value).toBe(64);
  });

  it('does not grow for small runs that were quick', () => {
    const budget = new TokenBudget();
    const before = budget.value;
    budget.observe(5, 2);
    expect(budget.value).toBe(before);
  });
});
