import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultPace, type PaceSettings } from '../core/pace';
import { noCounts, type Verdict } from '../core/verdict';
import type { BackgroundMessage, SiteMode } from '../platform/messages';
import type { Ladder } from './ladder';
import { type PagePort, type PageSender, Pages } from './pages';

class FakePort implements PagePort {
  readonly sender: PageSender;
  readonly got: BackgroundMessage[] = [];
  #messages: ((raw: unknown) => void)[] = [];
  #ends: (() => void)[] = [];
  constructor(sender: Partial<PageSender> = {}) {
    this.sender = {
      tabId: 1,
      frameId: 0,
      url: 'https://on.example/page',
      origin: undefined,
      top: 'https://on.example/page',
      private: false,
      document: 'one',
      ...sender,
    };
  }
  postMessage(message: BackgroundMessage): void {
    this.got.push(structuredClone(message));
  }
  onMessage(listener: (raw: unknown) => void): void {
    this.#messages.push(listener);
  }
  onDisconnect(listener: () => void): void {
    this.#ends.push(listener);
  }
  async say(raw: unknown): Promise<void> {
    for (const listener of this.#messages) listener(raw);
    await flush();
  }
  async end(): Promise<void> {
    for (const listener of this.#ends) listener();
    await flush();
  }
}

const flush = () => new Promise((resolve) => setImmediate(resolve));
const safe: Verdict = { flag: 'safe', pUnsafe: 0.1, engine: 'local', reason: null };
const element = (id: number, version = 1, priority = 2) => ({
  id,
  version,
  kind: 'text',
  text: `text ${id}.${version}`,
  priority,
});

let on: Set<string>;
type Asked = Parameters<Ladder['ask']>[0][number];
let asks: (Asked & { cancelled: boolean; here: boolean })[];
let sensitive: Set<number>;
let sent: [number, number, BackgroundMessage][];
let log: string[];
let pages: Pages;
let pace: PaceSettings;
let begin: () => void;

beforeEach(() => {
  on = new Set(['on.example']);
  pace = defaultPace();
  asks = [];
  sensitive = new Set();
  sent = [];
  log = [];
  const started = new Promise<void>((resolve) => {
    begin = resolve;
  });
  pages = new Pages({
    pace: () => pace,
    started,
    modeOf: (site): SiteMode => (on.has(site) ? 'screen' : 'off'),
    sendTo: (tabId, frameId, message) => sent.push([tabId, frameId, message]),
    queue: {
      ask: (added) =>
        added.map((ask) => {
          const held = { ...ask, cancelled: false, here: false };
          asks.push(held);
          return {
            reprioritise: (priority) => {
              held.priority = priority;
            },
            cancel: () => {
              held.cancelled = true;
            },
            keepHere: () => {
              held.here = true;
            },
          };
        }),
    },
    frames: {
      connected: (tabId, frameId, site) => log.push(`+${tabId}:${frameId} ${site}`),
      disconnected: (tabId, frameId) => log.push(`-${tabId}:${frameId}`),
      count: (tabId, frameId, { unsafe }) => log.push(`${tabId}:${frameId} ${unsafe} unsafe`),
      siteOff: (site) => log.push(`off ${site}`),
      all: () => [],
      setSensitive: (tabId) => !sensitive.has(tabId) && !!sensitive.add(tabId),
      isSensitive: (tabId) => sensitive.has(tabId),
      unconnected: () => [
        { tabId: 7, frameId: 3, site: 'on.example', counts: noCounts() },
        { tabId: 8, frameId: 0, site: 'also-on.example', counts: noCounts() },
      ],
    },
  });
  begin();
});

const connect = async (sender?: Partial<PageSender>): Promise<FakePort> => {
  const port = new FakePort(sender);
  pages.accept(port);
  await flush();
  return port;
};

describe('a page of a site that is on', () => {
  it('gets the verdicts that it asked for, many in one message', async () => {
    const port = await connect();
    await port.say({ type: 'screen', requests: [element(1), element(2)] });
    for (const ask of asks) ask.answered(safe, true);
    await flush();
    expect(port.got).toEqual([
      {
        type: 'verdicts',
        practice: true,
        verdicts: [
          { id: 1, version: 1, verdict: safe },
          { id: 2, version: 1, verdict: safe },
        ],
      },
    ]);
  });

  it('asks of images by where their bytes are', async () => {
    const port = await connect();
    const sources = [
      { from: 'web', url: 'https://images.example/a.png' },
      { from: 'page', data: 'data:image/png;base64,AAAA' },
    ];
    const requests = sources.map((source, id) => ({ ...element(id), kind: 'image', source }));
    await port.say({ type: 'screen', requests: [...requests, element(9)] });
    expect(asks).toMatchObject([
      { kind: 'image', source: sources[0], text: 'text 0.1', priority: 2, remember: true },
      { kind: 'image', source: sources[1] },
      { kind: 'prompt', text: 'text 9.1' },
    ]);
    asks[1]?.answered(safe, false);
    await flush();
    expect(port.got).toMatchObject([{ verdicts: [{ id: 1, version: 1, verdict: safe }] }]);
  });

  it('changes the priority of what waits, and asks anew for what reads otherwise', async () => {
    const port = await connect();
    await port.say({ type: 'screen', requests: [element(1), element(2)] });
    await port.say({ type: 'screen', requests: [element(1, 1, 0), element(2, 2)] });
    expect(asks.map(({ text, priority, cancelled }) => [text, priority, cancelled])).toEqual([
      ['text 1.1', 0, false],
      ['text 2.1', 2, true],
      ['text 2.2', 2, false],
    ]);
  });

  it('cancels by id and version', async () => {
    const port = await connect();
    await port.say({ type: 'screen', requests: [element(1), element(2)] });
    await port.say({
      type: 'cancel',
      elements: [
        { id: 1, version: 1 },
        { id: 2, version: 9 },
      ],
    });
    expect(asks.map(({ cancelled }) => cancelled)).toEqual([true, false]);
  });

  it('cancels everything when it goes', async () => {
    const port = await connect();
    await port.say({ type: 'screen', requests: [element(1)] });
    await port.end();
    expect(asks[0]?.cancelled).toBe(true);
    expect(log).toEqual(['+1:0 on.example', '-1:0']);
  });

  it('in a private window leaves nothing behind', async () => {
    const port = await connect({ private: true });
    await port.say({ type: 'screen', requests: [element(1)] });
    expect(asks[0]?.remember).toBe(false);
  });

  it('tells where it comes from, as far as the browser says so', async () => {
    const top = await connect();
    await top.say({ type: 'screen', requests: [{ ...element(1), editable: true }] });
    const frame = await connect({ frameId: 2, top: 'https://mail.example/inbox' });
    await frame.say({ type: 'screen', requests: [element(1)] });
    const hidden = await connect({ tabId: 2, frameId: 2, top: undefined });
    await hidden.say({ type: 'screen', requests: [element(1)] });
    const origin = { site: 'on.example', private: false, sensitive: false, editable: false };
    expect(asks.map((ask) => ask.origin)).toEqual([
      { ...origin, top: 'on.example', editable: true },
      { ...origin, top: 'mail.example' },
      { ...origin, top: null },
    ]);
    // Each document is a page of its own to those who ask about neighbours.
    expect(new Set(asks.map(({ place }) => place?.page)).size).toBe(3);
  });

  it('keeps all of its tab here from when it asks for a password', async () => {
    const top = await connect();
    await top.say({ type: 'screen', requests: [element(1)] });
    const other = await connect({ tabId: 2 });
    await other.say({ type: 'screen', requests: [element(1)] });
    const login = await connect({ frameId: 4 });
    await login.say({ type: 'screen', requests: [], sensitive: true });
    expect(asks.map(({ here }) => here)).toEqual([true, false]);
    await top.say({ type: 'screen', requests: [element(2)] });
    expect(asks.at(-1)?.origin.sensitive).toBe(true);
  });

  it('hears when the turn of an element comes, and its verdict after that', async () => {
    const port = await connect();
    await port.say({ type: 'screen', requests: [element(1)] });
    const turn: Verdict = {
      flag: 'unknown',
      pUnsafe: null,
      engine: 'hosted',
      reason: 'turn',
      turnAt: 5,
    };
    asks[0]?.waits?.(turn);
    await flush();
    // It stays in line: a new priority reaches the same ask.
    await port.say({ type: 'screen', requests: [element(1, 1, 0)] });
    expect(asks).toHaveLength(1);
    expect(asks[0]?.priority).toBe(0);
    asks[0]?.answered(safe, false);
    await flush();
    const verdicts = port.got.flatMap((message) =>
      message.type === 'verdicts' ? message.verdicts.map(({ verdict }) => verdict) : [],
    );
    expect(verdicts).toEqual([turn, safe]);
  });

  it('tells its counts', async () => {
    const port = await connect({ tabId: 4, frameId: 2 });
    await port.say({ type: 'counts', counts: { ...noCounts(), unsafe: 3 } });
    expect(log.at(-1)).toBe('4:2 3 unsafe');
  });

  it('is heard although it speaks before the policy is known', async () => {
    const port = new FakePort();
    pages.accept(port);
    await port.say({ type: 'screen', requests: [element(1)] });
    expect(asks).toHaveLength(1);
  });

  it('may not speak nonsense, and no page text gets into the log', async () => {
    const debug = vi.spyOn(console, 'debug').mockImplementation(() => {});
    const port = await connect();
    await port.say({ type: 'screen', requests: [{ ...element(1), priority: 7 }] });
    await port.say({ type: 'screen', requests: [{ ...element(1), id: 'SECRET' }] });
    await port.say({ type: 'site.set', site: 'on.example', mode: 'off' });
    await port.say('SECRET');
    const image = { ...element(1), kind: 'image' };
    const sources = [
      { from: 'web', url: 'file:///SECRET' },
      { from: 'page', data: 'data:text/html,SECRET' },
      { from: 'disk', path: 'SECRET' },
    ];
    for (const source of sources) {
      await port.say({ type: 'screen', requests: [{ ...image, source }] });
    }
    expect(asks).toEqual([]);
    expect(debug).toHaveBeenCalledTimes(7);
    expect(JSON.stringify(debug.mock.calls)).not.toMatch(/SECRET|text 1/);
    debug.mockRestore();
  });
});

describe('a page of a site that is off', () => {
  it.each([
    ['another site', { url: 'https://off.example/' }],
    ['a subdomain', { url: 'https://sub.on.example/' }],
    ['a file', { url: 'file:///tmp/on.example' }],
    ['an unknown place', { url: undefined }],
  ])('is stopped: %s', async (_name, sender) => {
    const port = await connect(sender);
    await port.say({ type: 'screen', requests: [element(1)] });
    expect(port.got).toEqual([{ type: 'stop' }]);
    expect(asks).toEqual([]);
    expect(log).toEqual([]);
  });

  it('counts as its origin where its address has none', async () => {
    const port = await connect({ url: 'about:srcdoc', origin: 'https://on.example' });
    await port.say({ type: 'screen', requests: [element(1)] });
    expect(asks).toHaveLength(1);
  });
});

it('stops all frames of a site at once, connected or not', async () => {
  const port = await connect();
  on.add('also-on.example');
  const other = await connect({ tabId: 2, url: 'https://also-on.example/' });
  await port.say({ type: 'screen', requests: [element(1)] });
  on.delete('on.example');
  pages.stop('on.example');
  expect(port.got).toEqual([{ type: 'stop' }]);
  expect(other.got).toEqual([]);
  expect(sent).toEqual([[7, 3, { type: 'stop' }]]);
  expect(asks[0]?.cancelled).toBe(true);
  expect(log.slice(-2)).toEqual(['-1:0', 'off on.example']);
  await port.say({ type: 'screen', requests: [element(2)] });
  expect(asks).toHaveLength(1);
});

it('tells all pages to ask again, after what was answered before', async () => {
  const port = await connect();
  await port.say({ type: 'screen', requests: [element(1)] });
  asks[0]?.answered({ flag: 'unknown', pUnsafe: null, engine: null, reason: 'no-guard' }, false);
  pages.askAgain(true);
  await flush();
  expect(port.got.map(({ type }) => type)).toEqual(['verdicts', 'ask-again']);
  expect(sent.map(([tabId, frameId]) => [tabId, frameId])).toEqual([
    [7, 3],
    [8, 0],
  ]);
});

it('a page is told when to wait where that is not the default, and whenever it changes', async () => {
  const first = await connect();
  expect(first.got).toEqual([]);
  pace = { waitHidden: false, batteryInView: true };
  pages.paceChanged();
  expect(first.got).toEqual([{ type: 'pace', pace }]);
  expect(sent).toContainEqual([7, 3, { type: 'pace', pace }]);
  const second = await connect({ frameId: 1 });
  expect(second.got).toEqual([{ type: 'pace', pace }]);
});
