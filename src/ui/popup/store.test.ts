import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { enginesView, hostedOn, siteSending } from '../testing/engines';
import { element, FakeLink, pageOf, picture, unsafe } from '../testing/fake-link';
import { createPopupStore, type PopupStore } from './store';

let stores: PopupStore[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const store of stores) store.stop();
  stores = [];
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

async function setUp(prepare: (link: FakeLink) => void = () => {}) {
  const link = new FakeLink();
  prepare(link);
  const store = createPopupStore(link, { tabId: null });
  stores.push(store);
  await store.start();
  await settle();
  return { link, store };
}

it('lists the page of the active tab', async () => {
  const { link, store } = await setUp();
  link.page.tell(pageOf([element(1), element(2, { verdict: unsafe() })]));
  expect(store.view.value.kind).toBe('list');
  expect(store.rows.value.map((row) => row.element.id)).toEqual([2, 1]);
});

it('drops what does not fit the protocol', async () => {
  const { link, store } = await setUp();
  link.page.tell({ type: 'page', frame: 'top', elements: 'all of them' });
  link.page.tell(null);
  link.background.tell({ type: 'guard', guard: { status: 'perfect' } });
  expect(store.rows.value).toEqual([]);
  expect(store.guard.value?.status).toBe('ready');
});

it('asks for permission before anything else, then turns on and connects', async () => {
  const { link, store } = await setUp((l) => {
    l.mode = 'off';
  });
  expect(store.view.value.kind).toBe('off');
  link.calls.length = 0;
  const done = store.turnOn();
  // Synchronously: the browser lets go of the click at the first await.
  // What is wanted is told first: the browser's question may close the popup.
  expect(link.calls).toEqual(['site.wanted', 'request example.com']);
  expect(link.requests.at(-1)).toEqual({ type: 'site.wanted', site: 'example.com' });
  expect(store.busy.value).toBe('on');
  await done;
  expect(link.requests).toContainEqual({ type: 'site.set', site: 'example.com', mode: 'screen' });
  expect(store.mode.value).toBe('screen');
  expect(link.pages.length).toBe(1);
});

it('asks for permission although the background cannot be told', async () => {
  const { link, store } = await setUp((l) => {
    l.mode = 'off';
  });
  link.answers = false;
  const done = store.turnOn();
  expect(link.calls.at(-1)).toBe('request example.com');
  await done;
  expect(store.trouble.value?.sentence).toContain('did not answer');
});

it('stays off where the person says no, and says so', async () => {
  const { link, store } = await setUp((l) => {
    l.mode = 'off';
    l.grants = false;
  });
  await store.turnOn();
  expect(store.view.value.kind).toBe('declined');
  expect(link.calls).not.toContain('site.set');
});

it('turning off gives the permission back, and may fail to', async () => {
  const { link, store } = await setUp();
  link.page.tell(pageOf([element(1)]));
  link.removeSite = async () => {
    throw new Error('held by a policy');
  };
  await store.turnOff();
  expect(store.view.value.kind).toBe('off');
  expect(store.trouble.value).toBeNull();
  expect(link.page.closed).toBe(true);
});

it('follows a switch that was turned elsewhere, for its own site only', async () => {
  const { link, store } = await setUp();
  link.background.tell({ type: 'site', site: 'other.example', mode: 'off' });
  expect(store.mode.value).toBe('screen');
  link.background.tell({ type: 'site', site: 'example.com', mode: 'off' });
  expect(store.mode.value).toBe('off');
});

it('comes back after the background was killed, and asks for what it missed', async () => {
  const { link, store } = await setUp();
  link.mode = 'off';
  await vi.advanceTimersByTimeAsync(30_000);
  link.background.events.end();
  await vi.advanceTimersByTimeAsync(100);
  expect(link.backgrounds.length).toBe(2);
  expect(store.mode.value).toBe('off');
  expect(store.view.value.kind).toBe('off');
});

it('tells of a background that stays away, and finds it again', async () => {
  const { link, store } = await setUp((l) => {
    l.answers = false;
  });
  await vi.advanceTimersByTimeAsync(5000);
  expect(store.view.value.kind).toBe('silent');
  link.answers = true;
  store.tryAgain();
  await settle();
  link.page.tell(pageOf([element(1)]));
  expect(store.view.value.kind).toBe('list');
});

it('keeps the list for a moment while the page reloads, then lets it go', async () => {
  const { link, store } = await setUp();
  link.page.tell(pageOf([element(1)]));
  link.page.events.end();
  await vi.advanceTimersByTimeAsync(200);
  expect(store.view.value.kind).toBe('list');
  link.page.tell(pageOf([element(9)], { frame: 'next' }));
  expect(store.rows.value.map((row) => row.element.id)).toEqual([9]);
  link.listens = false;
  link.page.events.end();
  await vi.advanceTimersByTimeAsync(3000);
  expect(store.view.value.kind).toBe('lost');
  link.listens = true;
  await vi.advanceTimersByTimeAsync(3000);
  link.page.tell(pageOf([element(10)], { frame: 'third' }));
  expect(store.view.value.kind).toBe('list');
});

it('waits for a content script that listens and has much to tell', async () => {
  const { link, store } = await setUp();
  await vi.advanceTimersByTimeAsync(5000);
  expect(store.view.value.kind).toBe('page-loading');
  link.page.tell(pageOf([element(1)]));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(store.view.value.kind).toBe('list');
});

it('starts anew when the tab shows another site', async () => {
  const { link, store } = await setUp();
  link.page.tell(pageOf([element(1)]));
  store.choose('unsafe');
  link.mode = 'off';
  link.moveTo({ id: 7, url: 'https://next.example/', loading: false, private: false });
  await settle();
  expect(store.site.value).toBe('next.example');
  expect(store.view.value.kind).toBe('off');
  expect(store.filter.value).toBe('all');
  link.moveTo(null);
  await settle();
  expect(store.view.value).toEqual({ kind: 'out-of-reach', why: 'no-tab' });
});

it('an answer about the site before is not taken for this one', async () => {
  const { link, store } = await setUp();
  let answer: (mode: unknown) => void = () => {};
  link.ask = () =>
    new Promise((done) => {
      answer = done;
    });
  link.moveTo({ id: 7, url: 'https://slow.example/', loading: true, private: false });
  await settle();
  const late = answer;
  link.moveTo({ id: 7, url: 'https://next.example/', loading: true, private: false });
  await settle();
  late({ ok: true, mode: 'screen' });
  await settle();
  expect(store.site.value).toBe('next.example');
  expect(store.mode.value).toBeNull();
});

it('tells a refusal in the words of the background', async () => {
  const { link, store } = await setUp((l) => {
    l.guard = { status: 'none' };
  });
  link.ask = async () => ({ ok: false, error: 'The practice guard is not in this build.' });
  await store.tryPracticeGuard();
  expect(store.trouble.value?.sentence).toBe('The practice guard is not in this build.');
  expect(store.busy.value).toBeNull();
});

it('chooses the practice guard, and retries a failed one', async () => {
  const { link, store } = await setUp((l) => {
    l.guard = { status: 'none' };
  });
  await store.tryPracticeGuard();
  expect(link.requests.at(-1)).toEqual({
    type: 'guard.choose',
    source: { kind: 'packaged', path: 'guards/practice/' },
  });
  await store.retryGuard();
  expect(link.requests.at(-1)).toEqual({ type: 'guard.retry' });
});

it('jumps in the frame of the element', async () => {
  const { link, store } = await setUp();
  link.page.tell(pageOf([element(4)], { frame: 'inner' }));
  const [row] = store.rows.value;
  if (row) store.jump(row);
  expect(link.page.sent).toEqual([{ type: 'jump', frame: 'inner', id: 4 }]);
  expect(store.jumpedTo.value).toBe('inner/4');
});

it('a filter pressed again lets go', async () => {
  const { store } = await setUp();
  store.choose('safe');
  expect(store.filter.value).toBe('safe');
  store.choose('safe');
  expect(store.filter.value).toBe('all');
});

it('asks straight from the click for the site that pictures come from', async () => {
  const { link, store } = await setUp();
  const asked = store.allow('img.example');
  expect(link.calls.at(-1)).toBe('request img.example');
  await asked;
  // The site itself is not turned on, and saying no is no trouble.
  expect(link.calls).not.toContain('site.set');
  link.grants = false;
  await store.allow('img.example');
  expect(store.trouble.value).toBeNull();
});

it('says so where the browser does not let us ask for that site', async () => {
  const { link, store } = await setUp();
  link.requestSite = () => Promise.reject(new Error('no gesture'));
  await store.allow('img.example');
  expect(store.trouble.value).toEqual({
    sentence: 'The browser did not let Seawall ask for img.example, so its pictures stay unknown.',
    details: 'no gesture',
  });
});

it('forgets which pictures were shown when the tab goes elsewhere', async () => {
  const { link, store } = await setUp();
  link.page.tell(pageOf([picture(1, {}, { verdict: unsafe() })]));
  const [row] = store.rows.value;
  if (!row) throw new Error('there is no row');
  await store.reveal(row, true);
  expect([...store.revealed.value]).toEqual([['top/1', 'https://img.example.com/1.jpg']]);
  link.moveTo({ id: 7, url: 'https://next.example/', loading: false, private: false });
  await settle();
  expect(store.revealed.value.size).toBe(0);
});

it('lets a site be sent, asked first by another, and not any more', async () => {
  const { link, store } = await setUp((l) => {
    l.guard = { status: 'none' };
    l.engines = enginesView({ hosted: hostedOn });
    l.sending = siteSending();
  });
  expect(store.view.value.kind).toBe('no-guard');
  expect(store.sendingNews.value.map(({ kind }) => kind)).toEqual(['offer']);
  await store.setSending('hosted', true);
  expect(link.requests.at(-1)).toEqual({
    type: 'engines.site',
    site: 'example.com',
    engine: 'hosted',
    send: true,
  });
  link.page.tell(pageOf([element(1, { verdict: null })]));
  expect(store.view.value.kind).toBe('list');
  expect(store.sendingNews.value).toMatchObject([{ kind: 'sent', engine: 'hosted', count: 0 }]);
  await store.setOrder(['hosted', 'local', 'server']);
  expect(link.requests.at(-1)).toMatchObject({ type: 'engines.siteOrder' });
  await store.setSending('hosted', false);
  expect(store.view.value.kind).toBe('no-guard');
});
