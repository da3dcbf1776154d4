import { describe, expect, it } from 'vitest';
import { keeper } from './retention';

const kept = (limits: Parameters<typeof keeper>[0], items: [touchedAt: number, size: number][]) => {
  const stays = keeper(limits, 1_000);
  return items.map(([touchedAt, size]) => stays({ touchedAt, size }));
};
const wide = { maxAgeMs: 1_000, maxEntries: 100, maxBytes: 100 };

describe('keeper', () => {
  it('lets go what is too old, and that takes no room', () => {
    const limits = { ...wide, maxAgeMs: 100, maxEntries: 2 };
    const items: [number, number][] = [
      [950, 1],
      [899, 1],
      [900, 1],
      [999, 1],
    ];
    expect(kept(limits, items)).toEqual([true, false, true, false]);
  });

  it('keeps to the number of entries', () => {
    expect(
      kept({ ...wide, maxEntries: 1 }, [
        [9, 1],
        [8, 1],
      ]),
    ).toEqual([true, false]);
    expect(kept({ ...wide, maxEntries: 0 }, [[9, 1]])).toEqual([false]);
  });

  it('keeps to the size; what is worth less does not stay in the place of more', () => {
    expect(
      kept(wide, [
        [9, 60],
        [8, 40],
      ]),
    ).toEqual([true, true]);
    expect(
      kept(wide, [
        [9, 60],
        [8, 41],
        [7, 1],
      ]),
    ).toEqual([true, false, false]);
  });
});
