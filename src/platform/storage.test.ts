import { describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../core/settings';

// The module imports the browser for its last line; outside an extension that import throws.
vi.mock('./browser', () => ({ browser: {} }));
const { SettingsStore } = await import('./storage');

function area(items: Record<string, unknown> = {}) {
  return {
    items,
    get: async (key: string) => structuredClone(key in items ? { [key]: items[key] } : {}),
    set: async (added: Record<string, unknown>) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
      Object.assign(items, structuredClone(added));
    },
  };
}

describe('SettingsStore', () => {
  it('starts with the defaults and stores nothing unasked', async () => {
    const { items, ...rest } = area();
    expect(await new SettingsStore(rest).read()).toEqual(defaultSettings());
    expect(items).toEqual({});
  });

  it('loses no change of many at once', async () => {
    const disk = area();
    const store = new SettingsStore(disk);
    const names = Array.from({ length: 20 }, (_, i) => `s${i}.example`);
    await Promise.all(
      names.map((name) =>
        store.update((old) => ({ ...old, sites: { ...old.sites, [name]: { mode: 'screen' } } })),
      ),
    );
    const read = await new SettingsStore(disk).read();
    expect(Object.keys(read.sites)).toEqual(names);
  });

  it('keeps aside what it cannot read', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const disk = area({ settings: { version: 99, future: true } });
    expect(await new SettingsStore(disk).read()).toEqual(defaultSettings());
    expect(disk.items['settings.unread']).toEqual({ version: 99, future: true });
    warn.mockRestore();
  });

  it('a change that fails spoils nothing', async () => {
    const store = new SettingsStore(area());
    await expect(
      store.update(() => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await store.read()).toEqual(defaultSettings());
  });
});
