import { beforeEach, describe, expect, it } from 'vitest';
import type { GuardState } from '../platform/guard-protocol';
import type { InstallState } from '../platform/store-protocol';
import { Notices } from './notices';
import { readyState } from './testing/guard';

let shown: string[];
let told: unknown;
let isWanted: boolean;
let refuses: boolean;

const life = () =>
  new Notices({
    isWanted: () => isWanted,
    async show(_, title) {
      if (refuses) throw new Error('no');
      shown.push(title);
    },
    load: async () => told,
    save: async (next) => {
      told = [...next];
    },
  });

const failed = (code: 'crashed' | 'no-memory'): GuardState => ({
  status: 'failed',
  code,
  message: 'at https://page.example/',
});
const source = { kind: 'web', address: 'hf:example/g' } as const;
const amount = { source, name: 'Guard', doneBytes: 0, totalBytes: 1 };
const running: InstallState = {
  status: 'running',
  ...amount,
  stage: 'downloading',
  bytesPerSecond: null,
  notices: [],
};
const broken: InstallState = {
  status: 'failed',
  ...amount,
  code: 'unreachable',
  message: 'x',
  resumable: true,
};
const done: InstallState = {
  status: 'done',
  source,
  id: 'g',
  name: 'Guard',
  practice: false,
  notices: [],
};

beforeEach(() => {
  shown = [];
  told = undefined;
  isWanted = true;
  refuses = false;
});

const withLife = async (...acts: ((notices: Notices) => void)[]) => {
  const notices = life();
  for (const act of acts) act(notices);
  await notices.quiet;
  return shown;
};

const GUARD = 'The guard has stopped working. Nothing new is screened until it works again.';

describe('notifications', () => {
  it('tell of a failed guard once, also past a killed background, until it has worked', async () => {
    await withLife(
      (n) => n.guard(failed('no-memory')),
      (n) => n.guard(failed('no-memory')),
    );
    await withLife((n) => n.guard(failed('no-memory')));
    expect(shown).toEqual([GUARD]);
    await withLife(
      (n) => n.guard(readyState()),
      (n) => n.guard(failed('no-memory')),
    );
    expect(shown).toEqual([GUARD, GUARD]);
  });

  it('tell how an installation ended, and not of one that failed long ago', async () => {
    expect(await withLife((n) => n.install(broken))).toEqual([]);
    expect(
      await withLife(
        (n) => n.install(running),
        (n) => n.install(broken),
      ),
    ).toEqual(['Guard could not be installed.']);
    await withLife(
      (n) => n.install(running),
      (n) => n.install(done),
      (n) => n.install(done),
    );
    expect(shown.at(-1)).toBe('Guard is installed.');
    expect(shown.length).toBe(2);
  });

  it('are none where a person wants none, and none comes later for it', async () => {
    isWanted = false;
    expect(await withLife((n) => n.guard(failed('crashed')))).toEqual([]);
    expect(told).toBeUndefined();
  });

  it('take no harm where the browser refuses, or what was kept is broken', async () => {
    told = { not: 'a list' };
    refuses = true;
    await withLife((n) => n.guard(failed('crashed')));
    refuses = false;
    await withLife(
      (n) => n.guard(readyState()),
      (n) => n.guard(failed('crashed')),
    );
    expect(shown).toEqual([GUARD]);
  });

  it('say nothing of what a failure’s message holds', async () => {
    await withLife((n) => n.guard(failed('crashed')));
    expect(shown.join()).not.toContain('page.example');
  });
});
