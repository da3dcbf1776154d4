import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings, type Settings } from '../core/settings';
import { Policy, PolicyError } from './policy';

const screen = { mode: 'screen' as const };

/** A browser that remembers like the real one, slowly, so that changes can overlap. */
function fakeBrowser(sites: Settings['sites'] = {}, registered: string[] = []) {
  const log: string[] = [];
  let settings: Settings = { ...defaultSettings(), sites };
  const scripts = new Set(registered);
  const unreachable = new Set<string>();
  const allowed = new Set(['a.example', 'b.example', 'c.example']);
  const slow = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
  const update = async (change: (old: Settings) => Settings) => {
    await slow();
    settings = change(settings);
    return settings;
  };
  const policy = new Policy({
    settings: { read: async () => settings, update, updateOwn: update },
    scripts: {
      registered: async () => {
        await slow();
        return [...scripts];
      },
      register: async (added) => {
        await slow();
        for (const site of added) {
          // As the browsers do.
          if (scripts.has(site)) throw new Error(`Duplicate script ID 'site:${site}'`);
          scripts.add(site);
        }
      },
      unregister: async (removed) => {
        await slow();
        for (const site of removed) {
          if (!scripts.delete(site)) throw new Error(`Nonexistent script ID 'site:${site}'`);
        }
      },
      inject: async (site) => {
        if (unreachable.has(site)) throw new Error('Cannot access contents of the page');
        log.push(`inject ${site}`);
      },
    },
    mayRead: async (site) => allowed.has(site),
    changed: (site, mode) => log.push(`${mode} ${site}`),
  });
  return { policy, log, scripts, allowed, unreachable, stored: () => Object.keys(settings.sites) };
}

describe('Policy', () => {
  let fake: ReturnType<typeof fakeBrowser>;
  beforeEach(() => {
    fake = fakeBrowser();
  });

  it('turns a site on: stored, registered, and at work in open tabs', async () => {
    await fake.policy.set('a.example', 'screen');
    expect(fake.policy.modeOf('a.example')).toBe('screen');
    expect(fake.stored()).toEqual(['a.example']);
    expect([...fake.scripts]).toEqual(['a.example']);
    expect(fake.log).toEqual(['screen a.example', 'inject a.example']);
  });

  it('turns a site off, and keeps no record that it was on', async () => {
    await fake.policy.set('a.example', 'screen');
    await fake.policy.set('a.example', 'off');
    expect(fake.policy.modeOf('a.example')).toBe('off');
    expect(fake.stored()).toEqual([]);
    expect(fake.scripts.size).toBe(0);
    expect(fake.log.at(-1)).toBe('off a.example');
  });

  it('refuses a site that the browser has not allowed, and stores nothing', async () => {
    await expect(fake.policy.set('other.example', 'screen')).rejects.toThrow(PolicyError);
    expect(fake.stored()).toEqual([]);
    expect(fake.scripts.size).toBe(0);
  });

  it('refuses what is no site', async () => {
    await expect(fake.policy.set('*', 'screen')).rejects.toThrow(PolicyError);
    await expect(fake.policy.set('*.example', 'screen')).rejects.toThrow(PolicyError);
  });

  it('ends as the last of many overlapping changes says', async () => {
    const changes = [];
    for (let i = 0; i < 15; i++) {
      for (const site of ['a.example', 'b.example', 'c.example']) {
        changes.push(fake.policy.set(site, i % 2 === 0 ? 'screen' : 'off'));
      }
    }
    changes.push(fake.policy.set('b.example', 'off'));
    await Promise.all(changes);
    expect(fake.stored().sort()).toEqual(['a.example', 'c.example']);
    expect([...fake.scripts].sort()).toEqual(['a.example', 'c.example']);
  });

  it('goes on after a change that failed', async () => {
    const failed = fake.policy.set('other.example', 'screen');
    await fake.policy.set('a.example', 'screen');
    await expect(failed).rejects.toThrow(PolicyError);
    expect(fake.policy.modeOf('a.example')).toBe('screen');
  });

  it('puts right at its start what was cut short', async () => {
    const cut = fakeBrowser({ 'a.example': screen, 'b.example': screen }, [
      'b.example',
      'c.example',
    ]);
    await cut.policy.start();
    expect([...cut.scripts].sort()).toEqual(['a.example', 'b.example']);
    await cut.policy.start();
    expect([...cut.scripts].sort()).toEqual(['a.example', 'b.example']);
  });

  it('turns off the sites whose permission was taken away', async () => {
    await fake.policy.set('a.example', 'screen');
    await fake.policy.set('b.example', 'screen');
    fake.allowed.delete('a.example');
    await fake.policy.permissionsRemoved();
    expect(fake.policy.modeOf('a.example')).toBe('off');
    expect([...fake.scripts]).toEqual(['b.example']);
    expect(fake.log.at(-1)).toBe('off a.example');
  });

  it('is on even where open tabs cannot be reached', async () => {
    vi.spyOn(console, 'debug').mockImplementation(() => {});
    fake.unreachable.add('a.example');
    await fake.policy.set('a.example', 'screen');
    expect(fake.policy.modeOf('a.example')).toBe('screen');
    expect(fake.stored()).toEqual(['a.example']);
  });
});

describe('Policy under an organisation’s', () => {
  const off = (sites: Settings['sites']): Settings => ({ ...defaultSettings(), sites });

  /** `held`: what is on whatever a person has stored. */
  function managedBrowser(held: Settings['sites']) {
    const log: string[] = [];
    const scripts = new Set<string>();
    const allowed = new Set<string>();
    let own = off({});
    const over = () => ({ ...own, sites: { ...own.sites, ...fake.held } });
    const update = async (change: (old: Settings) => Settings) => {
      own = change(over());
      return over();
    };
    const fake = { held, log, scripts, allowed, own: () => Object.keys(own.sites) };
    const policy = new Policy({
      settings: {
        read: async () => over(),
        update,
        updateOwn: async (change) => {
          own = change(own);
          return over();
        },
      },
      scripts: {
        registered: async () => [...scripts],
        register: async (added) => added.forEach((site) => void scripts.add(site)),
        unregister: async (removed) => removed.forEach((site) => void scripts.delete(site)),
        inject: async (site) => void log.push(`inject ${site}`),
      },
      mayRead: async (site) => allowed.has(site),
      changed: (site, mode) => log.push(`${mode} ${site}`),
    });
    return { ...fake, fake, policy };
  }

  it('a site that it turns on waits for the browser’s permission, and is forgotten by nobody', async () => {
    const { policy, scripts, allowed, log, own } = managedBrowser({ 'a.example': screen });
    await policy.start();
    expect([policy.modeOf('a.example'), scripts.size]).toEqual(['off', 0]);
    await policy.permissionsAdded();
    expect(policy.modeOf('a.example')).toBe('off');
    allowed.add('a.example');
    log.length = 0;
    await policy.permissionsAdded();
    expect(policy.modeOf('a.example')).toBe('screen');
    expect([...scripts]).toEqual(['a.example']);
    expect(log).toEqual(['screen a.example', 'inject a.example']);
    expect(own()).toEqual([]);
  });

  it('one that a person turns on, as it is asked for, leaves the others waiting', async () => {
    const { policy, scripts, allowed } = managedBrowser({
      'a.example': screen,
      'b.example': screen,
    });
    await policy.start();
    allowed.add('a.example');
    await policy.set('a.example', 'screen');
    expect([policy.modeOf('a.example'), policy.modeOf('b.example')]).toEqual(['screen', 'off']);
    expect([...scripts]).toEqual(['a.example']);
  });

  it('follows another policy at once, in open tabs too', async () => {
    const { policy, scripts, allowed, log, fake } = managedBrowser({ 'a.example': screen });
    allowed.add('a.example').add('b.example');
    await policy.start();
    log.length = 0;
    fake.held = { 'b.example': screen };
    await policy.settingsChanged();
    expect([...scripts]).toEqual(['b.example']);
    expect(log).toEqual(['off a.example', 'screen b.example', 'inject b.example']);
  });
});
