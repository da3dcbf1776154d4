import { describe, expect, it, vi } from 'vitest';
import { LockedError } from '../core/managed';
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

describe('SettingsStore under a policy', () => {
  const idle = (idleMinutes: number) => (old: ReturnType<typeof defaultSettings>) => ({
    ...old,
    idleMinutes,
  });

  it('gives what holds to every reader, and stores none of it', async () => {
    const disk = area();
    const store = new SettingsStore(disk, async () => ({ idleMinutes: 7 }));
    expect(await store.read()).toEqual({ ...defaultSettings(), idleMinutes: 7 });
    expect(await store.readOwn()).toEqual(defaultSettings());
    await store.update((old) => ({ ...old, imageDetail: 'fast' }));
    expect(disk.items.settings).toEqual({ ...defaultSettings(), imageDetail: 'fast' });
  });

  it('refuses a change of what is locked, and stores nothing', async () => {
    const disk = area();
    const store = new SettingsStore(disk, async () => ({ locked: ['idleMinutes'] }));
    await expect(store.update(idle(9))).rejects.toThrow(LockedError);
    await expect(store.check(idle(9))).rejects.toThrow(LockedError);
    await store.check((old) => ({ ...old, imageDetail: 'fast' }));
    expect(disk.items).toEqual({});
  });

  it('gives a person’s own back when the policy goes', async () => {
    const disk = area();
    let policy: unknown = {};
    const store = new SettingsStore(disk, async () => policy);
    await store.update(idle(30));
    policy = { idleMinutes: 7, locked: ['idleMinutes'] };
    expect((await store.read()).idleMinutes).toBe(30);
    await store.policyChanged();
    expect((await store.read()).idleMinutes).toBe(7);
    policy = {};
    await store.policyChanged();
    expect((await store.read()).idleMinutes).toBe(30);
  });

  it('keeps over a restart in what a person has departed, until the policy says no more of it', async () => {
    const disk = area();
    let policy: unknown = { idleMinutes: 7 };
    const life = () => new SettingsStore(disk, async () => policy);
    await life().update(idle(9));
    expect((await life().read()).idleMinutes).toBe(9);
    // As Chrome may give it before it has read the policy.
    policy = {};
    expect((await life().read()).idleMinutes).toBe(9);
    policy = { idleMinutes: 7 };
    expect((await life().read()).idleMinutes).toBe(9);
    policy = { imageDetail: 'fast' };
    expect((await life().read()).idleMinutes).toBe(9);
    policy = { idleMinutes: 7 };
    expect((await life().read()).idleMinutes).toBe(7);
  });

  it('takes the policy’s guard for the build that was found under this very address and hash', async () => {
    const disk = area();
    const source = { kind: 'installed', id: 'theirs', practice: false } as const;
    let policy: unknown = { guardAddress: 'hf:a/b', guardSha256: '0'.repeat(64) };
    const life = () => new SettingsStore(disk, async () => policy);
    expect((await life().read()).guard).toBeNull();
    await life().setManagedGuard(source);
    expect((await life().read()).guard).toEqual(source);
    expect((await life().readOwn()).guard).toBeNull();
    policy = { guardAddress: 'hf:a/b', guardSha256: '1'.repeat(64) };
    expect((await life().read()).guard).toBeNull();
  });

  it('changes a person’s own beneath the policy, without a departure', async () => {
    const disk = area();
    const store = new SettingsStore(disk, async () => ({
      sitesOn: ['a.example'],
      locked: ['sites'],
    }));
    await store.updateOwn((old) => old);
    expect(disk.items).toEqual({});
    await store.updateOwn((old) => ({ ...old, sites: {} }));
    expect((await store.read()).sites).toEqual({ 'a.example': { mode: 'screen' } });
    expect(Object.keys(disk.items)).toEqual(['settings']);
  });

  it('tells the log what of a policy does not hold', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await new SettingsStore(area(), async () => ({ engine: 'none', idleMinutes: 7 })).read();
    expect(warn.mock.calls).toEqual([[expect.stringContaining('policy: “engine” is left out')]]);
    warn.mockRestore();
  });
});
