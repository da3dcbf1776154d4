import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultNetwork } from '../core/engines';
import type { GuardSource } from '../core/guard-source';
import { speak } from '../core/i18n';
import type { ImageSource } from '../core/image';
import { GUARDED, type Guarded } from '../core/lock/lock';
import { LockedError, type ManagedPolicy } from '../core/managed';
import { merged } from '../core/merged';
import { changedPace, defaultPace } from '../core/pace';
import { defaultPreferences } from '../core/preferences';
import type { ProtectionChange } from '../core/protection';
import { SummaryCount } from '../core/review/summary';
import { unknown } from '../core/verdict';
import type { EnginesView } from '../platform/engines-protocol';
import type { GuardState } from '../platform/guard-protocol';
import type { LockRequest } from '../platform/lock-protocol';
import type { GuardSettings, SiteMode, UiEvent } from '../platform/messages';
import type { StoreRequest, StoreView } from '../platform/store-protocol';
import { LockRefusal } from './lock';
import { PolicyError } from './policy';
import { backgroundTables } from './strings';
import { backgroundEn } from './strings/en';
import { readyState } from './testing/guard';
import { Ui } from './ui';

const loading: GuardState = { status: 'loading', stage: 'files', loadedBytes: 0, totalBytes: 0 };

const view: StoreView = {
  builds: [],
  freeBytes: 1e9,
  unavailable: null,
  install: { status: 'none' },
  verification: null,
};

const { server, hosted, ...network } = defaultNetwork();
const engines: EnginesView = {
  ...network,
  server: { ...server, key: null, state: { status: 'off' } },
  hosted: { ...hosted, key: null, state: { status: 'off' }, left: 10, perMinute: 10, nextAt: null },
};

let enginesAsked: string[];
let modes: Map<string, SiteMode>;
let state: GuardState;
let chosen: (GuardSource | null)[];
let retries: number;
let wishes: string[];
let settings: GuardSettings;
let pictured: [ImageSource, boolean][];
let storeAsked: StoreRequest[];
let guarded: Set<Guarded>;
let lockAsked: LockRequest[];
let managed: ManagedPolicy;
let noted: string[];
let ui: Ui;

beforeEach(() => {
  enginesAsked = [];
  modes = new Map();
  state = loading;
  chosen = [];
  retries = 0;
  wishes = [];
  settings = { chosen: null, idleMinutes: 5, imageDetail: 'balanced' };
  pictured = [];
  storeAsked = [];
  guarded = new Set();
  lockAsked = [];
  managed = {};
  noted = [];
  let pace = defaultPace();
  let preferences = defaultPreferences();
  const protections = new Map<string, ProtectionChange>();
  ui = new Ui({
    started: Promise.resolve(),
    lock: {
      async require(what) {
        if (guarded.has(what)) throw new LockRefusal('locked');
      },
      async prove(pin) {
        if (pin !== '482915') throw new LockRefusal(pin === '' ? 'off' : 'wrong');
      },
      async request(request) {
        lockAsked.push(request);
        if (request.type === 'lock.unlock') throw new LockRefusal('wrong');
        return { lock: { status: 'off' } };
      },
      view: async () => ({ status: 'unreadable' }),
    },
    backups: {
      request: async ({ type }) => {
        if (type === 'backup.restore') throw new LockedError('pace');
        return { canUndo: type === 'backup.get' };
      },
    },
    diagnostics: {
      view: {
        guard: { status: 'none' },
        engines: { server: 'off', hosted: 'off' },
        settingsVersion: 6,
        sites: 0,
        frames: 0,
        since: 0,
        runs: [],
        errors: [],
      },
      failed: (what) => void noted.push(what),
    },
    reveal: ({ tabId }) => tabId === 1,
    pace: {
      get current() {
        return pace;
      },
      set: async (change) => {
        pace = changedPace(pace, change);
      },
    },
    preferences: {
      get current() {
        return preferences;
      },
      set: async (change) => {
        preferences = merged(preferences, change);
      },
      protectionOf: (site) => merged(preferences.protection, protections.get(site) ?? {}),
      ownProtectionOf: (site) => protections.get(site) ?? {},
      setSite: async (site, protection) => {
        if (protection) protections.set(site, protection);
        else protections.delete(site);
      },
    },
    policy: {
      modeOf: (site) => modes.get(site) ?? 'off',
      set: async (site, mode) => {
        if (site === 'closed.example') throw new PolicyError('Allow it first.');
        if (site === 'fixed.example') throw new LockedError('sites');
        if (site === 'odd.example') throw new Error('internal');
        modes.set(site, mode);
      },
    },
    wanted: {
      note: async (site) => void wishes.push(`wanted ${site}`),
      decided: async (site) => void wishes.push(`decided ${site}`),
    },
    guard: {
      get state() {
        return state;
      },
      choose: async (source) => {
        chosen.push(source);
      },
      retry: () => {
        retries++;
      },
      wake: async () => {
        state = readyState();
      },
      get settings() {
        return settings;
      },
      setIdle: async (minutes) => {
        settings = { ...settings, idleMinutes: minutes };
      },
      setDetail: async (imageDetail) => {
        settings = { ...settings, imageDetail };
      },
    },
    managed: async () => managed,
    samples: {
      judge: async (texts) => texts.map(() => ({ verdict: unknown('no-guard'), practice: false })),
    },
    summary: { get: async () => new SummaryCount(Date.parse('2026-11-27T12:00')).summary(false) },
    thumbnails: {
      of: async (source, remember) => {
        pictured.push([source, remember]);
        return source.from === 'web' ? 'data:image/webp;base64,AAAA' : null;
      },
    },
    engines: {
      view: engines,
      sendingOf: () => ({
        order: engines.order,
        ownOrder: false,
        allowed: { server: false, hosted: true },
        never: null,
      }),
      request: async (request) => {
        enginesAsked.push(request.type);
        return { ok: true, engines };
      },
    },
    review: { request: async () => ({ type: 'changed', count: 0 }) },
    store: {
      view,
      request: async (request) => {
        storeAsked.push(request);
        return view;
      },
    },
  });
});

const flush = () => new Promise((resolve) => setImmediate(resolve));

function port() {
  const got: UiEvent[] = [];
  let end = () => {};
  return {
    got,
    end: () => end(),
    postMessage: (event: UiEvent) => {
      got.push(event);
    },
    onDisconnect: (listener: () => void) => {
      end = listener;
    },
  };
}

describe('requests', () => {
  it('turn a site on and off', async () => {
    expect(await ui.request({ type: 'site.set', site: 'a.example', mode: 'screen' })).toMatchObject(
      { ok: true, mode: 'screen', sending: { never: null } },
    );
    expect(await ui.request({ type: 'site.get', site: 'a.example' })).toMatchObject({
      ok: true,
      mode: 'screen',
    });
  });

  it('may say beforehand which site is wanted', async () => {
    expect(await ui.request({ type: 'site.wanted', site: 'a.example' })).toEqual({ ok: true });
    await ui.request({ type: 'site.set', site: 'a.example', mode: 'screen' });
    expect(wishes).toEqual(['wanted a.example', 'decided a.example']);
  });

  it('are refused with a sentence for people', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(await ui.request({ type: 'site.set', site: 'closed.example', mode: 'screen' })).toEqual({
      ok: false,
      error: 'Allow it first.',
    });
    expect(await ui.request({ type: 'site.set', site: 'odd.example', mode: 'screen' })).toEqual({
      ok: false,
      error: expect.stringContaining('try again'),
    });
    error.mockRestore();
  });

  it('choose and retry the guard', async () => {
    const source = { kind: 'packaged', path: 'guards/practice/' };
    await ui.request({ type: 'guard.choose', source });
    await ui.request({ type: 'guard.choose', source: null });
    await ui.request({ type: 'guard.retry' });
    expect(chosen).toEqual([source, null]);
    expect(retries).toBe(1);
  });

  it('hear the guard’s true state', async () => {
    const answer = await ui.request({ type: 'guard.get' });
    expect(answer).toEqual({ ok: true, guard: readyState(), settings });
  });

  it('set after how long the guard is unloaded', async () => {
    expect(await ui.request({ type: 'guard.idle', minutes: 30 })).toMatchObject({
      ok: true,
      settings: { idleMinutes: 30 },
    });
    expect(ui.request({ type: 'guard.idle', minutes: 0 })).toBeNull();
  });

  it('set how closely images are looked at', async () => {
    expect(await ui.request({ type: 'guard.detail', detail: 'thorough' })).toMatchObject({
      ok: true,
      settings: { imageDetail: 'thorough' },
    });
    expect(ui.request({ type: 'guard.detail', detail: 'very' })).toBeNull();
  });

  it('are answered with a small picture, of which nothing is kept unless it may be', async () => {
    const web = { from: 'web', url: 'https://images.example/a.png' };
    const page = { from: 'page', data: 'data:image/png;base64,AAAA' };
    const picture = { ok: true, thumbnail: 'data:image/webp;base64,AAAA' };
    const type = 'image.thumbnail';
    expect(await ui.request({ type, source: web })).toEqual(picture);
    expect(await ui.request({ type, source: web, private: true })).toEqual(picture);
    expect(await ui.request({ type, source: web, private: false })).toEqual(picture);
    expect(await ui.request({ type, source: page, private: false })).toEqual({
      ok: true,
      thumbnail: null,
    });
    expect(pictured).toEqual([
      [web, false],
      [web, false],
      [web, true],
      [page, true],
    ]);
  });

  it('tell of a site what may be sent of it, and pass on what concerns engines', async () => {
    expect(await ui.request({ type: 'site.get', site: 'a.example' })).toMatchObject({
      engines: { order: ['local', 'server', 'hosted'] },
      sending: { allowed: { hosted: true }, never: null },
    });
    const change = { on: true };
    await ui.request({ type: 'engines.hosted', change });
    expect(ui.request({ type: 'engines.order', order: ['local', 'local', 'local'] })).toBeNull();
    expect(enginesAsked).toEqual(['engines.hosted']);
  });

  it('reach the store, and are answered with all of it', async () => {
    const source = { kind: 'web', address: 'hf:example/guard' };
    const asked = [
      { type: 'store.install', source },
      ...['store.pause', 'store.resume', 'store.cancel'].map((type) => ({ type })),
      ...['store.verify', 'store.remove'].map((type) => ({ type, id: 'guard' })),
    ];
    for (const request of asked) {
      expect(await ui.request(request)).toEqual({ ok: true, store: view, settings });
    }
    expect(await ui.request({ type: 'store.get' })).toEqual({ ok: true, store: view, settings });
    expect(storeAsked).toEqual([...asked, { type: 'store.list' }]);
    expect(ui.request({ type: 'store.remove', id: '../guards' })).toBeNull();
    expect(ui.request({ type: 'store.list' })).toBeNull();
  });

  it('are answered with what the guard says of samples, and with the week', async () => {
    expect(await ui.request({ type: 'sample.judge', texts: ['one', 'two'] })).toMatchObject({
      samples: [{ verdict: { flag: 'unknown' } }, { practice: false }],
    });
    expect(await ui.request({ type: 'summary.get' })).toMatchObject({ summary: { total: 0 } });
    expect(ui.request({ type: 'sample.judge', texts: Array(13).fill('one') })).toBeNull();
  });

  it.each([
    null,
    'site.get',
    { type: 'site.get' },
    { type: 'site.set', site: 'a/b', mode: 'screen' },
    { type: 'guard.choose', source: { kind: 'packaged', path: '../elsewhere/' } },
    { type: 'host.attach', port: 'guard' },
    { type: 'image.thumbnail', source: { from: 'web', url: 'file:///etc/passwd' } },
    { type: 'image.thumbnail', source: { from: 'page', data: 'data:text/html,x' } },
  ])('that are none are not answered: %j', (raw) => {
    expect(ui.request(raw)).toBeNull();
  });
});

describe('ports', () => {
  it('hear how all stands at once, and then every change', async () => {
    const popup = port();
    ui.accept(popup);
    await flush();
    expect(popup.got).toEqual([
      { type: 'settings', settings },
      { type: 'store', store: view },
      { type: 'engines', engines },
      { type: 'preferences', preferences: defaultPreferences() },
      { type: 'lock', lock: { status: 'unreadable' } },
      { type: 'policy', policy: { set: [], locked: [] } },
      { type: 'guard', guard: readyState() },
    ]);
    ui.tell({ type: 'site', site: 'a.example', mode: 'off' });
    popup.end();
    ui.tell({ type: 'guard', guard: loading });
    expect(popup.got).toHaveLength(8);
  });

  it('that have closed do no harm', async () => {
    const popup = port();
    popup.postMessage = () => {
      throw new Error('Attempting to use a disconnected port object');
    };
    ui.accept(popup);
    await flush();
    ui.tell({ type: 'guard', guard: loading });
  });
});

it('when pages wait is told, and set one by one', async () => {
  const pace = { waitHidden: true, batteryInView: true };
  expect(await ui.request({ type: 'pace.get' })).toEqual({ ok: true, pace });
  const change = { waitHidden: false };
  expect(await ui.request({ type: 'pace.set', change })).toEqual({
    ok: true,
    pace: { ...pace, ...change },
  });
});

describe('while the lock is closed', () => {
  const site = 'a.example';
  const refused = { ok: false, error: 'This is locked. Type the PIN to go on.', refusal: 'locked' };
  beforeEach(() => {
    guarded = new Set(GUARDED);
  });

  it.each([
    { type: 'site.set', site, mode: 'screen' },
    { type: 'site.set', site, mode: 'off' },
    { type: 'guard.choose', source: null },
    { type: 'guard.idle', minutes: 30 },
    { type: 'guard.detail', detail: 'fast' },
    { type: 'pace.set', change: { waitHidden: false } },
    { type: 'store.install', source: { kind: 'web', address: 'hf:example/guard' } },
    { type: 'store.pause' },
    { type: 'store.cancel' },
    { type: 'store.remove', id: 'guard' },
    { type: 'engines.order', order: ['hosted', 'server', 'local'] },
    { type: 'engines.server', change: { on: true } },
    { type: 'engines.hosted', change: { on: true } },
    { type: 'engines.key', engine: 'hosted', key: null },
    { type: 'engines.site', site, engine: 'hosted', send: true },
    { type: 'engines.siteOrder', site, order: null },
    { type: 'engines.neverSend', added: [], removed: [site] },
    { type: 'preferences.set', change: { language: 'th' } },
    { type: 'protection.set', site, change: null },
    { type: 'summary.get' },
  ])('what changes anything is refused, with the reason: $type', async (request) => {
    expect(await ui.request(request)).toEqual({ ...refused, lock: { status: 'unreadable' } });
    expect([modes.size, chosen, storeAsked, enginesAsked, wishes]).toEqual([0, [], [], [], []]);
    expect(settings).toEqual({ chosen: null, idleMinutes: 5, imageDetail: 'balanced' });
    expect(await ui.request({ type: 'pace.get' })).toMatchObject({ pace: defaultPace() });
  });

  it.each([
    { type: 'site.get', site },
    { type: 'guard.get' },
    { type: 'guard.retry' },
    { type: 'pace.get' },
    { type: 'store.get' },
    { type: 'store.resume' },
    { type: 'store.verify', id: 'guard' },
    { type: 'engines.get' },
    { type: 'engines.test', engine: 'hosted' },
    { type: 'lock.get' },
    { type: 'sample.judge', texts: ['a sentence'] },
  ])('what only asks is answered: $type', async (request) => {
    expect(await ui.request(request)).toMatchObject({ ok: true });
  });

  it('sites and settings are guarded apart', async () => {
    guarded = new Set(['settings']);
    expect(await ui.request({ type: 'site.set', site, mode: 'screen' })).toMatchObject({
      ok: true,
    });
    guarded = new Set(['sites']);
    expect(await ui.request({ type: 'guard.idle', minutes: 30 })).toMatchObject({ ok: true });
  });
});

describe('what concerns the lock', () => {
  it('reaches it, and is answered with how it stands', async () => {
    const request = { type: 'lock.setUp', pin: '8305' };
    expect(await ui.request(request)).toEqual({ ok: true, lock: { status: 'off' } });
    expect(await ui.request({ type: 'lock.unlock', pin: '8305' })).toEqual({
      ok: false,
      error: 'That is not it.',
      refusal: 'wrong',
      lock: { status: 'unreadable' },
    });
    expect(lockAsked).toEqual([request, { type: 'lock.unlock', pin: '8305' }]);
  });

  it.each([
    { type: 'lock.setUp' },
    { type: 'lock.unlock', pin: 8305 },
    { type: 'lock.unlock', pin: '8'.repeat(101) },
    { type: 'lock.schedule', schedule: [{ days: [8], from: 0, to: 60 }] },
    { type: 'lock.open' },
  ])('is not answered where it is nothing of the kind: %j', (raw) => {
    expect(ui.request(raw)).toBeNull();
  });
});

describe('what an organisation has set', () => {
  const site = 'fixed.example';

  it('is told, also when it changes', async () => {
    const page = port();
    ui.accept(page);
    await flush();
    managed = { idleMinutes: 5, locked: ['idleMinutes'] };
    await ui.policyChanged();
    expect(page.got.at(-1)).toEqual({
      type: 'policy',
      policy: { set: ['idleMinutes'], locked: ['idleMinutes'] },
    });
  });

  it('is refused by name, and told of a site beforehand', async () => {
    managed = { sitesOn: [site], locked: ['sites'] };
    expect(await ui.request({ type: 'site.get', site })).toMatchObject({ siteFixed: true });
    expect(await ui.request({ type: 'site.set', site, mode: 'off' })).toMatchObject({
      ok: false,
      locked: 'sites',
    });
  });
});

describe('backups and diagnostics', () => {
  it('are answered', async () => {
    expect(await ui.request({ type: 'backup.get' })).toEqual({
      ok: true,
      backup: { canUndo: true },
    });
    expect(await ui.request({ type: 'diagnostics.get' })).toMatchObject({
      ok: true,
      diagnostics: { settingsVersion: 6 },
    });
  });

  it('restoring and taking back are guarded as settings, the rest is not', async () => {
    guarded = new Set(['settings']);
    for (const type of ['backup.get', 'backup.export', 'diagnostics.get'])
      expect(await ui.request({ type })).toMatchObject({ ok: true });
    expect(await ui.request({ type: 'backup.preview', text: '{}' })).toMatchObject({ ok: true });
    expect(await ui.request({ type: 'backup.restore', text: '{}' })).toMatchObject({
      refusal: 'locked',
    });
    expect(await ui.request({ type: 'backup.undo' })).toMatchObject({ refusal: 'locked' });
  });
});

describe('what is said to people', () => {
  it('of an organisation’s lock is a sentence', async () => {
    expect(await ui.request({ type: 'backup.restore', text: '{}' })).toEqual({
      ok: false,
      error: 'Your organisation has set when pages wait, and it cannot be changed here.',
      locked: 'pace',
    });
    expect(noted).toEqual([]);
  });

  it('is in the language that is spoken, and the words are looked up when they are said', async () => {
    const { id } = backgroundTables;
    const refusals = { ...backgroundEn.refusals, wrong: 'Bukan itu.' };
    Object.assign(backgroundTables, { id: { ...backgroundEn, refusals } });
    speak(() => 'id');
    expect(await ui.request({ type: 'lock.unlock', pin: '8305' })).toMatchObject({
      error: 'Bukan itu.',
    });
    speak(() => 'en');
    Object.assign(backgroundTables, { id });
  });
});
