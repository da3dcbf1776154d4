import { describe, expect, it } from 'vitest';
import { changesBetween, MAX_BACKUP, readBackup, restored, writeBackup } from './backup';
import { defaultSettings, type Settings } from './settings';

const mine = (): Settings => {
  const settings = defaultSettings();
  settings.sites = {
    'a.example': { mode: 'screen' },
    'b.example': { mode: 'screen', send: { server: true } },
  };
  settings.idleMinutes = 30;
  settings.preferences.language = 'ta';
  settings.network.server = { on: true, address: 'http://127.0.0.1:1/v1', model: '', scope: 'all' };
  return settings;
};
const everywhere = () => true;
const nowhere = () => false;

describe('a backup', () => {
  it('comes back as it went', () => {
    const text = writeBackup(mine(), new Date(0));
    expect(readBackup(text)).toEqual({ ok: true, settings: mine() });
    expect(readBackup(`\uFEFF${text}`)).toEqual({ ok: true, settings: mine() });
    expect(text).toContain('1970-01-01T00:00:00.000Z');
  });

  it('of an older version becomes one of ours', () => {
    const settings = { version: 4, sites: {}, guard: null, idleMinutes: 7, imageDetail: 'fast' };
    const { network } = defaultSettings();
    const read = readBackup(
      JSON.stringify({ kind: 'seawall-settings', settings: { ...settings, network } }),
    );
    expect(read).toMatchObject({ ok: true, settings: { version: 6, idleMinutes: 7 } });
  });

  it.each([
    ['not-json', 'PK\u0003\u0004'],
    ['not-json', ''],
    ['not-a-backup', '{}'],
    ['not-a-backup', '[]'],
    ['not-a-backup', 'null'],
    ['not-a-backup', JSON.stringify({ kind: 'other', settings: {} })],
    ['damaged', JSON.stringify({ kind: 'seawall-settings', settings: [] })],
    ['damaged', JSON.stringify({ kind: 'seawall-settings', settings: {} })],
    ['damaged', JSON.stringify({ kind: 'seawall-settings', settings: { version: -1 } })],
    ['damaged', JSON.stringify({ kind: 'seawall-settings', settings: { version: 6 } })],
    [
      'damaged',
      JSON.stringify({
        kind: 'seawall-settings',
        settings: { ...mine(), sites: { 'a.example': { mode: 'hide' } } },
      }),
    ],
    ['newer', JSON.stringify({ kind: 'seawall-settings', settings: { ...mine(), version: 7 } })],
    ['too-large', ' '.repeat(MAX_BACKUP + 1)],
  ])('is refused as %s', (problem, text) => {
    expect(readBackup(text)).toEqual({ ok: false, problem });
  });
});

describe('what is taken of it', () => {
  it('sends pages nowhere that a person has not agreed to on this machine', () => {
    const now = defaultSettings();
    expect(restored(now, mine(), everywhere).network.server).toMatchObject({
      on: false,
      address: 'http://127.0.0.1:1/v1',
    });
    now.network.server = { ...mine().network.server, address: 'http://127.0.0.1:2/v1' };
    expect(restored(now, mine(), everywhere).network.server.on).toBe(false);
    now.network.server = mine().network.server;
    expect(restored(now, mine(), everywhere).network.server.on).toBe(true);
  });

  const widened: [string, (backup: Settings) => unknown][] = [
    ['all sites instead of some', (b) => Object.assign(b.network.server, { scope: 'all' })],
    ['a site more', (b) => Object.assign(b.sites, { 'c.example': on({ server: true }) })],
    ['a site that was kept back', (b) => Object.assign(b.sites, { 'a.example': on({}) })],
    ['a site of our list', (b) => b.network.neverSend.removed.push('paypal.com')],
    ['a site of theirs', (b) => b.network.neverSend.added.pop()],
    ['what is asked here first', (b) => b.network.order.sort().reverse()],
    ['what is asked here first on a site', (b) => Object.assign(b.sites, { 'b.example': ahead })],
  ];
  const on = (send: { server?: boolean }) => ({ mode: 'screen', send }) as const;
  const ahead = { ...on({ server: true }), order: ['server', 'hosted', 'local'] };
  const sending = (): Settings => {
    const settings = mine();
    settings.network.server.scope = 'sites';
    settings.network.neverSend.added = ['diary.example'];
    settings.sites['a.example'] = on({ server: false });
    return settings;
  };

  it.each(widened)('sends no more of them than a person has agreed to: %s', (what, widen) => {
    const now = sending();
    const backup = sending();
    if (what === 'a site that was kept back')
      for (const each of [now, backup]) each.network.server.scope = 'all';
    expect(restored(now, backup, everywhere).network.server.on).toBe(true);
    widen(backup);
    expect(restored(now, backup, everywhere).network.server.on).toBe(false);
    // Narrowed it goes on.
    expect(restored(backup, now, everywhere).network.server.on).toBe(true);
  });

  it('is the guard only where it is here', () => {
    const guard = { kind: 'installed', id: 'x', practice: false } as const;
    const now: Settings = { ...defaultSettings(), guard: { kind: 'packaged', path: 'guards/p/' } };
    const backup = { ...mine(), guard };
    expect(restored(now, backup, nowhere).guard).toEqual(now.guard);
    expect(restored(now, backup, everywhere).guard).toEqual(guard);
    expect(restored(now, mine(), nowhere).guard).toBeNull();
  });

  it('is nothing of what belongs to this machine', () => {
    const now = defaultSettings();
    now.preferences = { ...now.preferences, parental: true, welcomed: true };
    expect(restored(now, mine(), everywhere).preferences).toMatchObject({
      parental: true,
      welcomed: true,
      language: 'ta',
    });
  });
});

describe('a preview', () => {
  it('names what changes and nothing else', () => {
    const now = mine();
    const next = mine();
    expect(changesBetween(now, next)).toEqual([]);
    next.sites = { 'c.example': { mode: 'screen' }, 'b.example': { mode: 'screen' } };
    next.idleMinutes = 5;
    next.network.neverSend.added = ['d.example'];
    expect(changesBetween(now, next)).toEqual([
      {
        part: 'sites',
        on: ['c.example'],
        off: ['a.example'],
        otherwise: ['b.example'],
        lines: [
          'sites.a.example: {"mode":"screen"} → –',
          'sites.b.example.send: {"server":true} → –',
          'sites.c.example: – → {"mode":"screen"}',
        ],
      },
      { part: 'idleMinutes', on: [], off: [], otherwise: [], lines: ['idleMinutes: 30 → 5'] },
      {
        part: 'neverSend',
        on: [],
        off: [],
        otherwise: [],
        lines: ['neverSend.added: [] → ["d.example"]'],
      },
    ]);
  });

  it('does not mind in which order names stand', () => {
    const now = mine();
    const { network, ...rest } = mine();
    const { neverSend, ...others } = network;
    expect(changesBetween(now, { network: { neverSend, ...others }, ...rest })).toEqual([]);
  });

  it('has a place for everything that can be restored', () => {
    const now = defaultSettings();
    const other: Settings = {
      ...mine(),
      guard: { kind: 'packaged', path: 'guards/p/' },
      imageDetail: 'fast',
      pace: { waitHidden: !now.pace.waitHidden, batteryInView: !now.pace.batteryInView },
      network: {
        order: ['server', 'hosted', 'local'],
        server: { ...now.network.server, address: 'http://127.0.0.1:1/v1' },
        hosted: { ...now.network.hosted, judging: 'each' },
        neverSend: { added: [], removed: ['e.example'] },
      },
      preferences: {
        ...now.preferences,
        language: 'my',
        notify: !now.preferences.notify,
        review: { ...now.preferences.review, keepSafe: !now.preferences.review.keepSafe },
        thresholds: { all: 0.9, languages: {} },
        protection: JSON.parse(
          JSON.stringify(now.preferences.protection)
            .replace('true', 'false')
            .replace('"mark"', '"cover"'),
        ),
      },
    };
    expect(changesBetween(now, other).map(({ part }) => part)).toEqual([
      'sites',
      'guard',
      'idleMinutes',
      'imageDetail',
      'order',
      'server',
      'hosted',
      'neverSend',
      'pace',
      'language',
      'protection',
      'review',
      'thresholds',
      'notify',
    ]);
  });
});
