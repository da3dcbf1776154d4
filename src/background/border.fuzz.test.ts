/**
 * The border of the background: the whole of it, over a stand-in for the browser. Whatever a content
 * script, a page of ours or a stranger sends, nothing is thrown, nothing is answered to a sender that
 * may not ask, and nothing is granted.
 */
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { readSettings, type Settings } from '../core/settings';
import { BackgroundMessage, UiAnswer, UiEvent, UiRequest } from '../platform/messages';
import { fuzz } from '../testing/fuzz';
import { clonedValue, hostileText, mutated } from '../testing/hostile';
import { goodSettings, hostileSite } from '../testing/hostile-settings';
import { connect, ID, ORIGIN, standInBrowser } from './testing/stand-in-browser';

const SITES = { 'on.example': { mode: 'screen' } };
const { browser } = vi.hoisted(() => ({ browser: {} as Record<string, unknown> }));
vi.mock('../platform/browser', () => ({ browser }));

const standIn = standInBrowser({ version: 1, sites: SITES, guard: null });
const { runtime, local, registered } = standIn;
Object.assign(browser, standIn.browser);
vi.stubGlobal('chrome', { runtime });

const tab = { id: 1, incognito: false, url: 'https://on.example/' };
const page = { id: ID, tab, frameId: 0, url: 'https://on.example/' };
const popup = { id: ID, url: `${ORIGIN}src/ui/popup/popup.html` };
const strangers: readonly unknown[] = [
  undefined,
  {},
  { id: 'another-extension', url: 'chrome-extension://another-extension/x.html' },
  { ...popup, id: 'another-extension' },
  { id: ID, url: `https://evil.example/${ORIGIN}` },
  // A content script of ours, on a page that is off.
  {
    id: ID,
    tab: { id: 2, incognito: false, url: 'https://evil.example/' },
    frameId: 0,
    url: `https://evil.example/${ORIGIN}`,
  },
  { id: ID, url: ORIGIN.toUpperCase() },
  { id: ID, tab, url: undefined },
];

const isFrame = (sender: unknown): boolean => Object.hasOwn(Object(sender), 'tab');

const thrown: unknown[] = [];
const noted = (error: unknown): void => void thrown.push(error);
const errors: unknown[] = [];

beforeAll(async () => {
  for (const name of ['debug', 'warn'] as const)
    vi.spyOn(console, name).mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation((...words) => void errors.push(words));
  process.on('unhandledRejection', noted);
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => {
    throw new TypeError('Failed to fetch');
  });
  await import('./index');
  await flush();
});
afterAll(() => {
  process.off('unhandledRejection', noted);
});

const flush = () => new Promise((resolve) => setTimeout(resolve));

function expectNothingThrown(): void {
  const [error] = thrown.splice(0);
  if (error) throw error;
}

/** As the browser does between two programs; what cannot travel never arrives. */
function sent(message: unknown): unknown {
  try {
    return structuredClone(message);
  } catch {
    return null;
  }
}

/* ── content scripts ──────────────────────────────────────────────────────── */

const id = fc.oneof(fc.nat(5), fc.constantFrom(-1, 0.5, 1e308, 2 ** 53));
const request = fc.oneof(
  fc.record(
    {
      id,
      version: fc.nat(3),
      kind: fc.constant('text'),
      text: fc.oneof(hostileText(40), fc.constant('x'.repeat(65_536))),
      priority: fc.nat(3),
      editable: fc.boolean(),
      lang: fc.constantFrom('en', 'x', ''),
      question: hostileText(20),
      knownChat: fc.boolean(),
    },
    { requiredKeys: ['id', 'version', 'kind', 'text', 'priority'] },
  ),
  fc.record({
    id,
    version: fc.nat(3),
    kind: fc.constant('image'),
    source: fc.constantFrom<unknown>(
      { from: 'web', url: 'https://images.example/a.png' },
      { from: 'web', url: 'file:///etc/passwd' },
      { from: 'data', url: 'data:image/png;base64,AAAA' },
      { from: 'page', bytes: 'AAAA', type: 'image/png' },
    ),
    text: hostileText(10),
    priority: fc.nat(3),
  }),
);
const contentMessage: fc.Arbitrary<unknown> = fc.oneof(
  fc.record(
    {
      type: fc.constant('screen'),
      requests: fc.array(request, { maxLength: 4 }),
      sensitive: fc.boolean(),
    },
    { requiredKeys: ['type', 'requests'] },
  ),
  fc.record({
    type: fc.constant('cancel'),
    elements: fc.array(fc.record({ id, version: fc.nat(3) }), { maxLength: 3 }),
  }),
  fc.record({
    type: fc.constant('counts'),
    counts: fc.record({ safe: fc.nat(), unsafe: fc.nat(), unknown: fc.nat(), waiting: fc.nat() }),
  }),
  fc.constant({ type: 'frames' }),
  fc.record({ type: fc.constant('reveal'), id, version: fc.nat(3) }),
  fc.record({ type: fc.constant('style'), style: fc.constantFrom('rules', 'hold', 'free') }),
);

/* ── pages of ours ────────────────────────────────────────────────────────── */

const types: readonly string[] = UiRequest.options.flatMap((option) =>
  'options' in option
    ? (option.options as readonly { entries: { type: { literal: string } } }[]).map(
        ({ entries }) => entries.type.literal,
      )
    : [(option as { entries: { type: { literal: string } } }).entries.type.literal],
);
/** What the lock costs is its own test; and what is installed here would never end. */
const SLOW = /^(lock\.(setUp|unlock|recover|change|newCode|remove)|store\.|engines\.test|sample\.)/;
const type = fc.constantFrom(...types.filter((name) => !SLOW.test(name)));
const content = 'a'.repeat(64);
const uiRequest: fc.Arbitrary<unknown> = fc
  .tuple(
    type,
    fc.record({
      site: hostileSite,
      mode: fc.constantFrom('off', 'screen'),
      source: fc.constantFrom<unknown>(null, { kind: 'packaged', path: 'guards/practice/' }),
      minutes: fc.integer({ min: 1, max: 240 }),
      detail: fc.constantFrom('fast', 'balanced'),
      change: fc.oneof(
        fc.constantFrom<unknown>(null, { on: true }, { scope: 'all' }, { waitHidden: false }),
        fc.constantFrom<unknown>({ address: 'http://evil.example' }, { text: 'hide' }),
        goodSettings.map(({ preferences }) => preferences),
      ),
      tabId: fc.constantFrom(1, -1),
      frameId: fc.constantFrom(0, -1),
      document: fc.constantFrom('1', ''),
      id: fc.oneof(fc.nat(3), fc.constant('a'.repeat(32))),
      version: fc.nat(3),
      order: fc.constantFrom(['local', 'server', 'hosted'], ['hosted', 'server', 'local']),
      engine: fc.constantFrom('server', 'hosted'),
      key: fc.constantFrom(null, 'a key'),
      send: fc.constantFrom(null, true, false),
      added: fc.array(hostileSite, { maxLength: 2 }),
      removed: fc.array(hostileSite, { maxLength: 2 }),
      schedule: fc.constant([]),
      text: fc.oneof(
        goodSettings.map((settings) => JSON.stringify({ kind: 'seawall-settings', settings })),
        hostileText(20),
      ),
      filter: fc.constantFrom<unknown>(
        {},
        { site: 'on.example' },
        { text: 'a b' },
        { from: 1e308 },
      ),
      after: fc.constant(null),
      limit: fc.integer({ min: 1, max: 10 }),
      count: fc.integer({ min: 1, max: 10 }),
      format: fc.constantFrom('csv', 'jsonl'),
      lines: fc.array(fc.record({ number: fc.nat(), text: hostileText(20) }), { maxLength: 2 }),
      ids: fc.constant(['a'.repeat(32)]),
      content: fc.constant(content),
      guard: fc.constant({ engine: 'local', build: 'b' }),
      decision: fc.constant({ call: 'agree', reviewer: '', note: '' }),
    }),
  )
  .map(([type, rest]) => ({ type, ...rest }));

describe('fuzz: the border of the background', () => {
  fuzz(
    'border: a content script',
    fc.array(mutated(contentMessage, clonedValue), { minLength: 1, maxLength: 4 }),
    async (messages) => {
      const before = JSON.stringify([local, registered]);
      const port = connect(standIn, 'page 1795466263000.5', page);
      for (const message of messages) {
        port.onMessage.fire(sent(message));
        for (const answer of runtime.onMessage.fire(sent(message), page)) await answer;
      }
      await flush();
      for (const told of port.got) expect(v.is(BackgroundMessage, told)).toBe(true);
      port.onDisconnect.fire(port);
      await flush();
      expect(JSON.stringify([local, registered])).toBe(before);
      expectNothingThrown();
    },
    { runs: 120 },
  );

  fuzz(
    'border: whoever has no right to ask',
    fc.tuple(
      fc.oneof(uiRequest, contentMessage, mutated(uiRequest, clonedValue)),
      fc.constantFrom(...strangers),
      fc.constantFrom('ui', 'page 1', 'guard', 'guard-store', 'popup', '__proto__', 'page NaN'),
    ),
    async ([message, sender, name]) => {
      const before = JSON.stringify([local, registered]);
      // A content script where the site is off may ask for styles, and gets none.
      for (const answer of runtime.onMessage.fire(sent(message), sender))
        expect([undefined, false]).toContain(await answer);
      const port = connect(standIn, name, sender);
      port.onMessage.fire(sent(message));
      await flush();
      // A page of another site has a port, by which it is told to stop.
      const isPage = isFrame(sender) && name === 'page 1';
      if (!isPage) expect(port.closed).toBe(true);
      for (const told of port.got) expect(told).toEqual({ type: 'stop' });
      // A content script is no page of ours: it is answered nothing that such a page is.
      if (v.is(UiRequest, message))
        expect(runtime.onMessage.fire(sent(message), page)).toEqual([undefined]);
      expect(JSON.stringify([local, registered])).toBe(before);
      expectNothingThrown();
    },
    { runs: 150 },
  );

  fuzz(
    'border: pages of ours',
    fc.array(fc.oneof(uiRequest, mutated(uiRequest, clonedValue)), { minLength: 1, maxLength: 5 }),
    async (messages) => {
      errors.length = 0;
      const port = connect(standIn, 'ui', popup);
      for (const message of messages) {
        const before = JSON.stringify(local);
        const [answer] = runtime.onMessage.fire(sent(message), popup);
        // What is no request is nobody's to answer, and changes nothing.
        if (answer === undefined) expect(JSON.stringify(local)).toBe(before);
        else expect(v.is(UiAnswer, await answer)).toBe(true);
      }
      await flush();
      for (const told of port.got) expect(v.is(UiEvent, told)).toBe(true);
      port.onDisconnect.fire(port);
      // Whatever they set is settings still, of sites that the browser lets us read.
      const read = readSettings(local.settings);
      if (!read.ok) throw new Error(read.problem);
      const { sites }: Settings = read.settings;
      expect(Object.keys(sites)).toEqual(Object.keys((local.settings as Settings).sites));
      for (const site of Object.keys(sites)) expect(site).toContain('on.example');
      // The log says where a mistake of ours is, which no request can bring about.
      const mistakes = errors.filter((words) =>
        /TypeError|RangeError|Reference/.test(String(words)),
      );
      expect(mistakes).toEqual([]);
      expectNothingThrown();
    },
    { runs: 120 },
  );
});
