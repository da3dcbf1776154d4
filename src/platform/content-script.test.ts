/** Which script is registered for whom, and which frames it is put into. */
import { beforeEach, expect, it, vi } from 'vitest';

const { browser } = vi.hoisted(() => ({ browser: {} as Record<string, unknown> }));
let firefox = false;
vi.mock('./browser', () => ({ browser, isFirefox: () => firefox }));
const { framesIn, injectInto, registeredSites, registerSites, runIn } = await import(
  './content-script'
);

let registered: {
  id: string;
  matchOriginAsFallback?: boolean;
  runAt?: string;
  js?: string[];
}[];
let runs: { target: object; files?: string[]; func?: () => unknown }[];
let frames: object[];
/** The browser refuses what names one of these. */
let gone: string[];

beforeEach(() => {
  registered = [];
  runs = [];
  frames = [];
  gone = [];
  browser.scripting = {
    getRegisteredContentScripts: async () => registered,
    registerContentScripts: async (added: typeof registered) => void registered.push(...added),
    unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
      registered = registered.filter(({ id }) => !ids.includes(id));
    },
    executeScript: async (injection: (typeof runs)[number]) => {
      runs.push(injection);
      const { documentIds = [] } = injection.target as { documentIds?: string[] };
      if (documentIds.some((id) => gone.includes(id))) throw new Error('No document with this id');
      return injection.files ? [] : frames;
    },
  };
  browser.tabs = { query: async () => [{ id: 3 }, {}] };
});

const none = () => false;

const frame = (frameId: number, url: string, origin: string, runsAlready = false) => ({
  frameId,
  documentId: `d${frameId}`,
  result: { url, origin, runs: runsAlready },
});

it('registers for frames without an address of their own, too', async () => {
  await registerSites(['a.example'], none);
  expect(registered).toMatchObject([
    {
      id: 'site:a.example',
      matches: ['*://a.example/*'],
      allFrames: true,
      runAt: 'document_start',
    },
  ]);
  expect(await registeredSites(none)).toEqual(['a.example']);
});

it('registers styles and a flag where nothing is shown before it is judged, and nowhere else', async () => {
  const holds = (site: string): boolean => site === 'held.example';
  await registerSites(['a.example', 'held.example'], holds);
  const [plain, held] = registered as unknown as { js: string[]; css?: string[] }[];
  expect(plain).not.toHaveProperty('css');
  expect(plain?.js).toEqual(['start.js']);
  expect(held).toMatchObject({
    js: ['protection/hold-flag.js', 'content.js'],
    css: ['protection/veil.css'],
  });
  expect(await registeredSites(holds)).toEqual(['a.example', 'held.example']);
  // Another choice since: both are to be registered anew.
  expect(await registeredSites((site) => site === 'a.example')).toEqual([]);
  expect(registered).toEqual([]);
});

it('registers them in Firefox as the user’s own', async () => {
  firefox = true;
  await registerSites(['held.example'], () => true);
  firefox = false;
  expect(registered).toMatchObject([
    { css: ['protection/hold.css', 'protection/rules.css'], cssOrigin: 'user' },
  ]);
});

const asNow = { matchOriginAsFallback: true, runAt: 'document_start', js: ['start.js'] };

it('takes out what an earlier version registered, so that it is registered anew', async () => {
  registered = [
    { id: 'site:a.example' },
    // As a browser may tell it.
    { ...asNow, id: 'site:b.example', js: ['moz-extension://0/start.js'] },
    { ...asNow, id: 'site:c.example', runAt: 'document_idle' },
    { ...asNow, id: 'site:d.example', js: ['content.js'] },
    { id: 'somebody else’s' },
  ];
  expect(await registeredSites(none)).toEqual(['b.example']);
  expect(registered.map(({ id }) => id)).toEqual(['site:b.example', 'somebody else’s']);
});

it('puts the script into the frames of a site, and of nobody else', async () => {
  frames = [
    frame(0, 'https://a.example/', 'https://a.example'),
    frame(1, 'about:blank', 'https://a.example'),
    frame(2, 'https://b.example/', 'https://b.example'),
    frame(3, 'about:srcdoc', 'null'),
    // Gone before it could answer, or answered by something else.
    { frameId: 4, result: undefined },
    { frameId: 5, result: { url: 7 } },
  ];
  await injectInto('a.example');
  expect(runs.map(({ target }) => target)).toEqual([
    { tabId: 3, allFrames: true },
    { tabId: 3, documentIds: ['d0'] },
    { tabId: 3, documentIds: ['d1'] },
  ]);
});

it('puts the script into the other frames, where one has gone meanwhile', async () => {
  const seen = ['d0', 'd1', 'd2'].map((document, frameId) => ({ frameId, document }));
  gone = ['d1'];
  await runIn(3, seen);
  const reached = runs.flatMap(({ target }) => ('documentIds' in target ? target.documentIds : []));
  expect(reached).toEqual(['d0', 'd1', 'd2']);
});

it('does not take what a page has named for a content script that runs', async () => {
  await framesIn(3);
  const look = runs.at(-1)?.func;
  vi.stubGlobal('location', { href: 'https://a.example/' });
  vi.stubGlobal('origin', 'https://a.example');
  // As elements do that carry a name: it shows through, and is not the global object's own.
  const named = Object.getPrototypeOf(globalThis) as { seawall?: object };
  try {
    named.seawall = { isAlive: () => true };
    expect(look?.()).toMatchObject({ runs: false });
    vi.stubGlobal('seawall', { isAlive: () => true });
    expect(look?.()).toEqual({
      url: 'https://a.example/',
      origin: 'https://a.example',
      runs: true,
    });
  } finally {
    delete named.seawall;
    vi.unstubAllGlobals();
  }
});

it('knows frames where the browser does not name their documents', async () => {
  frames = [{ frameId: 6, result: { url: 'about:blank', origin: 'null', runs: true } }];
  const seen = await framesIn(3);
  expect(seen).toEqual([
    { frameId: 6, document: undefined, url: 'about:blank', origin: 'null', runs: true },
  ]);
  await runIn(3, seen);
  expect(runs.at(-1)).toMatchObject({ target: { tabId: 3, frameIds: [6] } });
  await framesIn(3, 'page');
  expect(runs.at(-1)).toMatchObject({ target: { tabId: 3, frameIds: [0] } });
  runs = [];
  await runIn(3, []);
  expect(runs).toEqual([]);
});
