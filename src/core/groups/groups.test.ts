import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Priority } from '../priority';
import { GROUP_LIMITS, Groups, type Member } from './groups';
import { Prevalence } from './prevalence';

interface Text extends Member {
  name: string;
  unsafe: boolean;
}
const text = (order: number, more: Partial<Text> = {}): Text => ({
  name: `${order}`,
  length: 100,
  page: 1,
  order,
  site: 'a.example',
  joins: true,
  priority: 2,
  unsafe: false,
  ...more,
});
const names = (group: readonly Text[] | null) => group?.map(({ name }) => name) ?? [];

/** Asks to the end; a group is unsafe where one of it is. */
function finish(groups: Groups<Text>) {
  const verdicts = new Map<Text, 'cleared' | 'safe' | 'unsafe'>();
  let requests = 0;
  for (let group = groups.next(); group; group = groups.next()) {
    requests++;
    const isUnsafe = group.some(({ unsafe }) => unsafe);
    const answer = groups.answered(group, isUnsafe);
    if (answer.kind === 'named') verdicts.set(answer.member, isUnsafe ? 'unsafe' : 'safe');
    else if (answer.kind === 'cleared')
      for (const member of answer.members) verdicts.set(member, 'cleared');
  }
  return { verdicts, requests };
}

describe('groups', () => {
  it('name every unsafe element and clear all others, whatever they are', () => {
    const member = fc.record({
      length: fc.integer({ min: 1, max: 6_000 }),
      page: fc.integer({ min: 1, max: 3 }),
      joins: fc.boolean(),
      unsafe: fc.boolean(),
      priority: fc.constantFrom<Priority>(0, 1, 2),
    });
    fc.assert(
      fc.property(fc.array(member, { maxLength: 80 }), (members) => {
        const prevalence = new Prevalence();
        const groups = new Groups<Text>(() => prevalence);
        const all = members.map((each, i) => text(i, each));
        for (const each of all) groups.add(each);
        const { verdicts } = finish(groups);
        expect(groups.size).toBe(0);
        for (const each of all)
          if (each.unsafe) expect(verdicts.get(each)).toBe('unsafe');
          else expect(verdicts.get(each)).toMatch(/cleared|safe/);
      }),
      { numRuns: 300 },
    );
  });

  it('hold neighbours of one page, within the limits', () => {
    const groups = new Groups<Text>();
    for (let i = 0; i < 100; i++) groups.add(text(i, { page: 1 + (i % 2), length: 300 }));
    for (let group = groups.next(); group; group = groups.next()) {
      expect(new Set(group.map(({ page }) => page)).size).toBe(1);
      expect(group.length).toBeLessThanOrEqual(GROUP_LIMITS.members);
      const length = group.reduce((sum, each) => sum + each.length, 0);
      expect(length).toBeLessThanOrEqual(GROUP_LIMITS.length);
      const orders = group.map(({ order }) => order);
      expect(orders).toEqual([...orders].sort((a, b) => a - b));
      groups.answered(group, false);
    }
  });

  it('begin with what is in view, then suspects, and take pages by turns', () => {
    const groups = new Groups<Text>(() => new Prevalence(), { members: 4, length: 4_000 });
    for (let i = 0; i < 8; i++) groups.add(text(i));
    for (let i = 20; i < 28; i++) groups.add(text(i, { page: 2, priority: i < 24 ? 2 : 0 }));
    const seen = groups.next() ?? [];
    expect(names(seen)).toEqual(['24', '25', '26', '27']);
    groups.answered(seen, false);
    const first = groups.next() ?? [];
    expect(names(first)).toEqual(['0', '1', '2', '3']);
    groups.answered(first, true);
    // Suspects before all others of their class.
    const half = groups.next() ?? [];
    expect(names(half)).toEqual(['0', '1']);
    // While it is out, the other half waits, and the other page is not held up.
    expect(names(groups.next())).toEqual(['20', '21', '22', '23']);
    groups.answered(half, false);
    expect(names(groups.next())).toEqual(['2']);
  });

  it('ask what must be asked alone by itself', () => {
    const groups = new Groups<Text>();
    groups.add(text(0));
    groups.add(text(1, { joins: false }));
    groups.add(text(2));
    const asked = [names(groups.next()), names(groups.next())];
    expect(asked).toEqual([['0', '2'], ['1']]);
  });

  it('never answer for one that has gone, and never suspect others for it', () => {
    const groups = new Groups<Text>(() => new Prevalence(), { members: 4, length: 4_000 });
    const all = [0, 1, 2, 3].map((order) => text(order, { unsafe: order === 0 }));
    for (const each of all) groups.add(each);
    const whole = groups.next() ?? [];
    const [gone] = all;
    if (gone) groups.delete(gone);
    expect(groups.answered(whole, true)).toEqual({ kind: 'split' });
    const { verdicts } = finish(groups);
    expect([...verdicts.keys()].map(({ name }) => name).sort()).toEqual(['1', '2', '3']);
    expect([...verdicts.values()]).not.toContain('unsafe');
  });

  it('suspect nobody for one that went while its fellows were asked', () => {
    const groups = new Groups<Text>(() => new Prevalence(), { members: 4, length: 4_000 });
    const all = [0, 1, 2, 3].map((order) => text(order));
    for (const each of all) groups.add(each);
    groups.answered(groups.next() ?? [], true);
    const half = groups.next() ?? [];
    expect(names(half)).toEqual(['0', '1']);
    const [, , , last] = all;
    if (last) groups.delete(last);
    groups.answered(half, false);
    // Never the one that has gone, and the other as one of the pool.
    expect(names(groups.next())).toEqual(['2']);
    expect(groups.next()).toBeNull();
  });

  it('take a group apart that is refused, without a word on the site', () => {
    const prevalence = new Prevalence();
    const groups = new Groups<Text>(() => prevalence, { members: 4, length: 4_000 });
    for (let i = 0; i < 4; i++) groups.add(text(i));
    const before = prevalence.mean;
    groups.refused(groups.next() ?? []);
    expect(prevalence.mean).toBe(before);
    expect(names(groups.next())).toEqual(['0', '1']);
  });

  it('wait again as they did where no answer comes', () => {
    const groups = new Groups<Text>();
    for (let i = 0; i < 5; i++) groups.add(text(i));
    const group = groups.next() ?? [];
    expect(groups.next()).toBeNull();
    groups.failed(group);
    expect(names(groups.next())).toEqual(names(group));
  });

  it('become smaller on a site with much that is unsafe, and larger again', () => {
    const prevalence = new Prevalence();
    const clean = prevalence.groupSize(32);
    expect(clean).toBeGreaterThanOrEqual(16);
    for (let i = 0; i < 10; i++) prevalence.saw(4, true);
    expect(prevalence.groupSize(32)).toBeLessThanOrEqual(2);
    for (let i = 0; i < 60; i++) prevalence.saw(4, false);
    expect(prevalence.groupSize(32)).toBeGreaterThanOrEqual(16);
  });

  /** Seeds as in docs/hosted.md; the bound is the issue's. */
  it('need at most a fifth of the requests at 200 elements with 1 % unsafe', () => {
    for (let seed = 0; seed < 20; seed++) {
      const prevalence = new Prevalence();
      const groups = new Groups<Text>(() => prevalence);
      const bad = [(seed * 37) % 200, (seed * 91 + 13) % 200];
      for (let i = 0; i < 200; i++) groups.add(text(i, { unsafe: bad.includes(i) }));
      expect(finish(groups).requests).toBeLessThanOrEqual(40);
    }
  });
});
