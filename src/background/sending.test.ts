/**
 * From a page's message to the network and back, with everything real but the browser: what is sent
 * is what the server has recorded.
 */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ApiServer, judgeByWords, serveApi } from '../../tools/api/server';
import type { Remote } from '../core/engines';
import { defaultProtection } from '../core/protection';
import { defaultSettings, type Settings } from '../core/settings';
import type { Verdict } from '../core/verdict';
import type { BackgroundMessage } from '../platform/messages';
import { Budget } from './engines/remote/budget';
import { History } from './engines/remote/history';
import { HostedEngine } from './engines/remote/hosted';
import { ServerEngine } from './engines/remote/server';
import { Frames } from './frames';
import { Keys } from './keys';
import { Ladder } from './ladder';
import { Network } from './network';
import { type PagePort, type PageSender, Pages } from './pages';
import { ScreeningQueue } from './queue';
import { FakeEngine } from './testing/guard';

const KEY = 'sk-sending-test-0123456789';
const SITE = 'news.example';
let api: ApiServer;
let stored: Settings;
let names = 0;
let local: FakeEngine;
let network: Network;
let pages: Pages;
let logged: string;

beforeEach(async () => {
  api = await serveApi({ hosted: true, key: KEY, judge: judgeByWords(['bad']) });
  stored = defaultSettings();
  stored.sites = { [SITE]: { mode: 'screen' } };
  logged = '';
  for (const name of ['log', 'debug', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, name).mockImplementation((...said) => {
      logged += said.map(String).join(' ');
    });
  open();
  await network.start();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await api.close();
});

/** A life of the background. */
function open(): void {
  local = new FakeEngine();
  local.state = { status: 'failed', code: 'no-device', message: 'no adapter' };
  const budget = new Budget({
    load: async () => undefined,
    save: async () => {},
    perMinute: 10_000,
  });
  const remote = {
    changed: () => {},
    stay: () => {},
    wakeAt: () => {},
    recovered: () => {},
    picture: async () => 'data:image/jpeg;base64,AAAA',
  };
  const history = new History({ load: async () => undefined, save: async () => {} });
  const engines = {
    server: new ServerEngine(remote),
    hosted: new HostedEngine({ ...remote, budget, history }),
  };
  const common = {
    cache: { find: async () => new Map(), put: () => {} },
    images: { want: () => expect.fail('no image is asked') },
    detail: () => 'balanced' as const,
  };
  const failing = {
    get name() {
      return 'local' as const;
    },
    status: 'failed' as const,
    identity: async () => null,
    ask: (requests: Parameters<FakeEngine['ask']>[0]) => {
      local.batches.push(requests);
      for (const request of requests) request.answered({ ok: false, reason: 'guard-failed' });
    },
  };
  const queues = {
    local: new ScreeningQueue({ ...common, engine: failing }),
    server: new ScreeningQueue({ ...common, engine: engines.server }),
    hosted: new ScreeningQueue({ ...common, engine: engines.hosted, ownLine: true }),
  };
  network = new Network({
    settings: {
      read: async () => structuredClone(stored),
      update: async (change) => {
        stored = change(structuredClone(stored));
        return stored;
      },
      readOwn: async () => structuredClone(stored),
      check: async () => {},
    },
    keys: new Keys(`sending-${names++}`),
    engines,
    budget,
    mayRead: async () => true,
    mayCollect: async () => true,
    interrupt() {
      queues.server.interruptAll();
      queues.hosted.interruptAll();
    },
    askAgain: () => {},
    changed: () => {},
  });
  pages = new Pages({
    pace: () => ({ waitHidden: true, batteryInView: true }),
    protectionOf: () => ({ protection: defaultProtection(), language: 'en' }),
    mayReveal: async () => true,
    queue: new Ladder(queues, (origin) => network.routeOf(origin)),
    frames: new Frames({
      load: async () => undefined,
      save: async () => {},
      tabs: async () => new Set([1]),
      navigated: () => {},
      joined: () => {},
      counted: () => {},
    }),
    modeOf: () => 'screen',
    started: Promise.resolve(),
    hasFrames: () => {},
    sendTo: () => {},
  });
}

const did = async (request: Parameters<Network['request']>[0]) => {
  const answer = await network.request(request);
  if (!answer.ok) throw new Error(answer.error);
};
async function turnOn(engine: Remote = 'hosted', scope: 'all' | 'sites' = 'all'): Promise<void> {
  await did({ type: `engines.${engine}`, change: { address: api.address } });
  await did({ type: 'engines.key', engine, key: KEY });
  await did({ type: `engines.${engine}`, change: { on: true, scope } });
}

class Page implements PagePort {
  readonly sender: PageSender;
  readonly verdicts = new Map<number, Verdict>();
  #listener: (raw: unknown) => void = () => {};
  constructor(sender: Partial<PageSender> = {}) {
    const url = `https://${SITE}/page`;
    this.sender = {
      tabId: 1,
      frameId: 0,
      url,
      origin: undefined,
      top: url,
      private: false,
      document: '1',
      ...sender,
    };
    pages.accept(this);
  }
  postMessage(message: BackgroundMessage): void {
    if (message.type !== 'verdicts') return;
    for (const { id, verdict } of message.verdicts) this.verdicts.set(id, verdict);
  }
  onMessage(listener: (raw: unknown) => void): void {
    this.#listener = listener;
  }
  #closer = (): void => {};
  onDisconnect(closer: () => void): void {
    this.#closer = closer;
  }
  /** Its document goes. */
  leave(): void {
    this.#closer();
  }
  say(texts: readonly string[], more: { sensitive?: boolean; editable?: boolean } = {}): void {
    const { sensitive, editable } = more;
    this.#listener({
      type: 'screen',
      requests: texts.map((text, i) => ({
        id: i + 1,
        version: 1,
        kind: 'text',
        text,
        priority: 2,
        ...(editable ? { editable } : {}),
      })),
      ...(sensitive ? { sensitive } : {}),
    });
  }
  async answered(count: number): Promise<string[]> {
    await vi.waitFor(() => expect(this.verdicts.size).toBe(count), { timeout: 5_000 });
    return [...this.verdicts.values()].map(({ flag, reason }) => reason ?? flag);
  }
}

describe('what is allowed', () => {
  it('goes to the engine that was turned on, with its key, and comes back as verdicts', async () => {
    await turnOn();
    const page = new Page();
    page.say(['A good morning', 'A bad one', 'Another good one']);
    expect(await page.answered(3)).toEqual(expect.arrayContaining(['safe', 'unsafe', 'safe']));
    expect(page.verdicts.get(2)).toMatchObject({ flag: 'unsafe', engine: 'hosted' });
    expect(api.requests.length).toBeGreaterThan(0);
    for (const { headers } of api.requests) {
      expect(headers.authorization).toBe(`Bearer ${KEY}`);
      expect(headers).not.toHaveProperty('referer');
      expect(headers).not.toHaveProperty('cookie');
    }
    // Nothing of the page but its text: neither address nor site.
    expect(JSON.stringify(api.requests)).not.toContain(SITE);
  });

  it('goes on with the next engine where the first does not answer', async () => {
    await turnOn('hosted');
    await did({ type: 'engines.server', change: { address: 'http://127.0.0.1:9/v1' } });
    await did({ type: 'engines.server', change: { on: true, scope: 'all' } });
    const page = new Page();
    page.say(['A good morning', 'A bad one']);
    await page.answered(2);
    expect(page.verdicts.get(2)).toMatchObject({ flag: 'unsafe', engine: 'hosted' });
    // The one that does not answer tries three times, with pauses.
  }, 20_000);
});

describe('nothing is sent', () => {
  const silent = async (page: Page, count: number) => {
    expect(new Set(await page.answered(count))).toEqual(new Set(['guard-failed']));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(api.requests).toEqual([]);
    expect(local.batches.flat().length).toBe(count);
  };
  const texts = ['A bad morning', 'A good evening'];

  it('before an engine is turned on', async () => {
    await did({ type: 'engines.key', engine: 'hosted', key: KEY });
    const page = new Page();
    page.say(texts);
    await silent(page, 2);
  });

  it('of a site that was not allowed', async () => {
    await turnOn('hosted', 'sites');
    const page = new Page();
    page.say(texts);
    await silent(page, 2);
  });

  it.each<[string, Partial<PageSender>]>([
    ['of a private window', { private: true }],
    ['of a mailbox', { url: 'https://mail.google.com/', top: 'https://mail.google.com/' }],
    ['of a frame in a mailbox', { frameId: 3, top: 'https://mail.google.com/' }],
    ['of a frame in a page that the browser does not name', { frameId: 3, top: undefined }],
    ['of a mailbox in a frame', { frameId: 3, url: 'https://mail.google.com/' }],
    ['of a frame that the browser does not name', { frameId: 3, url: 'data:,x', origin: 'null' }],
    ['of a bank', { url: 'https://ib.bri.co.id/login', top: 'https://ib.bri.co.id/login' }],
  ])('%s', async (_, sender) => {
    await turnOn();
    const page = new Page(sender);
    page.say(texts);
    await silent(page, 2);
  });

  it('of a page that asks for a password, and of the other frames of its tab', async () => {
    await turnOn();
    const login = new Page({ frameId: 5, document: '2' });
    login.say([], { sensitive: true });
    await new Promise((resolve) => setTimeout(resolve, 10));
    const page = new Page();
    page.say(texts);
    await silent(page, 2);
  });

  it('of a page that has asked for a password in a frame that is gone', async () => {
    await turnOn();
    const page = new Page();
    const login = new Page({ frameId: 5, document: '2' });
    login.say([], { sensitive: true });
    await new Promise((resolve) => setTimeout(resolve, 10));
    login.leave();
    await new Promise((resolve) => setTimeout(resolve, 10));
    page.say(texts);
    await silent(page, 2);
  });

  it('of what waits, from the moment on that a password is asked for', async () => {
    await turnOn();
    api.behave({ perMinute: 0 });
    const page = new Page();
    page.say(texts);
    await vi.waitFor(() => expect(api.requests.length).toBeGreaterThan(0));
    const sent = api.requests.length;
    api.behave({ perMinute: null });
    page.say([], { sensitive: true });
    // First its turn was told, and now it has none.
    await vi.waitFor(async () =>
      expect(new Set(await page.answered(2))).toEqual(new Set(['guard-failed'])),
    );
    expect(api.requests.length).toBe(sent);
  });

  it('where a person writes', async () => {
    await turnOn();
    const page = new Page();
    page.say(texts, { editable: true });
    await silent(page, 2);
  });

  it('after the engine has been turned off', async () => {
    await turnOn();
    await did({ type: 'engines.hosted', change: { on: false } });
    const page = new Page();
    page.say(texts);
    await silent(page, 2);
  });
});

it('no key is in what pages and extension pages are told, or in a log', async () => {
  await turnOn();
  api.behave({ fail: () => '5xx' });
  const page = new Page();
  page.say(['one', 'two', 'three']);
  await page.answered(3);
  api.behave({ fail: () => 'none', key: 'another' });
  const test = await network.request({ type: 'engines.test', engine: 'hosted' });
  const told = JSON.stringify([...page.verdicts, network.view, test, stored, logged]);
  expect(told).toContain('key-refused');
  expect(told).not.toContain(KEY.slice(0, 10));
});
