import { beforeEach, describe, expect, it } from 'vitest';
import { type GuardSource, sameSource } from '../core/guard-source';
import { LockedError } from '../core/managed';
import { defaultSettings, type Settings } from '../core/settings';
import type { GuardState } from '../platform/guard-protocol';
import type { GuardSettings } from '../platform/messages';
import type { LocalEngine } from './engines/local';
import { GuardChoice, type GuardChoiceOptions } from './guard-choice';
import { readyState } from './testing/guard';

const packaged: GuardSource = { kind: 'packaged', path: 'guards/practice/' };
const guard = { kind: 'installed', id: 'guard', practice: false } as const;
const other = { kind: 'installed', id: 'other', practice: false } as const;
const toy = { kind: 'installed', id: 'toy', practice: true } as const;
const crashed: GuardState = { status: 'failed', code: 'crashed', message: 'boom' };

const nameOf = (source: GuardSource | null): string =>
  source === null ? 'none' : source.kind === 'packaged' ? source.path : source.id;

/** Notes down what is asked of it; a Worker that is to end takes as long as the test says. */
class FakeEngine implements Pick<LocalEngine, keyof GuardChoiceOptions['engine']> {
  source: GuardSource | null = null;
  state: GuardState = readyState();
  ended: Promise<void> = Promise.resolve();
  choose(source: GuardSource | null): Promise<void> {
    log.push(`choose ${nameOf(source)}`);
    if (sameSource(source, this.source)) return Promise.resolve();
    this.source = source;
    return source ? Promise.resolve() : this.ended;
  }
  retry(): void {
    log.push('retry');
  }
  async wake(): Promise<void> {
    log.push('wake');
  }
  setIdleMs(idleMs: number): void {
    log.push(`idle ${idleMs}`);
  }
}

let log: string[];
let engine: FakeEngine;
let stored: Settings;
let told: GuardSettings[];
let choice: GuardChoice;

beforeEach(() => {
  log = [];
  engine = new FakeEngine();
  stored = defaultSettings();
  told = [];
  choice = new GuardChoice({
    settings: {
      read: async () => stored,
      update: async (change) => {
        stored = change(stored);
        return stored;
      },
    },
    engine,
    interrupt: () => log.push('interrupt'),
    askAgain: () => log.push('ask again'),
    changed: (settings) => {
      log.push('tell');
      told.push(settings);
    },
  });
});

/** As after a start with this guard chosen. */
const inUse = (source: GuardSource | null, state: GuardState = readyState()): void => {
  stored = { ...stored, guard: source };
  engine.source = source;
  engine.state = state;
};
const taken = (name: string) => ['interrupt', `choose ${name}`, 'tell', 'ask again', 'wake'];

describe('the stored choice', () => {
  it('is taken at the start, and the guard is not loaded', async () => {
    stored = { ...stored, guard, idleMinutes: 30 };
    await choice.start();
    expect(log).toEqual(['idle 1800000', 'choose guard']);
    expect(choice.settings).toEqual({ chosen: guard, idleMinutes: 30, imageDetail: 'balanced' });
  });

  it('may be none', async () => {
    await choice.start();
    expect(choice.settings).toEqual({ chosen: null, idleMinutes: 5, imageDetail: 'balanced' });
    expect(log).not.toContain('wake');
  });
});

describe('choosing', () => {
  it('another guard interrupts, asks anew, and loads it', async () => {
    inUse(packaged);
    await choice.choose(guard);
    expect(log).toEqual(taken('guard'));
    expect(told).toEqual([{ chosen: guard, idleMinutes: 5, imageDetail: 'balanced' }]);
    expect(stored.guard).toEqual(guard);
  });

  it('keeps the other settings', async () => {
    stored = { ...stored, sites: { 'a.example': { mode: 'screen' } }, idleMinutes: 7 };
    const before = stored;
    await choice.choose(guard);
    expect(stored).toEqual({ ...before, guard });
  });

  it('none resolves when the last one has ended', async () => {
    let hasEnded = (): void => {};
    inUse(guard);
    engine.ended = new Promise((resolve) => {
      hasEnded = resolve;
    });
    let resolved = false;
    const choosing = choice.choose(null).then(() => {
      resolved = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual([{ chosen: null, idleMinutes: 5, imageDetail: 'balanced' }]);
    expect(resolved).toBe(false);
    hasEnded();
    await choosing;
    expect(stored.guard).toBeNull();
  });

  it.each([packaged, guard, null])('the same again only wakes it: %o', async (source) => {
    inUse(source);
    await choice.choose(source && { ...source });
    expect(log).toEqual(['wake']);
  });

  it('the same again tries one that failed once more', async () => {
    inUse(guard, crashed);
    await choice.choose(guard);
    expect(log).toEqual(['retry', 'wake']);
  });

  it('another one does not retry the one that failed', async () => {
    inUse(guard, crashed);
    await choice.choose(other);
    expect(log).toEqual(taken('other'));
  });

  it('twice, quickly, ends with the second', async () => {
    inUse(packaged);
    await Promise.all([choice.choose(guard), choice.choose(packaged)]);
    expect(engine.source).toEqual(packaged);
    expect(stored.guard).toEqual(packaged);
    expect(log.filter((each) => each.startsWith('choose'))).toEqual([
      'choose guard',
      'choose guards/practice/',
    ]);
    expect(told.at(-1)?.chosen).toEqual(packaged);
  });

  it('changes nothing that is in use where it cannot be remembered', async () => {
    inUse(packaged);
    const broken = new GuardChoice({
      settings: {
        read: async () => stored,
        update: async () => {
          throw new Error('the disk is full');
        },
      },
      engine,
      interrupt: () => log.push('interrupt'),
      askAgain: () => log.push('ask again'),
      changed: () => log.push('tell'),
    });
    await expect(broken.choose(guard)).rejects.toThrow('the disk is full');
    await expect(broken.setDetail('fast')).rejects.toThrow('the disk is full');
    await expect(broken.setIdle(9)).rejects.toThrow('the disk is full');
    expect(log).toEqual([]);
    expect(broken.settings).toEqual({ chosen: packaged, idleMinutes: 5, imageDetail: 'balanced' });
  });
});

describe('the time after which a guard is unloaded', () => {
  it('applies at once, is stored and told', async () => {
    inUse(guard);
    await choice.setIdle(12);
    expect(log).toEqual(['idle 720000', 'tell']);
    expect(stored).toEqual({ ...defaultSettings(), guard, idleMinutes: 12 });
    expect(told).toEqual([{ chosen: guard, idleMinutes: 12, imageDetail: 'balanced' }]);
  });
});

describe('how closely images are looked at', () => {
  it('is taken from what is stored', async () => {
    stored = { ...stored, imageDetail: 'fast' };
    await choice.start();
    expect(choice.detail).toBe('fast');
    expect(choice.settings.imageDetail).toBe('fast');
  });

  it('applies at once: what waits is interrupted, and pages ask again', async () => {
    inUse(guard);
    await choice.setDetail('thorough');
    expect(log).toEqual(['interrupt', 'tell', 'ask again']);
    expect(choice.detail).toBe('thorough');
    expect(told).toEqual([{ chosen: guard, idleMinutes: 5, imageDetail: 'thorough' }]);
    expect(stored).toEqual({ ...defaultSettings(), guard, imageDetail: 'thorough' });
  });

  it('that it is already interrupts nothing', async () => {
    inUse(guard);
    await choice.setDetail('balanced');
    expect(log).toEqual([]);
  });
});

describe('a build that has been installed', () => {
  it.each([null, packaged])('comes into use in place of %o', async (source) => {
    inUse(source);
    await choice.installed({ id: 'guard', practice: false });
    expect(log).toEqual(taken('guard'));
    expect(stored.guard).toEqual(guard);
  });

  it('does not where it is only for practice', async () => {
    for (const source of [null, packaged]) {
      inUse(source);
      await choice.installed({ id: 'toy', practice: true });
      expect(stored.guard).toEqual(source);
    }
    expect(log).toEqual([]);
  });

  it.each([other, toy])('does not where a person uses an installed one: %o', async (source) => {
    inUse(source, crashed);
    await choice.installed({ id: 'guard', practice: false });
    expect(log).toEqual([]);
    expect(stored.guard).toEqual(source);
  });

  it('and is in use is tried again where it had failed, and only there', async () => {
    for (const used of [guard, toy]) {
      inUse(used);
      await choice.installed(used);
      expect(log).toEqual([]);
      engine.state = crashed;
      await choice.installed(used);
      expect(log).toEqual(['retry']);
      log = [];
    }
  });
});

describe('a build that is to be removed', () => {
  it('is no longer chosen where it was, and true says so when its Worker has ended', async () => {
    let hasEnded = (): void => {};
    inUse(guard);
    engine.ended = new Promise((resolve) => {
      hasEnded = resolve;
    });
    let released: boolean | null = null;
    const releasing = choice.release('guard').then((wasInUse) => {
      released = wasInUse;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(log).toEqual(['interrupt', 'choose none', 'tell', 'ask again']);
    expect(released).toBeNull();
    hasEnded();
    await releasing;
    expect(released).toBe(true);
    expect(stored.guard).toBeNull();
  });

  it.each([null, packaged, other])(
    'changes nothing where another is chosen: %o',
    async (source) => {
      inUse(source);
      expect(await choice.release('guard')).toBe(false);
      expect(log).toEqual([]);
      expect(stored.guard).toEqual(source);
    },
  );
});

describe('another policy of an organisation', () => {
  it('changes the guard, its detail and its rest at once, and stores nothing', async () => {
    await choice.start();
    const guard: GuardSource = { kind: 'installed', id: 'theirs', practice: false };
    const held: Settings = { ...stored, guard, imageDetail: 'fast', idleMinutes: 9 };
    stored = held;
    log = [];
    await choice.settingsChanged();
    expect(engine.source).toEqual(guard);
    expect(log).toContain('idle 540000');
    expect(log.indexOf('interrupt')).toBeLessThan(log.indexOf('ask again'));
    expect(told.at(-1)).toEqual({ chosen: guard, imageDetail: 'fast', idleMinutes: 9 });
    expect(stored).toBe(held);
  });

  it('that changes nothing of it interrupts nothing', async () => {
    await choice.start();
    log = [];
    await choice.settingsChanged();
    expect(log).not.toContain('interrupt');
    expect(log).not.toContain('ask again');
  });

  it('keeps a build that was installed from coming into use by itself, where it locks the guard', async () => {
    const locked = new GuardChoice({
      settings: {
        read: async () => stored,
        update: async () => {
          throw new LockedError('guard');
        },
      },
      engine,
      interrupt: () => log.push('interrupt'),
      askAgain: () => log.push('ask again'),
      changed: () => {},
    });
    await locked.installed({ id: 'new', practice: false });
    expect(engine.source).toBeNull();
    expect(log).toEqual([]);
  });
});
