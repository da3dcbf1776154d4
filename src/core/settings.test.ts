import { describe, expect, it } from 'vitest';
import { defaultNetwork } from './engines';
import { defaultPace } from './pace';
import { defaultPreferences } from './preferences';
import { defaultSettings, readSettings, SETTINGS_VERSION } from './settings';

const good = {
  version: SETTINGS_VERSION,
  sites: { 'example.com': { mode: 'screen' } },
  guard: { kind: 'packaged', path: 'guards/practice/' },
  idleMinutes: 5,
  imageDetail: 'balanced',
  network: defaultNetwork(),
  pace: defaultPace(),
  // Older settings are of somebody who needs no welcome.
  preferences: { ...defaultPreferences(), welcomed: true },
};

describe('readSettings', () => {
  it('takes nothing stored for the defaults', () => {
    expect(readSettings(undefined)).toEqual({ ok: true, settings: defaultSettings() });
  });

  it('gives back what it would store', () => {
    expect(readSettings(structuredClone(good))).toEqual({ ok: true, settings: good });
  });

  it('migrates settings without a version', () => {
    const {
      version: _v,
      idleMinutes: _idle,
      imageDetail: _detail,
      network: _n,
      pace: _p,
      preferences: _pr,
      ...old
    } = good;
    expect(readSettings(old)).toEqual({ ok: true, settings: good });
    const { preferences, ...rest } = defaultSettings();
    const settings = { ...rest, preferences: { ...preferences, welcomed: true } };
    expect(readSettings({})).toEqual({ ok: true, settings });
  });

  it('migrates version 1, and keeps the sites and the guard', () => {
    const {
      idleMinutes: _idle,
      imageDetail: _detail,
      network: _n,
      pace: _p,
      preferences: _pr,
      ...old
    } = good;
    expect(readSettings({ ...old, version: 1 })).toEqual({ ok: true, settings: good });
  });

  it('migrates version 2, and keeps the time after which the guard is unloaded', () => {
    const { imageDetail: _detail, network: _n, pace: _p, preferences: _pr, ...old } = good;
    expect(readSettings({ ...old, idleMinutes: 30, version: 2 })).toEqual({
      ok: true,
      settings: { ...good, idleMinutes: 30 },
    });
  });

  it('migrates version 4: pages wait where they should', () => {
    const { pace: _p, preferences: _pr, ...old } = good;
    expect(readSettings({ ...old, version: 4 })).toEqual({ ok: true, settings: good });
    expect(good.pace).toEqual({ waitHidden: true, batteryInView: true });
  });

  it('migrates version 3: nothing is sent to anybody', () => {
    const { network: _n, pace: _p, preferences: _pr, ...old } = good;
    expect(readSettings({ ...old, version: 3 })).toEqual({ ok: true, settings: good });
    expect(good.network).toMatchObject({ server: { on: false }, hosted: { on: false } });
  });

  it('migrates version 5: marks alone, and no welcome', () => {
    const { preferences: _pr, ...old } = good;
    expect(readSettings({ ...old, version: 5 })).toEqual({ ok: true, settings: good });
    expect(good.preferences.protection).toMatchObject({ text: 'mark', hold: false });
  });

  it('knows where a site departs in what it shows', () => {
    const site = { mode: 'screen', protection: { text: 'cover', holdSeconds: 10 } };
    const own = { ...good, sites: { 'example.com': site } };
    expect(readSettings(own)).toEqual({ ok: true, settings: own });
    const never = { mode: 'screen', protection: { holdSeconds: 0 } };
    expect(readSettings({ ...good, sites: { 'example.com': never } }).ok).toBe(false);
  });

  it('knows what a site was allowed to be sent to', () => {
    const site = { mode: 'screen', send: { hosted: true }, order: ['hosted', 'local', 'server'] };
    const own = { ...good, sites: { 'example.com': site } };
    expect(readSettings(own)).toEqual({ ok: true, settings: own });
    const order = ['local', 'local', 'server'];
    expect(readSettings({ ...good, network: { ...good.network, order } }).ok).toBe(false);
    const server = { ...good.network.server, address: 'ftp://example.com' };
    expect(readSettings({ ...good, network: { ...good.network, server } }).ok).toBe(false);
  });

  it('knows an installed guard, and the time after which it is unloaded', () => {
    const guard = { kind: 'installed', id: 'sea-guard-4b-q4', practice: false };
    const own = { ...good, guard, idleMinutes: 240, imageDetail: 'thorough' };
    expect(readSettings(own)).toEqual({ ok: true, settings: own });
  });

  it.each([
    ['a later version', { ...good, version: SETTINGS_VERSION + 1 }],
    ['a version that is no number', { ...good, version: String(SETTINGS_VERSION) }],
    ['a version below all', { ...good, version: -1 }],
    ['a version between two', { ...good, version: 5.5 }],
    ['a text', 'settings'],
    ['a guard outside the package', { ...good, guard: { kind: 'packaged', path: '../x/' } }],
    ['a build that is no name', { ...good, guard: { kind: 'installed', id: '../x' } }],
    ['a detail that is none', { ...good, imageDetail: 'blurred' }],
    ['no time at all', { ...good, idleMinutes: 0 }],
    ['an unknown mode', { ...good, sites: { 'example.com': { mode: 'everything' } } }],
  ])('refuses %s, and says why', (_name, stored) => {
    expect(readSettings(stored)).toEqual({ ok: false, problem: expect.any(String) });
  });
});
