import { beforeEach, describe, expect, it } from 'vitest';
import type { GuardSource } from '../core/guard-source';
import type { ManagedPolicy } from '../core/managed';
import type { StoredBuild, StoreRequest, StoreView } from '../platform/store-protocol';
import { ManagedGuard } from './managed-guard';
import { buildOf, failed, none, paused, running } from './testing/store';

const HASH = 'a'.repeat(64);
const ADDRESS = 'https://files.example/guard/';
const theirs: GuardSource = { kind: 'installed', id: 'theirs', practice: false };

let policy: ManagedPolicy;
let known: GuardSource | null;
let builds: StoredBuild[] | null;
let install: StoreView['install'];
let asked: StoreRequest[];
let told: (GuardSource | null)[];
let managed: ManagedGuard;

beforeEach(() => {
  policy = { guardAddress: ADDRESS, guardSha256: HASH };
  known = null;
  builds = [];
  install = none;
  asked = [];
  told = [];
  managed = new ManagedGuard({
    settings: {
      policy: async () => policy,
      managedGuard: async () => known,
      setManagedGuard: async (source) => {
        known = source;
      },
    },
    store: {
      request: async (request) => {
        asked.push(request);
        return { builds, freeBytes: null, unavailable: null, install, verification: null };
      },
    },
    changed: async () => void told.push(known),
  });
});
const list = { type: 'store.list' };
const installs = {
  type: 'store.install',
  source: { kind: 'web', address: ADDRESS, sha256: HASH },
};

describe('the guard that a policy names', () => {
  it('is none where it names none, and the store is not even asked', async () => {
    policy = {};
    expect(await managed.follow({ again: true })).toBe(false);
    expect(asked).toEqual([]);
  });

  it('is installed, with its hash, and waited for', async () => {
    expect(await managed.follow({ again: false })).toBe(true);
    expect(asked).toEqual([list, installs]);
    expect(told).toEqual([]);
  });

  it('comes into use when it is installed', async () => {
    builds = [buildOf('other'), buildOf('theirs', { address: ADDRESS, sha256: HASH })];
    expect(await managed.follow({ again: false })).toBe(false);
    expect(asked).toEqual([list]);
    expect(told).toEqual([theirs]);
  });

  it('is known by its hash where there is one, wherever it came from', async () => {
    builds = [
      buildOf('impostor', { address: ADDRESS, sha256: 'b'.repeat(64) }),
      buildOf('theirs', { address: null, sha256: HASH }),
    ];
    await managed.follow({ again: false });
    expect(told).toEqual([theirs]);
  });

  it('is known by its address where there is none', async () => {
    policy = { guardAddress: ADDRESS };
    builds = [buildOf('theirs', { address: ADDRESS })];
    await managed.follow({ again: false });
    expect(told).toEqual([theirs]);
  });

  it('is not looked for again at every start of the background, but at the browser’s', async () => {
    known = theirs;
    await managed.follow({ again: false });
    expect(asked).toEqual([]);
    await managed.follow({ again: true });
    expect(asked).toEqual([list, installs]);
  });

  it('is fetched anew where its files are gone', async () => {
    const problem = { code: 'missing', message: 'build.json is gone' } as const;
    builds = [buildOf('theirs', { address: ADDRESS, sha256: HASH, problem })];
    await managed.follow({ again: true });
    expect(asked).toEqual([list, installs]);
  });

  it.each([
    ['is being installed', running, [list], [list, list]],
    ['could not be installed', failed, [list], [list, list, installs]],
    ['was paused', paused, [list], [list, list, installs]],
  ])('that %s is left to that, or tried again', async (_what, state, first, second) => {
    install = state;
    expect(await managed.follow({ again: false })).toBe(true);
    expect(asked).toEqual(first);
    await managed.follow({ again: true });
    expect(asked).toEqual(second);
  });

  it('is in use no more where a build of its name has other bytes now', async () => {
    known = theirs;
    builds = [buildOf('theirs', { address: ADDRESS, sha256: 'b'.repeat(64) })];
    expect(await managed.follow({ again: true })).toBe(true);
    expect(told).toEqual([null]);
    expect(asked).toEqual([list, installs]);
  });

  it('stays what it is while the store cannot be read', async () => {
    known = theirs;
    builds = null;
    expect(await managed.follow({ again: true })).toBe(false);
    expect(known).toEqual(theirs);
    expect(asked).toEqual([list]);
  });

  it('is seen to in turn, not twice at once', async () => {
    await Promise.all([managed.follow({ again: false }), managed.follow({ again: false })]);
    expect(asked).toEqual([list, installs, list, installs]);
  });
});
