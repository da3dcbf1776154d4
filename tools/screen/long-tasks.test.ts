import { describe, expect, it } from 'vitest';
import { ourLongTasks } from './long-tasks';

const work = (recent: [number, number][]) => ({ slices: 0, totalMs: 0, maxMs: 0, recent });

describe('long tasks of ours', () => {
  it('are those that a slice of our work falls into', () => {
    const tasks: [number, number][] = [
      [100, 60],
      [300, 90],
    ];
    expect(ourLongTasks(work([[120, 5]]), tasks)).toEqual({ count: 1, maxMs: 60 });
    expect(ourLongTasks(work([[200, 50]]), tasks)).toEqual({ count: 0, maxMs: 0 });
  });

  it('are long slices where the browser tells of no tasks', () => {
    const slices: [number, number][] = [
      [0, 8],
      [20, 71],
    ];
    expect(ourLongTasks(work(slices), null)).toEqual({ count: 1, maxMs: 71 });
  });
});
