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

/** The next turn's run. */
function taken(from: Scheduler, budget: number): Placed[] {
  const turn = from.next(budget);
  return turn.do === 'ask' ? turn.placed : [];
}

/** Takes a run and answers it. */
function run(from: Scheduler, budget: number): number[] {
  const placed = taken(from, budget);
  for (const { job } of placed) if (job.windows.length === 0) from.drop(job.id);
  return ids(placed);
}

describe('a run', () => {
  it('takes visible before near before the rest, and the newest of a class first', () => {
    const waiting = scheduler([1, 2], [2, 0], [3, 1], [4, 0]);
    expect(ids(taken(waiting, 15))).toEqual([4, 2, 3]);
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
    expect(ids(taken(waiting, 10))).toEqual([1, 3]);
  });

  it('leaves what fell to a worse class', () => {
    const waiting = scheduler([1, 0], [2, 1]);
    waiting.reprioritise(1, 2);
    expect(ids(taken(waiting, 5))).toEqual([2]);
  });

  it('forgets a dropped job', () => {
    const waiting = scheduler([1, 0]);
    waiting.drop(1);
    expect(waiting.size).toBe(0);
    expect(waiting.isReady).toBe(false);
    expect(waiting.next(5)).toEqual({ do: 'nothing' });
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

describe('an image', () => {
  const image = (waiting: Scheduler, id: number, priority: 0 | 1 | 2 = 0) =>
    waiting.add(id, 'image', priority, []);
  const text = (waiting: Scheduler, id: number, priority: 0 | 1 | 2 = 0) =>
    waiting.add(id, 'prompt', priority, [tokens(5)]);

  /** As many images as there is a place for, decoded. */
  function fetch(waiting: Scheduler): number[] {
    const fetched: number[] = [];
    for (let job = waiting.fetchNext(); job; job = waiting.fetchNext()) {
      waiting.arrived(job.id);
      fetched.push(job.id);
    }
    return fetched;
  }

  /** Takes a turn, and does what is to be done in it. */
  function turn(waiting: Scheduler, budget = 10): string {
    const next = waiting.next(budget);
    if (next.do === 'look') {
      waiting.lookedAt(next.job, tokens(8));
      return `look ${next.job.id}`;
    }
    if (next.do === 'nothing') return 'nothing';
    for (const { job } of next.placed) waiting.drop(job.id);
    return `${next.placed[0]?.job.kind} ${ids(next.placed)}`;
  }

  const turns = (waiting: Scheduler, count: number) =>
    Array.from({ length: count }, () => turn(waiting));

  it('has no turn until it is there, then one to be looked at, then one to be asked', () => {
    const waiting = new Scheduler();
    image(waiting, 1);
    expect(waiting.isReady).toBe(false);
    expect(waiting.fetchNext()).toMatchObject({ id: 1 });
    expect(waiting.isReady).toBe(false);
    waiting.arrived(1);
    expect(waiting.isReady).toBe(true);
    const look = waiting.next(10);
    expect(look).toMatchObject({ do: 'look', job: { id: 1 } });
    expect(waiting.isReady).toBe(false);
    if (look.do === 'look') waiting.lookedAt(look.job, tokens(8));
    expect(turns(waiting, 2)).toEqual(['image 1', 'nothing']);
  });

  it('takes turns with texts of its class, which go first', () => {
    const waiting = new Scheduler();
    for (const id of [1, 2]) image(waiting, id);
    for (let id = 10; id < 18; id++) text(waiting, id);
    fetch(waiting);
    expect(turns(waiting, 8)).toEqual([
      'prompt 17,16',
      'look 2',
      'prompt 15,14',
      'image 2',
      'prompt 13,12',
      'look 1',
      'prompt 11,10',
      'image 1',
    ]);
  });

  it('whose look would take long lets all texts go first, for so many runs', () => {
    const waiting = new Scheduler();
    image(waiting, 1);
    fetch(waiting);
    for (let id = 100; id < 130; id++) text(waiting, id, 2);
    const before: string[] = [];
    for (let runs = 0; runs < 12; runs++) {
      const next = waiting.next(5, true);
      if (next.do !== 'ask') throw new Error('no run');
      for (const { job } of next.placed) waiting.drop(job.id);
      before.push(...next.placed.map(({ job }) => job.kind));
    }
    expect(before).toEqual(new Array(12).fill('prompt'));
    const kinds = Array.from({ length: 6 }, () => {
      const next = waiting.next(5, true);
      if (next.do === 'ask') for (const { job } of next.placed) waiting.drop(job.id);
      return next.do;
    });
    expect(kinds).toContain('look');
  });

  it('that is on screen goes before texts that are not, and the other way round', () => {
    const waiting = new Scheduler();
    image(waiting, 1);
    text(waiting, 10, 1);
    image(waiting, 2, 2);
    fetch(waiting);
    expect(turns(waiting, 5)).toEqual(['look 1', 'image 1', 'prompt 10', 'look 2', 'image 2']);
  });

  it('is asked together with others that were looked at, as far as they fit', () => {
    const waiting = new Scheduler();
    for (const id of [1, 2, 3]) image(waiting, id, 1);
    fetch(waiting);
    expect(turn(waiting)).toBe('look 3');
    image(waiting, 4, 0);
    image(waiting, 5, 0);
    fetch(waiting);
    expect(turn(waiting)).toBe('look 5');
    expect(turn(waiting, 20)).toBe('image 5,3');
  });

  it('comes only while there is a place, and on screen there always is one', () => {
    const waiting = new Scheduler();
    for (let id = 1; id <= 9; id++) image(waiting, id, 2);
    expect(fetch(waiting)).toEqual([9, 8]);
    for (let id = 11; id <= 19; id++) image(waiting, id, 0);
    expect(fetch(waiting)).toEqual([19, 18]);
    // One that goes makes room for one.
    waiting.drop(9);
    expect(fetch(waiting)).toEqual([17]);
  });

  it('that comes into view comes now', () => {
    const waiting = new Scheduler();
    for (const id of [1, 2, 3]) image(waiting, id, 2);
    expect(fetch(waiting)).toEqual([3, 2]);
    waiting.reprioritise(1, 0);
    expect(fetch(waiting)).toEqual([1]);
    expect(turn(waiting)).toBe('look 1');
  });

  it('does not starve behind texts on screen, and holds them up by one turn in many', () => {
    const waiting = new Scheduler();
    for (const id of [1, 2]) image(waiting, id, 2);
    const seen: string[] = [];
    for (let runs = 0; runs < 90; runs++) {
      fetch(waiting);
      text(waiting, 1_000 + runs);
      seen.push(turn(waiting));
    }
    const ofImages = seen.filter((each) => !each.startsWith('prompt'));
    expect(new Set(ofImages)).toEqual(new Set(['look 1', 'look 2', 'image 1', 'image 2']));
    expect(seen.indexOf(ofImages[0] ?? '')).toBeGreaterThan(10);
  });
});
