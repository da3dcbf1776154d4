import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { enginesAtWork, enginesOff, engineTest } from '../../testing/engines-scenes';
import { FakeOptionsLink } from '../../testing/fake-options-link';
import { NEVER_SEND } from '../../testing/never-send';
import { createOptionsStore, type OptionsStore } from '../store';
import { words } from '../strings-engines';
import { readSite, withoutSite, withSite } from './never';

vi.mock('../../../core/never-send', () => import('../../testing/never-send'));

let stores: OptionsStore[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const store of stores) store.stop();
  stores = [];
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);
const HERE = 'http://127.0.0.1:8000/v1';

async function setUp(prepare: (link: FakeOptionsLink) => void = () => {}) {
  const link = new FakeOptionsLink();
  prepare(link);
  const store = createOptionsStore(link);
  stores.push(store);
  store.start();
  await settle();
  return { link, store, engines: store.engines };
}

/** The answer to a request of this kind waits until it is let go. */
function holdBack(link: FakeOptionsLink, type: string): () => void {
  let letGo = () => {};
  const held = new Promise<void>((go) => {
    letGo = go;
  });
  const { ask } = link;
  link.ask = async (request) => {
    if (request.type === type) await held;
    return ask(request);
  };
  return () => letGo();
}

it('asks the browser before anything is awaited', async () => {
  const { link, engines } = await setUp((l) => {
    l.engines.server.address = HERE;
    l.engines.hosted.key = '••••1234';
  });
  link.calls.length = 0;
  void engines.agree('server', 'all');
  expect(link.calls).toEqual(['request sending to 127.0.0.1']);
  void engines.askAgain('hosted');
  void engines.test('hosted');
  expect(link.calls.slice(1)).toEqual([
    'request sending to api.sea-lion.ai',
    'request api.sea-lion.ai',
  ]);
  await settle();
});

it('does not turn on what was not agreed to: the address changed while the browser asked', async () => {
  const { link, engines } = await setUp((l) => {
    l.engines.server.address = HERE;
  });
  let answer: (granted: boolean) => void = () => {};
  link.requestSending = () =>
    new Promise((granted) => {
      answer = granted;
    });
  const agreed = engines.agree('server', 'sites');
  engines.writeAddress('https://guard.example.org/v1');
  answer(true);
  await agreed;
  expect(link.requests.map((each) => 'change' in each && each.change)).toEqual([
    { address: 'https://guard.example.org/v1' },
  ]);
});

it('stays on at another port, and is asked anew where others can read along', async () => {
  const { link, engines } = await setUp((l) => {
    enginesAtWork(l);
    l.engines.server.address = 'https://guard.example.org/v1';
  });
  const on: (boolean | undefined)[] = [];
  for (const address of ['https://guard.example.org:8443/v1', 'http://guard.example.org/v1']) {
    engines.writeAddress(address);
    await engines.saveAddress();
    on.push(link.engines.server.on);
  }
  expect(on).toEqual([true, false]);
  expect(engines.asking.value).toBe('server');
});

it('is asked anew where an address comes after none', async () => {
  const { link, engines } = await setUp(enginesAtWork);
  for (const address of ['', HERE]) {
    engines.writeAddress(address);
    await engines.saveAddress();
  }
  expect(link.engines.server.on).toBe(false);
  expect(engines.asking.value).toBe('server');
});

it('holds nothing else up while it tests, and waits longer than for other answers', async () => {
  const { link, store, engines } = await setUp(enginesAtWork);
  const letGo = holdBack(link, 'engines.test');
  void engines.test('server');
  await settle();
  expect(await engines.setJudging('each')).toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(store.trouble.value).toBeNull();
  expect(store.busy.value.has('test server')).toBe(true);
  letGo();
  await settle();
  expect(engines.tests.value.server).toEqual(engineTest());
});

it('tells nothing of a test whose settings have changed', async () => {
  const { link, engines } = await setUp(enginesAtWork);
  const letGo = holdBack(link, 'engines.test');
  const tested = engines.test('server');
  await settle();
  await engines.setKey('server', 'sk-another');
  letGo();
  await tested;
  expect(engines.tests.value.server).toBeNull();
});

it('says what the browser said where it could not be asked', async () => {
  const { link, store, engines } = await setUp();
  link.requestSending = () => Promise.reject(new Error('not from a click'));
  await engines.agree('hosted', 'sites');
  expect(store.trouble.value).toEqual({
    sentence: words.consent.declined('api.sea-lion.ai'),
    details: 'Error: not from a click',
  });
  expect(link.requests).toEqual([]);
});

it('moves nobody beyond an end', async () => {
  const { link, engines } = await setUp();
  expect(await engines.move('local', -1)).toBe(false);
  expect(await engines.move('hosted', 1)).toBe(false);
  expect(link.requests).toEqual([]);
});

it('reads a site as a person writes it', () => {
  expect(
    [
      'example.com',
      ' https://Example.com:8443/a?b ',
      'example.com/path',
      '[::1]',
      'ftp://example.com',
      'about:blank',
      'two words',
      '*.example.com',
      '',
    ].map(readSite),
  ).toEqual(['example.com', 'example.com', 'example.com', '[::1]', null, null, null, null, null]);
});

it('keeps a list of what was changed of ours, and no more', () => {
  const none = enginesOff().neverSend;
  const ours = NEVER_SEND[0]?.sites[0] ?? '';
  const off = withoutSite(none, ours);
  expect(off).toEqual({ added: [], removed: [ours] });
  expect(withoutSite(off, ours)).toEqual(off);
  expect(withSite(off, ours)).toEqual(none);
  expect(withSite(none, ours)).toBeNull();
  const own = withSite(none, 'example.org') ?? none;
  expect(own).toEqual({ added: ['example.org'], removed: [] });
  expect(withSite(own, 'example.org')).toBeNull();
  expect(withoutSite(own, 'example.org')).toEqual(none);
});
