import { beforeEach, describe, expect, it } from 'vitest';
import { WANTED_MS, Wanted } from './wanted';

let stored: unknown;
let now: number;
let allowed: Set<string>;
let turnedOn: string[];

/** One life of the background. */
const life = (): Wanted =>
  new Wanted({
    load: async () => stored,
    save: async (wanted) => {
      stored = wanted === null ? undefined : structuredClone(wanted);
    },
    mayRead: async (site) => allowed.has(site),
    turnOn: async (site) => {
      turnedOn.push(site);
    },
    now: () => now,
  });

beforeEach(() => {
  stored = undefined;
  now = 1_000_000;
  allowed = new Set();
  turnedOn = [];
});

describe('Wanted', () => {
  it('turns a site on when it is allowed, once, in a later life too', async () => {
    await life().note('a.example');
    allowed.add('a.example');
    const wanted = life();
    await wanted.permissionsAdded();
    await wanted.permissionsAdded();
    expect(turnedOn).toEqual(['a.example']);
  });

  it('waits on where something else was allowed', async () => {
    const wanted = life();
    await wanted.note('a.example');
    allowed.add('b.example');
    await wanted.permissionsAdded();
    expect(turnedOn).toEqual([]);
    allowed.add('a.example');
    await wanted.permissionsAdded();
    expect(turnedOn).toEqual(['a.example']);
  });

  it('takes the answer although it comes before the wish is stored', async () => {
    const wanted = life();
    allowed.add('a.example');
    await Promise.all([wanted.note('a.example'), wanted.permissionsAdded()]);
    expect(turnedOn).toEqual(['a.example']);
  });

  it('forgets what was wanted long ago, or decided since', async () => {
    const wanted = life();
    await wanted.note('a.example');
    allowed.add('a.example');
    now += WANTED_MS + 1;
    await wanted.permissionsAdded();
    await wanted.note('a.example');
    await wanted.decided('b.example');
    await wanted.decided('a.example');
    await wanted.permissionsAdded();
    expect(turnedOn).toEqual([]);
  });

  it('does nothing where nothing, or nonsense, is stored', async () => {
    await life().permissionsAdded();
    stored = { site: 7 };
    await life().permissionsAdded();
    expect(turnedOn).toEqual([]);
  });
});
