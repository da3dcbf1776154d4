import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LockedError, type ManagedPolicy } from './managed';
import {
  changedUnder,
  effectiveSettings,
  isSiteFixed,
  liveDepartures,
  type Managing,
  notManaged,
  policyView,
} from './managed-settings';
import { defaultProtection } from './protection';
import { defaultSettings, type Settings } from './settings';

const under = (policy: ManagedPolicy, more: Partial<Managing> = {}): Managing => ({
  ...notManaged,
  policy,
  ...more,
});
const screen = { mode: 'screen' } as const;
const own: Settings = {
  ...defaultSettings(),
  sites: { 'own.example': screen, 'sent.example': { ...screen, send: { hosted: true } } },
  idleMinutes: 30,
};
const guard = { kind: 'installed', id: 'theirs', practice: false } as const;
const withServer = (address: string): Settings => ({
  ...own,
  network: { ...own.network, server: { ...own.network.server, on: true, address } },
});

describe('what holds under a policy', () => {
  it('is a person’s own without one', () => {
    expect(effectiveSettings(own, notManaged)).toEqual(own);
  });

  it('is what the policy sets, and their own in all else', () => {
    const policy = { idleMinutes: 5, imageDetail: 'fast', batteryInView: false } as const;
    expect(effectiveSettings(own, under(policy))).toEqual({
      ...own,
      idleMinutes: 5,
      imageDetail: 'fast',
      pace: { ...own.pace, batteryInView: false },
    });
  });

  it('turns its sites on and off, and all others where it says so', () => {
    const policy = { sitesOn: ['new.example', 'own.example'], sitesOff: ['sent.example'] };
    const sites = (more: ManagedPolicy) =>
      Object.keys(effectiveSettings(own, under({ ...policy, ...more })).sites).sort();
    expect(sites({})).toEqual(['new.example', 'own.example']);
    expect(sites({ sitesOn: ['new.example'], otherSites: 'off' })).toEqual(['new.example']);
    expect(sites({ sitesOn: ['sent.example'] })).toEqual(['own.example']);
  });

  it('asks one engine that content is sent to at most, for all sites if nothing is said', () => {
    const { network } = effectiveSettings(
      withServer('http://127.0.0.1:1/v1'),
      under({ engine: 'hosted' }),
    );
    expect(network).toMatchObject({
      order: ['hosted', 'local', 'server'],
      server: { on: false },
      hosted: { on: true, scope: 'all' },
    });
    const narrow = under({ engine: 'hosted', hostedScope: 'sites' });
    expect(effectiveSettings(own, narrow).network.hosted.scope).toBe('sites');
    const local = effectiveSettings(
      withServer('http://127.0.0.1:1/v1'),
      under({ engine: 'local' }),
    );
    expect([local.network.server.on, local.network.hosted.on]).toEqual([false, false]);
  });

  it('does not take what a person turned on for one server as turned on for another', () => {
    const mine = withServer('https://mine.example/v1');
    const server = (serverAddress: string) =>
      effectiveSettings(mine, under({ serverAddress })).network.server;
    expect(server('https://theirs.example/v1')).toMatchObject({
      on: false,
      address: 'https://theirs.example/v1',
    });
    expect(server('https://mine.example/v1').on).toBe(true);
  });

  it('lets no site go another way where the engine is locked', () => {
    const ways = { 'a.example': { ...screen, order: ['local', 'hosted', 'server'] as const } };
    const mine: Settings = {
      ...own,
      sites: {
        'a.example': { ...ways['a.example'], order: [...ways['a.example'].order] },
        ...own.sites,
      },
    };
    const { sites } = effectiveSettings(mine, under({ engine: 'server', locked: ['engine'] }));
    expect(sites).toEqual({
      'a.example': screen,
      'own.example': screen,
      'sent.example': screen,
    });
  });

  it('has no guard until the policy’s is installed', () => {
    const mine: Settings = { ...own, guard: { kind: 'installed', id: 'mine', practice: false } };
    const policy = { guardAddress: 'hf:a/b' };
    expect(effectiveSettings(mine, under(policy)).guard).toBeNull();
    expect(effectiveSettings(mine, under(policy, { guard })).guard).toEqual(guard);
  });

  it('adds its never-send sites to a person’s, and none of them can be taken off', () => {
    const neverSend = { added: ['mine.example'], removed: ['theirs.example', 'gmail.com'] };
    const mine: Settings = { ...own, network: { ...own.network, neverSend } };
    const policy: ManagedPolicy = { neverSend: ['theirs.example'] };
    const held = (managing: ManagedPolicy) =>
      effectiveSettings(mine, under(managing)).network.neverSend;
    expect(held(policy)).toEqual({
      added: ['theirs.example', 'mine.example'],
      removed: ['gmail.com'],
    });
    expect(held({ ...policy, locked: ['neverSend'] }).removed).toEqual([]);
  });
});

/** One change of each setting that a person can make. */
const changes = {
  engine: (s: Settings) => ({
    ...s,
    network: { ...s.network, hosted: { ...s.network.hosted, on: !s.network.hosted.on } },
  }),
  guard: (s: Settings) => ({ ...s, guard: { kind: 'installed', id: 'other', practice: false } }),
  sites: (s: Settings) => ({ ...s, sites: { ...s.sites, 'more.example': screen } }),
  neverSend: (s: Settings) => ({
    ...s,
    network: {
      ...s.network,
      neverSend: { added: [...s.network.neverSend.added, 'x.example'], removed: [] },
    },
  }),
  idleMinutes: (s: Settings) => ({ ...s, idleMinutes: s.idleMinutes + 1 }),
  imageDetail: (s: Settings) => ({ ...s, imageDetail: 'thorough' }),
  pace: (s: Settings) => ({ ...s, pace: { ...s.pace, waitHidden: !s.pace.waitHidden } }),
} as const satisfies Record<string, (settings: Settings) => Settings>;
const names = Object.keys(changes) as (keyof typeof changes)[];

const full: ManagedPolicy = {
  engine: 'server',
  serverAddress: 'https://theirs.example/v1',
  guardAddress: 'hf:a/b',
  sitesOn: ['theirs.example'],
  neverSend: ['mail.example'],
  idleMinutes: 7,
  imageDetail: 'fast',
  waitHidden: false,
};

describe('a change under a policy', () => {
  it.each(names)('of %s is refused where it is locked, set or not, and lets others be', (name) => {
    for (const policy of [{}, full]) {
      const managing = under({ ...policy, locked: [name] }, { guard });
      const before = effectiveSettings(own, managing);
      expect(() => changedUnder(own, managing, changes[name](before))).toThrow(LockedError);
      for (const other of names.filter((each) => each !== name)) {
        const next = changes[other](before);
        const { own: mine, departed } = changedUnder(own, managing, next);
        expect(effectiveSettings(mine, { ...managing, departed })).toEqual(next);
      }
    }
  });

  it('names what is locked', () => {
    const managing = under({ locked: ['idleMinutes'] });
    expect(() => changedUnder(own, managing, changes.idleMinutes(own))).toThrow(
      new LockedError('idleMinutes'),
    );
  });

  it('of a site’s engines is refused where the engine is locked', () => {
    const managing = under({ locked: ['engine'] });
    const sites = { ...own.sites, 'own.example': { ...screen, send: { server: true } } };
    const next = { ...effectiveSettings(own, managing), sites };
    expect(() => changedUnder(own, managing, next)).toThrow(LockedError);
  });

  it('of a site is refused where the policy names it, and free elsewhere if it says so', () => {
    const managing = under({ sitesOn: ['theirs.example'], otherSites: 'own', locked: ['sites'] });
    const now = effectiveSettings(own, managing);
    const { 'theirs.example': _off, ...sites } = now.sites;
    expect(() => changedUnder(own, managing, { ...now, sites })).toThrow(LockedError);
    const next = changes.sites(now);
    expect(effectiveSettings(changedUnder(own, managing, next).own, managing)).toEqual(next);
  });

  it('never lifts a never-send site of the policy, locked or not', () => {
    const managing = under({ neverSend: ['mail.example'] });
    const now = effectiveSettings(own, managing);
    for (const neverSend of [
      { added: [], removed: [] },
      { added: ['mail.example'], removed: ['mail.example'] },
    ]) {
      const next = { ...now, network: { ...now.network, neverSend } };
      expect(() => changedUnder(own, managing, next)).toThrow(LockedError);
    }
  });

  it('that a person departs by ends with what the policy set, or when it is locked', () => {
    const policy = { idleMinutes: 7, sitesOn: ['theirs.example'] };
    const before = effectiveSettings(own, under(policy));
    const next = { ...before, idleMinutes: 9, sites: own.sites };
    const { own: mine, departed } = changedUnder(own, under(policy), next);
    expect([...departed].sort()).toEqual(['idleMinutes', 'site:theirs.example']);
    expect(effectiveSettings(mine, under(policy, { departed }))).toEqual(next);
    const locked = under({ ...policy, locked: ['idleMinutes', 'sites'] }, { departed });
    expect(effectiveSettings(mine, locked)).toEqual({ ...before });
    expect(liveDepartures(under(policy, { departed }))).toEqual(departed);
    expect(liveDepartures(under({ idleMinutes: 7 }, { departed }))).toEqual(['idleMinutes']);
    expect(liveDepartures(under({}, { departed }))).toEqual([]);
  });

  it('leaves a person’s own settings beneath as they were, in all that was not changed', () => {
    const order = fc.shuffledSubarray(names);
    const locks = fc.subarray(names);
    const fields = fc.subarray(Object.keys(full) as (keyof ManagedPolicy)[]);
    fc.assert(
      fc.property(order, locks, fields, (tried, locked, chosen) => {
        const set = Object.fromEntries(chosen.map((field) => [field, full[field]]));
        let managing = under({ ...set, locked }, { guard });
        let mine = own;
        const made = new Set<string>();
        for (const name of tried) {
          const now = effectiveSettings(mine, managing);
          const next = changes[name](now);
          try {
            const changed = changedUnder(mine, managing, next);
            mine = changed.own;
            managing = { ...managing, departed: changed.departed };
            made.add(name);
            expect(effectiveSettings(mine, managing)).toEqual(next);
          } catch (error) {
            expect(error).toBeInstanceOf(LockedError);
            expect(locked).toContain(name);
          }
        }
        // The policy goes.
        const { neverSend, ...engines } = mine.network;
        const { neverSend: neverBefore, ...enginesBefore } = own.network;
        if (!made.has('engine')) expect(engines).toEqual(enginesBefore);
        if (!made.has('neverSend')) expect(neverSend).toEqual(neverBefore);
        else expect(neverSend.added).toEqual(['x.example']);
        if (!made.has('guard')) expect(mine.guard).toEqual(own.guard);
        if (!made.has('idleMinutes')) expect(mine.idleMinutes).toBe(own.idleMinutes);
        if (!made.has('imageDetail')) expect(mine.imageDetail).toBe(own.imageDetail);
        if (!made.has('pace')) expect(mine.pace).toEqual(own.pace);
        const { 'more.example': _more, ...sites } = mine.sites;
        expect(sites).toEqual(own.sites);
      }),
    );
  });
});

describe('what pages show, under a policy', () => {
  const covers = { protectionText: 'cover', protectionHoldSeconds: 9 } as const;
  const protectionOf = (policy: ManagedPolicy, from = own, departed: string[] = []) =>
    effectiveSettings(from, under(policy, { departed })).preferences.protection;
  const change = (policy: ManagedPolicy, preferences: Partial<Settings['preferences']>) => {
    const managing = under(policy);
    const now = effectiveSettings(own, managing);
    const next = { ...now, preferences: { ...now.preferences, ...preferences } };
    const { own: stored, departed } = changedUnder(own, managing, next);
    return { stored, departed, now: effectiveSettings(stored, under(policy, { departed })) };
  };

  it('is set field by field, and the rest is a person’s own', () => {
    expect(protectionOf(covers)).toEqual({
      ...defaultProtection(),
      text: 'cover',
      holdSeconds: 9,
    });
    expect(protectionOf(covers, own, ['protection'])).toEqual(defaultProtection());
    expect(protectionOf({ ...covers, locked: ['protection'] }, own, ['protection']).text).toBe(
      'cover',
    );
  });

  it('may be departed from where it is not locked', () => {
    const protection = { ...defaultProtection(), text: 'blur' } as const;
    const { departed, now } = change(covers, { protection });
    expect(departed).toEqual(['protection']);
    expect(now.preferences.protection).toEqual(protection);
    expect(() => change({ ...covers, locked: ['protection'] }, { protection })).toThrow(
      new LockedError('protection'),
    );
  });

  it('is no less than parental mode asks, on each site too', () => {
    const strict: Settings = {
      ...own,
      sites: { 'a.example': { ...screen, protection: { text: 'mark', images: 'hide' } } },
      preferences: {
        ...own.preferences,
        protection: { ...defaultProtection(), images: 'hide', holdSeconds: 20 },
      },
    };
    const holds = effectiveSettings(strict, under({ parental: true }));
    expect(holds.preferences.parental).toBe(true);
    expect(holds.preferences.protection).toEqual({
      text: 'cover',
      images: 'hide',
      hold: true,
      holdSeconds: 20,
      unjudged: 'cover',
    });
    expect(holds.sites['a.example']?.protection).toEqual({ text: 'cover', images: 'hide' });
    const off = effectiveSettings(strict, under({ parental: true }, { departed: ['parental'] }));
    expect(off.preferences.parental).toBe(false);
    expect(off.sites['a.example']?.protection?.text).toBe('mark');
  });

  it('goes below parental mode only by leaving it, and not where that is locked', () => {
    const protection = defaultProtection();
    expect(change({ parental: true }, { protection }).now.preferences).toMatchObject({
      parental: false,
      protection,
    });
    const locked = { parental: true, locked: ['parental'] } satisfies ManagedPolicy;
    expect(() => change(locked, { protection })).toThrow(new LockedError('parental'));
    expect(() => change(locked, { parental: false })).toThrow(new LockedError('parental'));
    expect(change(locked, { notify: false }).departed).toEqual([]);
  });

  it('lets no site go below it either', () => {
    const sites = { 'own.example': { ...screen, protection: { text: 'mark' } } } as const;
    const next = (policy: ManagedPolicy) => {
      const managing = under(policy);
      const now = effectiveSettings(own, managing);
      return changedUnder(own, managing, { ...now, sites: { ...now.sites, ...sites } });
    };
    expect(next({ parental: true }).departed).toEqual(['parental']);
    expect(() => next({ parental: true, locked: ['parental'] })).toThrow(
      new LockedError('parental'),
    );
    expect(() => next({ locked: ['protection'] })).toThrow(new LockedError('protection'));
  });

  it('of a site is kept beneath a lock, and comes back', () => {
    const protection = { text: 'hide' } as const;
    const mine: Settings = { ...own, sites: { 'own.example': { ...screen, protection } } };
    const managing = under({ locked: ['protection'] });
    const now = effectiveSettings(mine, managing);
    expect(now.sites['own.example']).toEqual(screen);
    const next = { ...now, sites: { 'own.example': { ...screen, send: { server: true } } } };
    const { own: stored } = changedUnder(mine, managing, next);
    expect(stored.sites['own.example']).toEqual({ ...screen, send: { server: true }, protection });
  });

  it('names language, threshold and what is kept', () => {
    const policy = { language: 'th', thresholdPercent: 30, reviewKeep: false } as const;
    const mine: Settings = {
      ...own,
      preferences: { ...own.preferences, thresholds: { all: 0.7, languages: { th: 0.9 } } },
    };
    expect(effectiveSettings(mine, under(policy)).preferences).toMatchObject({
      language: 'th',
      thresholds: { all: 0.3, languages: {} },
      review: { keep: false, limits: own.preferences.review.limits },
    });
    const locked = { ...policy, locked: ['language', 'threshold', 'review'] } as const;
    const refused = (preferences: Partial<Settings['preferences']>) => () =>
      change({ ...locked, locked: [...locked.locked] }, preferences);
    expect(refused({ language: 'en' })).toThrow(new LockedError('language'));
    expect(refused({ thresholds: { all: 0.5, languages: {} } })).toThrow(
      new LockedError('threshold'),
    );
    expect(refused({ review: { ...own.preferences.review, keepSafe: true } })).toThrow(
      new LockedError('review'),
    );
  });
});

describe('what pages of ours are told of a policy', () => {
  it('is what it sets and what it locks, by name', () => {
    expect(policyView({})).toEqual({ set: [], locked: [] });
    expect(
      policyView({ waitHidden: true, sitesOff: [], parental: true, locked: ['guard', 'guard'] }),
    ).toEqual({ set: ['pace', 'parental', 'sites'], locked: ['guard'] });
  });

  it('says of a site whether it can be turned on or off', () => {
    const policy = { sitesOn: ['a.example'] } satisfies ManagedPolicy;
    expect(isSiteFixed(policy, 'a.example')).toBe(false);
    expect(isSiteFixed({ ...policy, locked: ['sites'] }, 'a.example')).toBe(true);
    expect(isSiteFixed({ ...policy, locked: ['sites'] }, 'b.example')).toBe(true);
    const free = { ...policy, locked: ['sites'], otherSites: 'own' } satisfies ManagedPolicy;
    expect(isSiteFixed(free, 'b.example')).toBe(false);
  });
});
