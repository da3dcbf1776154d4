import { describe, expect, it } from 'vitest';
import { defaultSettings, readSettings, SETTINGS_VERSION } from './settings';

const good = {
  version: SETTINGS_VERSION,
  sites: { 'example.com': { mode: 'screen' } },
  guard: { kind: 'packaged', path: 'guards/practice/' },
};

describe('readSettings', () => {
  it('takes nothing stored for the defaults', () => {
    expect(readSettings(undefined)).toEqual({ ok: true, settings: defaultSettings() });
  });

  it('gives back what it would store', () => {
    expect(readSettings(structuredClone(good))).toEqual({ ok: true, settings: good });
  });

  it('migrates settings without a version', () => {
    const { version: _version, ...old } = good;
    expect(readSettings(old)).toEqual({ ok: true, settings: good });
    expect(readSettings({})).toEqual({ ok: true, settings: defaultSettings() });
  });

  it.each([
    ['a later version', { ...good, version: SETTINGS_VERSION + 1 }],
    ['a text', 'settings'],
    ['a guard outside the package', { ...good, guard: { kind: 'packaged', path: '../x/' } }],
    ['an unknown mode', { ...good, sites: { 'example.com': { mode: 'everything' } } }],
  ])('refuses %s, and says why', (_name, stored) => {
    expect(readSettings(stored)).toEqual({ ok: false, problem: expect.any(String) });
  });
});
