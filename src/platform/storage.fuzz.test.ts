/** The settings' store over anything that may stand in it. */
import fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, vi } from 'vitest';
import { LockedError } from '../core/managed';
import { readSettings, Settings } from '../core/settings';
import { fuzz } from '../testing/fuzz';
import { hostileValue, mutated } from '../testing/hostile';
import { goodPolicy, storedSettings } from '../testing/hostile-settings';

vi.mock('./browser', () => ({ browser: {} }));
const { SettingsStore } = await import('./storage');

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

describe('fuzz: the store of settings', () => {
  fuzz(
    'settings: the store',
    fc.tuple(
      mutated(storedSettings),
      fc.oneof(goodPolicy, mutated(goodPolicy)),
      fc.oneof(hostileValue, fc.constant(['site:a.example', 'language'])),
      fc.oneof(
        hostileValue,
        mutated(
          fc.constant({
            address: 'hf:owner/name',
            sha256: null,
            source: { kind: 'installed', id: 'one', practice: false },
          }),
        ),
      ),
      fc.integer({ min: 1, max: 240 }),
    ),
    async ([settings, policy, departed, guard, idleMinutes]) => {
      const items: Record<string, unknown> = {
        settings,
        'settings.departed': departed,
        'settings.managedGuard': guard,
      };
      const area = {
        get: async (key: string) => ({ [key]: items[key] }),
        set: async (more: Record<string, unknown>) => void Object.assign(items, more),
      };
      const store = new SettingsStore(area, async () => policy);
      const holds = await store.read();
      expect(v.parse(Settings, holds)).toEqual(holds);
      const known = readSettings(settings);
      // What cannot be read is kept, and nothing is written over it before.
      if (!known.ok) expect(items['settings.unread']).toBe(settings);
      expect(items.settings).toBe(settings);
      const own = await store.readOwn();
      try {
        const after = await store.update((old) => ({ ...old, idleMinutes }));
        expect(after.idleMinutes).toBe(idleMinutes);
      } catch (error) {
        if (!(error instanceof LockedError)) throw error;
        expect(error.setting).toBe('idleMinutes');
        expect(items.settings).toBe(settings);
      }
      const next = new SettingsStore(area, async () => policy);
      const { idleMinutes: _, ...rest } = await next.readOwn();
      expect(own).toMatchObject(rest);
      await next.policyChanged();
      await next.managedGuard();
    },
    { runs: 300 },
  );
});
