import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Language } from '../core/language';
import { MAX_QUESTION_TEXT } from '../core/limits';
import { defaultPace, type PaceSettings } from '../core/pace';
import { defaultProtection, type Protection } from '../core/protection';
import { noCounts, type Verdict } from '../core/verdict';
import type { BackgroundMessage, SiteMode } from '../platform/messages';
import type { Ladder } from './ladder';
import { type PagePort, type PageSender, Pages, type RevealAsk } from './pages';

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

/** Frames that no port reaches. */
const elsewhere = [
  { tabId: 7, frameId: 3, site: 'on.example', top: 'on.example', counts: noCounts() },
  { tabId: 8, frameId: 0, site: 'also-on.example', top: 'also-on.example', counts: noCounts() },
];
const told = (port: FakePort) =>
  port.got.flatMap((message) =>
    message.type === 'verdicts'
      ? message.verdicts.map(({ id, verdict }): [number, string] => [id, verdict.flag])
      : [],
  );

let on: Set<string>;
type Asked = Parameters<Ladder['ask']>[0][number];
let asks: (Asked & { cancelled: boolean; here: boolean })[];
let sensitive: Set<number>;
let sent: [number, number, BackgroundMessage][];
let log: string[];
let pages: Pages;
let pace: PaceSettings;
let protection: Protection;
let language: Language;
let revealAsks: RevealAsk[];
let mayReveal: boolean;
let begin: () => void;

beforeEach(() => {
  on = new Set(['on.example']);
  pace = defaultPace();
  protection = defaultProtection();
  language = 'en';
  revealAsks = [];
  mayReveal = true;
  asks = [];
  sensitive = new Set();
  sent = [];
  log = [];
  const started = new Promise<void>((resolve) => {
    begin = resolve;
  });
  pages = new Pages({
    pace: () => pace,
    protectionOf: (site) => ({ protection, language: site === 'on.example' ? language : 'en' }),
    mayReveal: async (ask) => {
      revealAsks.push(ask);
      return mayReveal;
    },
    started,
    modeOf: (site): SiteMode => (on.has(site) ? 'screen' : 'off'),
    hasFrames: (tabId) => log.push(`frames in ${tabId}`),
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
      connected: (tabId, frameId, { site }) => log.push(`+${tabId}:${frameId} ${site}`),
      disconnected: (tabId, frameId) => log.push(`-${tabId}:${frameId}`),
      count: (tabId, frameId, { unsafe }) => log.push(`${tabId}:${frameId} ${unsafe} unsafe`),
      forget: (which) => {
        for (const { tabId } of elsewhere.filter(which)) log.push(`forgets ${tabId}`);
      },
      all: () => [],
      setSensitive: (tabId) => !sensitive.has(tabId) && !!sensitive.add(tabId),
      isSensitive: (tabId) => sensitive.has(tabId),
      unconnected: () => elsewhere,
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

  it('asks of an AI’s answer with its question: alone on a site that is known for it, else as any text, too', async () => {
    const port = await connect();
    const question = 'How deep is it?';
    await port.say({
      type: 'screen',
      requests: [
        { ...element(1), question, knownChat: true },
        { ...element(2), question },
        element(3),
      ],
    });
    expect(asks.map((ask) => [ask.kind, ask.text, 'question' in ask && ask.question])).toEqual([
      ['response', 'text 1.1', question],
      ['response', 'text 2.1', question],
      ['prompt', 'text 2.1', false],
      ['prompt', 'text 3.1', false],
    ]);
    const [known, answer, anyText, other] = asks;
    answer?.answered(safe, false);
    known?.answered(safe, false);
    await flush();
    expect(told(port)).toEqual([[1, 'safe']]);
    // A page cannot call a text an answer to have it judged milder.
    anyText?.answered({ ...safe, flag: 'unsafe', pUnsafe: 0.9 }, false);
    other?.answered(safe, false);
    await flush();
    expect(told(port)).toEqual([
      [1, 'safe'],
      [2, 'unsafe'],
      [3, 'safe'],
    ]);
  });

  it('takes priorities and ends for both asks of a text', async () => {
    const port = await connect();
    const question = 'How deep is it?';
    await port.say({ type: 'screen', requests: [{ ...element(1), question }] });
    await port.say({
      type: 'screen',
      requests: [{ ...element(1, 1, 0), question, editable: true }],
    });
    expect(asks.map(({ priority, here }) => [priority, here])).toEqual([
      [0, true],
      [0, true],
    ]);
    await port.say({ type: 'cancel', elements: [{ id: 1, version: 1 }] });
    expect(asks.map(({ cancelled }) => cancelled)).toEqual([true, true]);
  });

  it('takes no question longer than was agreed on', async () => {
    const debug = vi.spyOn(console, 'debug').mockImplementation(() => {});
    const port = await connect();
    const question = 'x'.repeat(MAX_QUESTION_TEXT + 1);
    await port.say({ type: 'screen', requests: [{ ...element(1), question }] });
    expect(asks).toEqual([]);
    debug.mockRestore();
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
    const origin = {
      site: 'on.example',
      frame: 'on.example',
      private: false,
      sensitive: false,
      editable: false,
    };
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
    ['nobody knows whose frame', { frameId: 3, url: 'data:,x', origin: 'null' }],
  ])('is stopped: %s', async (_name, sender) => {
    const port = await connect({ top: 'https://off.example/', ...sender });
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

describe('a frame of another site', () => {
  const inPage = { frameId: 4, url: 'https://other.example/embed' };

  it('is part of the page, and follows its rule', async () => {
    const port = await connect(inPage);
    await port.say({ type: 'screen', requests: [element(1)] });
    expect(log).toEqual(['+1:4 other.example']);
    expect(asks[0]?.origin).toMatchObject({
      site: 'on.example',
      frame: 'other.example',
      top: 'on.example',
    });
  });

  it('follows it although its own site is on, and its own when the page is turned off', async () => {
    on.add('other.example');
    const port = await connect(inPage);
    await port.say({ type: 'screen', requests: [element(1)] });
    on.delete('on.example');
    pages.stop();
    await port.say({ type: 'screen', requests: [element(2)] });
    expect(port.got).toEqual([]);
    expect(asks.map(({ origin }) => origin.site)).toEqual(['on.example', 'other.example']);
  });

  it('may be nobody’s: what is made without an origin counts as of the page', async () => {
    const port = await connect({ frameId: 4, url: 'about:srcdoc', origin: 'null' });
    await port.say({ type: 'screen', requests: [element(1)] });
    expect(asks[0]?.origin).toMatchObject({ site: 'on.example', frame: null });
  });

  it('is stopped where the page is off, or turned off', async () => {
    const before = await connect({ ...inPage, top: 'https://off.example/' });
    const port = await connect(inPage);
    on.delete('on.example');
    pages.stop();
    expect(before.got).toEqual([{ type: 'stop' }]);
    expect(port.got).toEqual([{ type: 'stop' }]);
  });

  it('is stopped when its permission goes, and the page stays', async () => {
    const page = await connect();
    const port = await connect(inPage);
    pages.stop(({ site }) => site !== 'other.example');
    expect(port.got).toEqual([{ type: 'stop' }]);
    expect(page.got).toEqual([]);
  });

  it('is looked for when a page that is on says that it has frames, and only then', async () => {
    const page = await connect();
    await page.say({ type: 'frames' });
    const frame = await connect({ ...inPage, tabId: 2 });
    await frame.say({ type: 'frames' });
    const elsewhere = await connect({ tabId: 3, frameId: 1, top: 'https://off.example/' });
    await elsewhere.say({ type: 'frames' });
    const unnamed = await connect({ tabId: 4, frameId: 1, top: undefined });
    await unnamed.say({ type: 'frames' });
    expect(log.filter((line) => line.startsWith('frames'))).toEqual(['frames in 1', 'frames in 2']);
  });
});

it('stops all frames of a site at once, connected or not', async () => {
  const port = await connect();
  on.add('also-on.example');
  const also = 'https://also-on.example/';
  const other = await connect({ tabId: 2, url: also, top: also });
  await port.say({ type: 'screen', requests: [element(1)] });
  on.delete('on.example');
  pages.stop();
  expect(port.got).toEqual([{ type: 'stop' }]);
  expect(other.got).toEqual([]);
  expect(sent).toEqual([[7, 3, { type: 'stop' }]]);
  expect(asks[0]?.cancelled).toBe(true);
  expect(log.slice(-2)).toEqual(['-1:0', 'forgets 7']);
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

describe('what is shown', () => {
  const told = (port: FakePort) => port.got.filter(({ type }) => type === 'protection');

  it('is told where it is not the default, and to all when it changes', async () => {
    const first = await connect();
    expect(told(first)).toEqual([]);
    protection = { ...defaultProtection(), hold: true };
    pages.protectionChanged();
    expect(told(first)).toEqual([{ type: 'protection', protection, language: 'en' }]);
    // A page that has no port now, and hears of it all the same.
    expect(sent.filter(([, , { type }]) => type === 'protection')).not.toEqual([]);
    const second = await connect({ tabId: 2 });
    expect(told(second)).toHaveLength(1);
    protection = defaultProtection();
    pages.protectionChanged();
    expect(told(first)).toHaveLength(2);
  });

  it('is told with the language of covers', async () => {
    language = 'th';
    expect(told(await connect())).toMatchObject([{ language: 'th' }]);
  });

  it('is asked of the lock for the very document that asks', async () => {
    const port = await connect({ tabId: 5, frameId: 2, document: '17.25' });
    mayReveal = false;
    await port.say({ type: 'reveal', id: 4, version: 2 });
    await flush();
    expect(revealAsks).toEqual([{ tabId: 5, frameId: 2, document: '17.25', id: 4, version: 2 }]);
    expect(port.got.at(-1)).toEqual({ type: 'reveal', id: 4, version: 2, shown: false });
  });

  it('after the PIN is named to a frame without a port with its document: another may fill it', () => {
    Object.assign(elsewhere[0] ?? {}, { document: '17.5' });
    const ask = { tabId: 7, frameId: 3, document: '17.5', id: 4, version: 2 };
    expect(pages.reveal({ ...ask, document: '18' })).toBe(false);
    expect(sent).toEqual([]);
    expect(pages.reveal(ask)).toBe(true);
    const shown = { type: 'reveal', id: 4, version: 2, shown: true, document: '17.5' };
    expect(sent).toEqual([[7, 3, shown]]);
  });

  it('after the PIN is shown in that document and in no other', async () => {
    const port = await connect({ tabId: 5, document: 'one' });
    const other = await connect({ tabId: 5, frameId: 1, document: 'two' });
    const ask = { tabId: 5, frameId: 0, id: 4, version: 2 };
    expect(pages.reveal({ ...ask, document: 'gone' })).toBe(false);
    expect(pages.reveal({ ...ask, document: 'one' })).toBe(true);
    expect(port.got.at(-1)).toEqual({ type: 'reveal', id: 4, version: 2, shown: true });
    expect(other.got.filter(({ type }) => type === 'reveal')).toEqual([]);
  });
});

it('tells a page that is back from the cache what holds by now, be it the default', async () => {
  protection = { ...defaultProtection(), images: 'mark', hold: true };
  pace = { ...defaultPace(), waitHidden: !defaultPace().waitHidden };
  const before = await connect();
  expect(before.got.map(({ type }) => type)).toEqual(['pace', 'protection']);
  await before.end();
  // While nobody can be told.
  protection = defaultProtection();
  pace = defaultPace();
  pages.protectionChanged();
  pages.paceChanged();
  const after = await connect();
  await after.say({ type: 'returned' });
  expect(after.got).toEqual([
    { type: 'pace', pace },
    { type: 'protection', protection, language },
  ]);
});

describe('a frame that holds what it shows', () => {
  const token = 'a'.repeat(32);
  const frames = (port: FakePort) => port.got.filter(({ type }) => type === 'frame-holds');

  it('is told of to what is around it, also where that has a port a moment later', async () => {
    const before = `${Date.now() - 300}`;
    const early = await connect({ document: before });
    const other = await connect({ document: before, tabId: 2 });
    pages.frameHolds(1, token);
    const late = await connect({ document: before });
    for (const port of [early, late])
      expect(frames(port)).toEqual([{ type: 'frame-holds', token }]);
    expect(frames(other)).toEqual([]);
  });

  it('proves nothing in the page that comes after, nor a while later', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const before = `${Date.now() - 300}`;
    pages.frameHolds(1, token);
    expect(frames(await connect({ document: `${Date.now() + 100}` }))).toEqual([]);
    vi.setSystemTime(Date.now() + 20_000);
    expect(frames(await connect({ document: before }))).toEqual([]);
    vi.useRealTimers();
  });
});
