import { describe, expect, it } from 'vitest';
import { daysBefore, SummaryCount } from './summary';

const NOW = new Date(2026, 10, 27, 15, 30).getTime();
const at = (daysAgo: number, hour = 12) => new Date(2026, 10, 27 - daysAgo, hour).getTime();

type Counted = Parameters<SummaryCount['add']>[0];
const entry = (partial: Partial<Counted> = {}): Counted => ({
  flag: 'unsafe',
  decision: null,
  kind: 'text',
  site: 'a.example',
  language: 'id',
  seenAt: at(0),
  ...partial,
});

function counted(...entries: Counted[]) {
  const count = new SummaryCount(NOW);
  for (const each of entries) count.add(each);
  return count.summary(false);
}

it('takes seven days, each from its own midnight, today the last', () => {
  const days = daysBefore(NOW).map((from) => new Date(from));
  expect(days.map((day) => day.getDate())).toEqual([21, 22, 23, 24, 25, 26, 27]);
  expect(days.every((day) => day.getHours() === 0 && day.getMinutes() === 0)).toBe(true);
});

describe('a week', () => {
  it('is counted by day, kind, site and language', () => {
    const week = counted(
      entry({ seenAt: at(0, 0) }),
      entry({ seenAt: at(1, 23), kind: 'image', language: null }),
      entry({ seenAt: at(6, 0), site: 'b.example' }),
      entry({ site: 'b.example', language: 'th' }),
      entry({ site: 'b.example', language: 'th' }),
    );
    expect(week.days.map(({ texts, images }) => [texts, images])).toEqual([
      [1, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 1],
      [3, 0],
    ]);
    expect(week.sites).toEqual([
      { site: 'b.example', count: 3 },
      { site: 'a.example', count: 2 },
    ]);
    expect(week.languages).toEqual([
      { language: 'id', count: 2 },
      { language: 'th', count: 2 },
      { language: null, count: 1 },
    ]);
    expect(week.total).toBe(5);
  });

  it('leaves out what is older, and what was safe', () => {
    const week = counted(entry({ seenAt: at(7, 23) }), entry({ flag: 'safe' }));
    expect(week.total).toBe(0);
    expect(week.sites).toEqual([]);
  });

  it('says what a person has made of it', () => {
    const decision = { call: 'agree', reviewer: '', note: '', decidedAt: 1 } as const;
    const week = counted(
      entry({ decision }),
      entry({ decision: { ...decision, call: 'overturn' } }),
      entry(),
    );
    expect(week).toMatchObject({ total: 3, decided: 2, overturned: 1 });
  });

  it('names the first twenty and counts the rest together', () => {
    const many = Array.from({ length: 30 }, (_, n) => entry({ site: `s${n}.example` }));
    const week = counted(entry({ site: 's7.example' }), ...many);
    expect(week.sites[0]).toEqual({ site: 's7.example', count: 2 });
    expect(week.sites).toHaveLength(20);
    expect(week.otherSites).toBe(10);
  });
});
