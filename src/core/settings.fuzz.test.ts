/** What settings, backups and policies are read from: any file, any store. */
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect } from 'vitest';
import { fuzz } from '../testing/fuzz';
import { damagedFile, hostileValue, mutated } from '../testing/hostile';
import {
  goodPolicy,
  goodSettings,
  hostileSite,
  SINCE,
  storedSettings,
} from '../testing/hostile-settings';
import { changesBetween, MAX_BACKUP, readBackup, restored, writeBackup } from './backup';
import { LockedError, ManagedPolicy, readManaged } from './managed';
import { changedUnder, effectiveSettings, liveDepartures, policyView } from './managed-settings';
import { readSettings, SETTINGS_VERSION, Settings } from './settings';
import { isSite } from './site';

/** What was stored of a part that its version knew is there again, or the whole is refused. */
function expectNothingLost(stored: unknown): void {
  const read = readSettings(stored);
  if (!read.ok) {
    expect(read.problem.length).toBeGreaterThan(10);
    return;
  }
  expect(v.parse(Settings, read.settings)).toEqual(read.settings);
  expect(readSettings(read.settings)).toEqual(read);
  if (stored === undefined) return;
  const from = Reflect.get(stored as object, 'version') ?? 0;
  for (const [part, since] of Object.entries(SINCE)) {
    const was: unknown = Reflect.get(stored as object, part);
    if (since > from || was === undefined) continue;
    const kept = Reflect.get(read.settings, part);
    expect(kept).toEqual(asKept(part as keyof typeof SINCE, was));
    if (part !== 'sites') continue;
    const names = Object.keys(was as object).filter((name) => isSite(name));
    for (const name of names) expect(Object.hasOwn(kept, name)).toBe(true);
  }
}

const asKept = (part: keyof typeof SINCE, value: unknown): unknown =>
  v.parse(Settings.entries[part] as v.GenericSchema, value);

describe('fuzz: settings', () => {
  fuzz('settings: stored', mutated(storedSettings), expectNothingLost, { runs: 600 });

  fuzz(
    'settings: a backup',
    fc.oneof(
      fc
        .tuple(goodSettings, fc.date({ noInvalidDate: true }))
        .chain(([settings, at]) => damagedFile(fc.constant(writeBackup(settings, at)))),
      mutated(
        storedSettings.map((settings) => ({ kind: 'seawall-settings', savedAt: '', settings })),
      ).map((file) => JSON.stringify(file) ?? ''),
      mutated(
        storedSettings.map((settings) => ({ kind: 'seawall-settings', savedAt: '', settings })),
      ).map((file) => `\ufeff${JSON.stringify(file)}`),
    ),
    (text) => {
      const began = performance.now();
      const read = readBackup(text);
      if (!read.ok) {
        if (text.length > MAX_BACKUP) expect(read.problem).toBe('too-large');
        return;
      }
      expect(v.is(Settings, read.settings)).toBe(true);
      const again = readBackup(writeBackup(read.settings, new Date(0)));
      expect(again).toEqual(read);
      expect(changesBetween(read.settings, read.settings)).toEqual([]);
      expect(performance.now() - began).toBeLessThan(2_000);
    },
    { runs: 600 },
  );

  fuzz(
    'settings: restored over others',
    fc.tuple(goodSettings, mutated(goodSettings), fc.boolean()),
    ([now, file, isHere]) => {
      const read = readSettings(file);
      if (!read.ok) return;
      const next = restored(now, read.settings, () => isHere);
      expect(v.is(Settings, next)).toBe(true);
      // Nothing that sends pages elsewhere comes on by a file.
      for (const engine of ['server', 'hosted'] as const) {
        const { on, address } = next.network[engine];
        if (on) expect(now.network[engine]).toMatchObject({ on, address });
      }
      expect(next.preferences.parental).toBe(now.preferences.parental);
      const changes = changesBetween(now, next);
      for (const { lines } of changes) expect(lines.length).toBeGreaterThan(0);
      expect(restored(next, next, () => true)).toEqual(next);
    },
    { runs: 500 },
  );

  fuzz(
    'settings: a policy',
    fc.tuple(mutated(goodPolicy), goodSettings, goodSettings, hostileValue, fc.array(hostileSite)),
    ([raw, own, wish, more, sites]) => {
      const { policy, problems } = readManaged(raw);
      expect(v.parse(ManagedPolicy, policy)).toEqual(policy);
      for (const problem of problems) expect(typeof problem).toBe('string');
      policyView(policy);
      for (const name of [policy.sitesOn, policy.sitesOff, policy.neverSend].flat())
        if (name !== undefined) expect(isSite(name)).toBe(true);
      const departed = liveDepartures({
        policy,
        guard: null,
        departed: ['idleMinutes', 'language', 'parental', ...sites.map((site) => `site:${site}`)],
      });
      const managing = { policy, guard: null, departed };
      const holds = effectiveSettings(own, managing);
      expect(v.parse(Settings, holds)).toEqual(holds);
      expect(Object.keys(v.parse(Settings, holds).sites)).toEqual(Object.keys(holds.sites));
      for (const site of policy.locked?.includes('sites') ? (policy.sitesOn ?? []) : [])
        if (!policy.sitesOff?.includes(site)) expect(Object.hasOwn(holds.sites, site)).toBe(true);
      // Nothing is asked for: nothing changes.
      expect(changedUnder(own, managing, holds).own).toEqual(own);
      try {
        const changed = changedUnder(own, managing, { ...wish, version: SETTINGS_VERSION });
        expect(v.is(Settings, changed.own)).toBe(true);
      } catch (error) {
        if (!(error instanceof LockedError)) throw error;
        // What an organisation never has sent is locked by itself.
        const isOwn = error.setting === 'neverSend' && policy.neverSend !== undefined;
        if (!isOwn) expect(policy.locked ?? []).toContain(error.setting);
      }
      readManaged(more);
    },
    { runs: 500 },
  );
});
