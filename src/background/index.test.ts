/** The wiring: who is let in. The browser is a stand-in; the parts are the real ones. */
import 'fake-indexeddb/auto';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { VerdictCache } from './cache';

const ID = 'seawall-id';
const ORIGIN = `chrome-extension://${ID}/`;

const event = () => {
  const listeners: ((...args: never[]) => unknown)[] = [];
  return {
    addListener: (listener: (...args: never[]) => unknown) => listeners.push(listener),
    fire: (...args: unknown[]) => listeners.map((listener) => listener(...(args as never[]))),
    listeners,
  };
};

const { browser } = vi.hoisted(() => ({ browser: {} as Record<string, unknown> }));
vi.mock('../platform/browser', () => ({ browser }));

const runtime = {
  id: ID,
  getURL: (path: string) => ORIGIN + path,
  onConnect: event(),
  onMessage: event(),
  onInstalled: event(),
  onStartup: event(),
  getPlatformInfo: async () => ({ os: 'linux' }),
};
const stored: Record<string, unknown> = {
  settings: { version: 1, sites: { 'on.example': { mode: 'screen' } }, guard: null },
};
const area = {
  get: async (key: string) => ({ [key]: stored[key] }),
  set: async (items: object) => void Object.assign(stored, items),
  remove: async (key: string) => void delete stored[key],
};
const kept: Record<string, unknown> = {};
const session = {
  get: async (key: string) => ({ [key]: kept[key] }),
  set: async (items: object) => void Object.assign(kept, items),
  remove: async (key: string) => void delete kept[key],
};
let managed: Record<string, unknown> = {};
const onChanged = event();
const onAdded = event();
const onAlarm = event();
const onMenuClicked = event();
/** What the content script of a frame says of the element that was pointed at. */
let pointedAt: unknown;
let allowed = true;
const injected: object[] = [];
/** How often the browser still refuses to put a script in. */
let refusals = 0;
Object.assign(browser, {
  runtime,
  permissions: { onAdded, onRemoved: event(), contains: async () => allowed },
  storage: { local: area, session, managed: { get: async () => managed }, onChanged },
  alarms: { onAlarm, get: async () => undefined, create: async () => {} },
  i18n: { getUILanguage: () => 'en' },
  commands: { onCommand: event() },
  contextMenus: {
    onClicked: onMenuClicked,
    removeAll: async () => {},
    create: (_: object, done: () => void) => done(),
  },
  tabs: { query: async () => [], sendMessage: async () => pointedAt },
  scripting: {
    getRegisteredContentScripts: async () => [],
    registerContentScripts: async () => {},
    unregisterContentScripts: async () => {},
    executeScript: async (injection: object) => {
      if (refusals-- > 0) throw new Error('The frame could not be reached.');
      injected.push(injection);
      return [];
    },
  },
  action: {
    setBadgeText: async () => {},
    setTitle: async () => {},
    setBadgeBackgroundColor: async () => {},
    setBadgeTextColor: async () => {},
  },
});
vi.stubGlobal('chrome', { runtime });

const flush = () => new Promise((resolve) => setTimeout(resolve, 10));

function connect(name: string, sender: object) {
  const port = {
    name,
    sender,
    got: [] as unknown[],
    closed: false,
    onMessage: event(),
    onDisconnect: event(),
    postMessage: (message: unknown) => port.got.push(message),
    disconnect: () => {
      port.closed = true;
    },
  };
  runtime.onConnect.fire(port);
  return port;
}

const tab = { id: 1, incognito: false };
const page = { id: ID, tab, frameId: 0, url: 'https://on.example/' };
const popup = { id: ID, url: `${ORIGIN}src/ui/popup/popup.html` };
const stranger = { id: 'another-extension', url: 'chrome-extension://another-extension/x.html' };
const question = { type: 'site.get', site: 'on.example' };

beforeAll(async () => {
  await import('./index');
  await flush();
});
beforeEach(() => {
  vi.spyOn(console, 'debug').mockImplementation(() => {});
});

describe('the background', () => {
  it('listens from the first moment', () => {
    for (const { listeners } of [runtime.onConnect, runtime.onMessage, runtime.onInstalled]) {
      expect(listeners).toHaveLength(1);
    }
  });

  it('lets a content script ask for verdicts', async () => {
    const port = connect('page 1795466263000.5', page);
    const request = { id: 1, version: 1, kind: 'text', text: 'text', priority: 0 };
    port.onMessage.fire({ type: 'screen', requests: [request] });
    await vi.waitFor(() =>
      expect(port.got).toMatchObject([
        { type: 'verdicts', verdicts: [{ id: 1, verdict: { reason: 'no-guard' } }] },
      ]),
    );
  });

  it('puts the content script into a page that has loaded, where it is on, and nowhere else', async () => {
    const start = { type: 'start' };
    const [on] = runtime.onMessage.fire(start, { ...page, documentId: 'd1' });
    expect(await on).toBe(true);
    const [off] = runtime.onMessage.fire(start, { ...page, url: 'https://off.example/' });
    expect(await off).toBe(false);
    expect(runtime.onMessage.fire(start, stranger)).toEqual([undefined]);
    expect(injected).toEqual([
      {
        target: { tabId: tab.id, documentIds: ['d1'] },
        injectImmediately: true,
        files: ['content.js'],
      },
    ]);
  });

  it('does not say that the content script is there where the browser refused to put it in', async () => {
    refusals = 1;
    const [refused] = runtime.onMessage.fire({ type: 'start' }, { ...page, documentId: 'd2' });
    await expect(refused).rejects.toThrow();
    // The frame asks again.
    const [heard] = runtime.onMessage.fire({ type: 'start' }, { ...page, documentId: 'd2' });
    expect(await heard).toBe(true);
    expect(injected.at(-1)).toMatchObject({ target: { tabId: tab.id, documentIds: ['d2'] } });
  });

  it('lets a content script ask of images, and fetches none for no guard', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    const port = connect('page 1795466263000.6', page);
    const source = { from: 'web', url: 'https://images.example/a.png' };
    const request = { id: 1, version: 1, kind: 'image', source, text: '', priority: 0 };
    port.onMessage.fire({ type: 'screen', requests: [request] });
    await vi.waitFor(() =>
      expect(port.got).toMatchObject([
        { type: 'verdicts', verdicts: [{ id: 1, verdict: { reason: 'no-guard' } }] },
      ]),
    );
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
  });

  it('remembers how closely images are to be looked at', async () => {
    const [answer] = runtime.onMessage.fire({ type: 'guard.detail', detail: 'fast' }, popup);
    expect(await answer).toMatchObject({ ok: true, settings: { imageDetail: 'fast' } });
    expect(stored.settings).toMatchObject({ imageDetail: 'fast' });
    const [back] = runtime.onMessage.fire({ type: 'guard.detail', detail: 'balanced' }, popup);
    await back;
  });

  it.each([
    ['a content script as a popup', 'ui', page],
    ['a content script as the guard’s host', 'guard', page],
    ['another extension as a page', 'page 1', { ...page, id: 'another-extension' }],
    ['another extension as a popup', 'ui', stranger],
    ['a popup as a page', 'page 1', popup],
    ['a popup as the guard’s host', 'guard', popup],
    [
      'the guard’s host uncalled',
      'guard',
      { id: ID, url: `${ORIGIN}src/background/hosts/offscreen.html` },
    ],
    ['anything by another name', 'debug', popup],
    ['nobody', 'page 1', {}],
    ['a page without its document', 'page', page],
  ])('turns away %s', async (_who, name, sender) => {
    const port = connect(name, sender);
    await flush();
    expect(port.closed).toBe(true);
    expect(port.got).toEqual([]);
  });

  it('answers extension pages', async () => {
    const [answer] = runtime.onMessage.fire(question, popup);
    expect(await answer).toMatchObject({ ok: true, mode: 'screen' });
  });

  it.each([
    ['a content script', page],
    ['another extension', stranger],
    ['a page that says it is ours', { id: ID, tab, url: `https://evil.example/${ORIGIN}` }],
    ['nobody', undefined],
  ])('answers nothing to %s', (_who, sender) => {
    expect(runtime.onMessage.fire(question, sender)).toEqual([undefined]);
  });

  it('ends at the last of two quick choices of a guard', async () => {
    const source = { kind: 'packaged', path: 'guards/practice/' };
    const answers = [source, null].flatMap((each) =>
      runtime.onMessage.fire({ type: 'guard.choose', source: each }, popup),
    );
    await Promise.all(answers);
    const [answer] = runtime.onMessage.fire({ type: 'guard.get' }, popup);
    expect(await answer).toEqual({
      ok: true,
      guard: { status: 'none' },
      settings: { chosen: null, idleMinutes: 5, imageDetail: 'balanced' },
    });
    expect(stored.settings).toMatchObject({ guard: null });
  });

  it('has pages ask again when more may be read, as their images may lie there', async () => {
    const port = connect('page 1795466263000.7', page);
    await flush();
    onAdded.fire({ origins: ['*://images.example/*'] });
    await vi.waitFor(() => expect(port.got).toContainEqual({ type: 'ask-again', all: false }));
  });

  it('turns a site on that is allowed after the popup has closed', async () => {
    allowed = false;
    const [answer] = runtime.onMessage.fire({ type: 'site.wanted', site: 'new.example' }, popup);
    expect(await answer).toEqual({ ok: true });
    allowed = true;
    onAdded.fire({ origins: ['*://new.example/*'] });
    await vi.waitFor(async () => {
      const [mode] = runtime.onMessage.fire({ type: 'site.get', site: 'new.example' }, popup);
      expect(await mode).toMatchObject({ mode: 'screen' });
    });
  });

  it('takes a policy that comes late, refuses what it locks, and gives back what was', async () => {
    const port = connect('ui', popup);
    await flush();
    managed = {
      imageDetail: 'thorough',
      sitesOff: ['on.example'],
      locked: ['imageDetail', 'sites'],
    };
    onChanged.fire({}, 'local');
    onChanged.fire({}, 'managed');
    await vi.waitFor(async () => {
      const [mode] = runtime.onMessage.fire(question, popup);
      expect(await mode).toMatchObject({ mode: 'off' });
    });
    await vi.waitFor(() =>
      expect(port.got).toContainEqual({
        type: 'settings',
        settings: expect.objectContaining({ imageDetail: 'thorough' }),
      }),
    );
    for (const [request, words] of [
      [{ type: 'guard.detail', detail: 'fast' }, 'how closely images are looked at'],
      [{ type: 'site.set', site: 'on.example', mode: 'screen' }, 'on which sites Seawall works'],
    ] as const) {
      const [answer] = runtime.onMessage.fire(request, popup);
      const error = expect.stringContaining(words);
      expect(await answer).toMatchObject({ ok: false, error });
    }
    expect(stored.settings).toMatchObject({
      imageDetail: 'balanced',
      sites: { 'on.example': { mode: 'screen' } },
    });
    managed = {};
    onChanged.fire({}, 'managed');
    await vi.waitFor(async () => {
      const [mode] = runtime.onMessage.fire(question, popup);
      expect(await mode).toMatchObject({ mode: 'screen' });
    });
    const [guard] = runtime.onMessage.fire({ type: 'guard.get' }, popup);
    expect(await guard).toMatchObject({ settings: { imageDetail: 'balanced' } });
  });

  it('has pages look again once, and lists too, when a verdict is overturned at the element', async () => {
    const port = connect('page 1795466263000.9', page);
    const lists = connect('ui', popup);
    const element = { kind: 'text', text: 'rope', question: null, flag: 'unsafe', pUnsafe: 0.9 };
    pointedAt = { done: true, elements: [{ ...element, engine: 'local', lang: 'en' }] };
    const click = { menuItemId: 'wrong', frameId: 0, pageUrl: page.url };
    onMenuClicked.fire(click, tab);
    const of = ({ got }: typeof port, type: string) =>
      got.filter((message) => (message as { type: string }).type === type);
    await vi.waitFor(() => {
      expect(of(port, 'reconsider')).toHaveLength(1);
      expect(of(lists, 'reviewed')).toHaveLength(1);
    });
    // Longer than what comes together waits for each other.
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(of(port, 'reconsider')).toEqual([{ type: 'reconsider', all: false }]);
    expect(of(lists, 'reviewed')).toHaveLength(1);
  });

  it('forgets what was answered when a build is installed, which may bear the id of another', async () => {
    const offscreen = { id: ID, url: `${ORIGIN}src/background/hosts/offscreen.html` };
    const attached: ReturnType<typeof connect>[] = [];
    Object.assign(runtime, {
      ContextType: {},
      getContexts: async () => [],
      sendMessage: async (message: { type: string; port: string }) => {
        if (message.type === 'host.attach') attached.push(connect(message.port, offscreen));
        return true;
      },
    });
    Object.assign(chrome, {
      offscreen: {
        Reason: {},
        createDocument: async () => {},
        closeDocument: async () => {},
      },
    });
    const cache = new VerdictCache();
    cache.put('of a build with this id', { pUnsafe: 0, whole: true });
    await cache.flush();
    const held = async () => (await cache.find(['of a build with this id'], false)).size;
    expect(await held()).toBe(1);

    const source = { kind: 'web', address: 'https://builds.example/guard/' } as const;
    const asked = runtime.onMessage.fire({ type: 'store.install', source }, popup)[0];
    const build = { id: 'seawall-4b', name: 'Guard', practice: true };
    const amounts = { doneBytes: 0, totalBytes: 1 };
    await vi.waitFor(() =>
      expect(attached.at(-1)?.got).toContainEqual({ type: 'store.install', source }),
    );
    const store = attached.at(-1);
    const tell = (install: object) => store?.onMessage.fire({ type: 'store.install', install });
    const running = { status: 'running', source, name: 'Guard', ...amounts, stage: 'asking' };
    tell({ ...running, bytesPerSecond: null, notices: [] });
    await asked;
    tell({ status: 'done', source, ...build, notices: [] });
    await vi.waitFor(async () => expect(await held()).toBe(0));
  });

  describe('and its lock', () => {
    const PIN = '830561940273';
    const ask = async (message: object) => runtime.onMessage.fire(message, popup)[0];
    const lockRequests = [
      { type: 'lock.get' },
      { type: 'lock.setUp', pin: PIN },
      { type: 'lock.unlock', pin: PIN },
      { type: 'lock.lock' },
      { type: 'lock.recover', code: '00000-00000-00000-00000', pin: PIN },
      { type: 'lock.change', pin: PIN, next: PIN },
      { type: 'lock.newCode', pin: PIN },
      { type: 'lock.remove', pin: PIN },
      { type: 'lock.schedule', schedule: [] },
    ];

    it.each(lockRequests)(
      'hears no content script, web page or other extension: $type',
      async (m) => {
        for (const sender of [
          page,
          stranger,
          { id: ID, tab, url: `https://evil.example/${ORIGIN}` },
        ])
          expect(runtime.onMessage.fire(m, sender)).toEqual([undefined]);
        const port = connect('page 1795466263000.8', page);
        port.onMessage.fire(m);
        await flush();
        expect(port.got).toEqual([]);
        // Nothing has come of it.
        expect(await ask({ type: 'lock.get' })).toEqual({ ok: true, lock: { status: 'off' } });
      },
    );

    it('refuses what it guards until the PIN is given, and writes it nowhere', async () => {
      const set = { type: 'site.set', site: 'on.example', mode: 'off' };
      expect(await ask({ type: 'lock.setUp', pin: PIN })).toMatchObject({ ok: true });
      expect(await ask({ type: 'lock.lock' })).toMatchObject({ lock: { status: 'locked' } });
      expect(await ask(set)).toMatchObject({ ok: false, refusal: 'locked' });
      expect(await ask(question)).toMatchObject({ mode: 'screen' });
      expect(await ask({ type: 'lock.unlock', pin: '7253' })).toMatchObject({ refusal: 'wrong' });
      // A wish that a popup has noted is no way around it.
      await ask({ type: 'site.wanted', site: 'wished.example' });
      const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
      onAdded.fire({ origins: ['*://wished.example/*'] });
      await vi.waitFor(() => expect(warned).toHaveBeenCalled());
      warned.mockRestore();
      expect(await ask({ type: 'site.get', site: 'wished.example' })).toMatchObject({
        mode: 'off',
      });
      expect(await ask({ type: 'lock.unlock', pin: PIN })).toMatchObject({ ok: true });
      expect(await ask(set)).toMatchObject({ ok: true, mode: 'off' });
      // The PIN that shows one thing opens nothing, not for a moment: whatever waits for it on
      // another page of ours goes on waiting.
      await ask({ type: 'lock.lock' });
      const options = connect('ui', popup);
      await flush();
      const place = { tabId: 1, frameId: 0, document: '1.5', id: 1, version: 1 };
      for (const pin of ['7253', PIN]) {
        const answer = await ask({ type: 'reveal', pin, ...place });
        // There is no such document; a PIN that is none is not even told so.
        expect(answer).toMatchObject(pin === PIN ? { ok: false, error: '' } : { refusal: 'wrong' });
        expect(await ask(set)).toMatchObject({ refusal: 'locked' });
      }
      const told = options.got.filter((each) => (each as { type: string }).type === 'lock');
      expect(told.length).toBeGreaterThan(2);
      expect(JSON.stringify(told)).not.toContain('unlocked');
      expect(JSON.stringify([stored, kept])).not.toContain(PIN);
      expect(await ask({ type: 'lock.remove', pin: PIN })).toMatchObject({
        lock: { status: 'off' },
      });
    });
  });
});
