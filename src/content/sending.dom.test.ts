/** What the background must know of a page before it sends anything of it to another machine. */
import { afterEach, expect, test, vi } from 'vitest';
import type { Verdict } from '../core/verdict';
import type { ContentMessage } from '../platform/messages';
import { type FakeLink, judge } from './testing/fake-link';
import { get, screen } from './testing/page';

afterEach(() => {
  document.designMode = 'off';
  scrollTo(0, 0);
});

/** Of each `screen` message: how much it asked, and whether it said that the page asks for secrets. */
const told = (link: FakeLink) =>
  link.messages.flatMap((m) =>
    m.type === 'screen' ? [[m.requests.length, m.sensitive ?? false]] : [],
  );
const isTold = (link: FakeLink) =>
  vi.waitFor(() => expect(told(link).at(-1)?.[1]).toBe(true), { timeout: 5_000 });

test.each([
  '<input type="password">',
  '<input type="PassWord">',
  '<input autocomplete="section-a new-password">',
  '<input autocomplete="Current-Password">',
  '<input autocomplete="one-time-code">',
  '<input autocomplete="cc-number">',
  '<input autocomplete="billing cc-csc">',
  '<div hidden><input type="password"></div>',
  '<form><input name="localName"><input name="matches"><input type="password"></form>',
])('the very first request says that the page asks for a secret: %s', async (field) => {
  const link = screen(`<p>some text</p>${field}`);
  await link.settled();
  expect(told(link).length).toBeGreaterThan(0);
  expect(told(link).every(([, sensitive]) => sensitive === true)).toBe(true);
});

test.each([
  '<input>',
  '<input type="text" autocomplete="username">',
  '<p type="password">text</p>',
])('what is no secret is not called one: %s', async (field) => {
  const link = screen(`<p>some text</p>${field}`);
  await link.settled();
  expect(told(link).every(([, sensitive]) => sensitive === false)).toBe(true);
});

/** A field at the end of the page, where the walk comes last. */
function addPassword(): void {
  document.body.insertAdjacentHTML('beforeend', '<form><input type="password"></form>');
}

test('a field that comes with a change too large to read is told of with the first request', async () => {
  const link = screen('<p>first text</p>');
  await link.settled();
  const before = told(link).length;
  const ticker = get('p').firstChild as Text;
  for (let i = 0; i < 20_100; i++) ticker.data = `${i}`;
  const paragraphs = Array.from({ length: 10_000 }, (_, i) => `<p>some text, number ${i}</p>`);
  document.body.insertAdjacentHTML('beforeend', paragraphs.join(''));
  addPassword();
  await vi.waitFor(() => expect(link.requests.length).toBeGreaterThan(50), { timeout: 20_000 });
  expect(
    told(link)
      .slice(before)
      .every(([, sensitive]) => sensitive === true),
  ).toBe(true);
}, 30_000);

test('a field that comes in a storm, while nothing is followed, is told of with the next request', async () => {
  const lines = Array.from({ length: 2_000 }, (_, i) => `<p>some text, number ${i}</p>`);
  const link = screen(`<main></main>${lines.join('')}`);
  link.judge = null;
  await vi.waitFor(() => expect(link.requests.length).toBeGreaterThan(10));
  const end = performance.now() + 1_000;
  for (let i = 0; performance.now() < end; i++) {
    const changing = Array.from({ length: 300 }, (_, n) => `<p>line ${n} of ${i}</p>`);
    get('main').innerHTML = changing.join('');
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  const before = told(link).length;
  addPassword();
  link.judge = judge;
  for (const request of link.requests) link.answer(request);
  await vi.waitFor(() => expect(told(link).length).toBeGreaterThan(before + 3));
  expect(
    told(link)
      .slice(before)
      .every(([, sensitive]) => sensitive === true),
  ).toBe(true);
}, 30_000);

test('a field that comes later is told of at once, with nothing to ask, and for good', async () => {
  const link = screen('<p>some text</p>');
  await link.settled();
  document.body.insertAdjacentHTML('beforeend', '<form><div><input type="password"></div></form>');
  await isTold(link);
  expect(told(link)).toEqual([
    [1, false],
    [0, true],
  ]);
  get('form').remove();
  document.body.insertAdjacentHTML('beforeend', '<p>more text</p>');
  await link.settled();
  expect(told(link).at(-1)).toEqual([1, true]);
});

test.each<[string, (root: HTMLElement) => void]>([
  [
    'put where nothing is shown',
    (root) => {
      root.hidden = true;
      root.innerHTML = '<input type="password">';
    },
  ],
  [
    'in an editor',
    (root) => {
      root.innerHTML = '<div contenteditable><input type="password"></div>';
    },
  ],
  [
    'in a shadow root',
    (root) => {
      const host = document.createElement('div');
      host.attachShadow({ mode: 'open' }).innerHTML = '<span><input type="password"></span>';
      root.append(host);
    },
  ],
  [
    'not taken by any slot',
    (root) => {
      const host = document.createElement('div');
      host.innerHTML = '<input type="password">';
      host.attachShadow({ mode: 'open' });
      root.append(host);
    },
  ],
  [
    'made of another',
    (root) => {
      root.querySelector('input')?.setAttribute('type', 'password');
    },
  ],
  [
    'by what completes it',
    (root) => {
      root.querySelector('input')?.setAttribute('autocomplete', 'one-time-code');
    },
  ],
])('a secret field is found: %s', async (_where, change) => {
  const link = screen('<p>some text</p><div id="root"><input></div>');
  await link.settled();
  expect(told(link)).toEqual([[1, false]]);
  change(get('#root'));
  await isTold(link);
});

test('another background is told again when there is something to say, and not before', async () => {
  const link = screen('<input type="password"><p>some text</p>');
  await link.settled();
  // Counts follow a little later; one that has not gone yet would be something to say.
  await vi.waitFor(() =>
    expect(link.messages.at(-1)).toMatchObject({ type: 'counts', counts: { waiting: 0 } }),
  );
  link.port.die();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(link.ports).toHaveLength(1);
  document.body.insertAdjacentHTML('beforeend', '<p>more text</p>');
  await link.settled();
  expect(link.ports).toHaveLength(2);
  const again = link.port.posted.filter((each) => (each as ContentMessage).type === 'screen');
  expect(again).toMatchObject([{ sensitive: true, requests: [{ text: 'more text' }] }]);
});

test('to look through a hundred thousand elements is done once, and quickly', async () => {
  const link = screen('');
  link.judge = null;
  const parts = '<div><span>1</span><b></b><i></i><input></div>'.repeat(20_000);
  document.body.innerHTML = `<p>first text</p>${parts}`;
  const query = vi.spyOn(Document.prototype, 'querySelector');
  await vi.waitFor(() => expect(told(link)).toHaveLength(1), { timeout: 20_000 });
  const [[selector] = [], ...more] = query.mock.calls.filter(([each]) => each.includes('password'));
  expect(more).toEqual([]);
  query.mockRestore();
  const start = performance.now();
  document.querySelector(selector ?? '');
  const ms = performance.now() - start;
  console.info('100,000 elements looked through', { ms });
  expect(ms).toBeLessThan(250); // A loaded machine's.
}, 30_000);

test('what has become a thing to write in is asked about as such', async () => {
  const link = screen(
    '<p>some text</p><img src="/icons/seawall-128.png" width="128" height="128">',
  );
  await link.settled();
  expect(link.requests.map(({ editable }) => editable)).toEqual([undefined, undefined]);
  document.designMode = 'on'; // There is no event of it.
  await link.ask({ type: 'ask-again', all: true });
  await vi.waitFor(() => expect(link.requests).toHaveLength(4));
  expect(link.requests.slice(2).map(({ editable }) => editable)).toEqual([true, true]);
});

test('what is typed under an image is not its caption', async () => {
  const link = screen(
    '<figure><img src="/icons/seawall-128.png" width="128" height="128"><figcaption>printed ' +
      '<span contenteditable>typed</span><textarea>typed</textarea></figcaption></figure>',
  );
  await link.settled();
  expect(link.requests.find(({ kind }) => kind === 'image')?.text).toBe('printed');
});

const TURN: Verdict = { flag: 'unknown', pUnsafe: null, engine: 'hosted', reason: 'turn' };

test('what waits for its turn is unknown until its answer comes, and the page is not settled', async () => {
  const link = screen('<p>one</p><p>two bad</p>');
  link.judge = () => TURN;
  await vi.waitFor(async () => expect((await link.snapshot(false)).counts.unknown).toBe(2));
  const page = await link.snapshot();
  expect(page).toMatchObject({ settled: false, firstVerdictMs: null, counts: { waiting: 0 } });
  expect(page.elements.map(({ verdict }) => verdict?.reason)).toEqual(['turn', 'turn']);
  expect(link.requests).toHaveLength(2);
  for (const request of link.requests) link.answer(request);
  const { counts } = await link.settled();
  expect(counts).toEqual({ safe: 1, unsafe: 1, unknown: 0, waiting: 0 });
  expect(link.requests).toHaveLength(2);
});

test('more than have places are asked all the same, when each is told to wait', async () => {
  const link = screen('<p>line of many</p>'.repeat(300));
  link.judge = () => TURN;
  await vi.waitFor(
    async () => expect((await link.snapshot(false)).counts).toMatchObject({ unknown: 300 }),
    { timeout: 10_000 },
  );
  expect(new Set(link.requests.map(({ id }) => id)).size).toBe(300);
});

test('what comes into view while it waits for its turn is told of', async () => {
  const link = screen('<p>top</p><div style="height:20000px"></div><p id="low">low text</p>');
  link.judge = () => TURN;
  await vi.waitFor(async () => expect((await link.snapshot(false)).counts.unknown).toBe(2));
  get('#low').scrollIntoView();
  const priorities = () =>
    link.requests.flatMap(({ text, priority }) => (text === 'low text' ? [priority] : []));
  await vi.waitFor(() => expect(priorities()).toEqual([2, 0]), { timeout: 5_000 });
  scrollTo(0, 0);
  await vi.waitFor(() => expect(priorities()).toEqual([2, 0, 2]), { timeout: 5_000 });
});

test('changed while it waits for its turn, its old request is cancelled and no answer lands', async () => {
  const link = screen('<p>old bad text</p>');
  link.judge = () => TURN;
  await vi.waitFor(async () => expect((await link.snapshot(false)).counts.unknown).toBe(1));
  const [old] = link.requests;
  if (!old) throw new Error('nothing asked');
  link.judge = null;
  get('p').textContent = 'new text';
  await vi.waitFor(() => expect(link.requests).toHaveLength(2));
  expect(link.messages.flatMap((m) => (m.type === 'cancel' ? m.elements : []))).toEqual([
    { id: old.id, version: 1 },
  ]);
  link.answer(old);
  expect((await link.snapshot()).elements[0]?.verdict).toBeNull();
});

test('a lost port: it is asked again, and shown as it was until the answer comes', async () => {
  const link = screen('<p>some text</p>');
  link.judge = () => TURN;
  await vi.waitFor(async () => expect((await link.snapshot(false)).counts.unknown).toBe(1));
  link.judge = null;
  link.port.die();
  await vi.waitFor(() => expect(link.requests).toHaveLength(2));
  expect(link.ports).toHaveLength(2);
  expect((await link.snapshot()).elements[0]?.verdict?.reason).toBe('turn');
  const [, again] = link.requests;
  if (again) link.answer(again);
  expect((await link.settled()).counts.safe).toBe(1);
});

test('ask-again asks anew what waits for its turn', async () => {
  const link = screen('<p>some text</p>');
  link.judge = () => TURN;
  await vi.waitFor(async () => expect((await link.snapshot(false)).counts.unknown).toBe(1));
  link.judge = null;
  link.tell({ type: 'ask-again', all: false });
  expect((await link.snapshot()).elements[0]?.verdict).toBeNull();
  await vi.waitFor(() => expect(link.requests).toHaveLength(2));
  const kinds = link.messages.map(({ type }) => type).filter((type) => type !== 'counts');
  expect(kinds).toEqual(['screen', 'cancel', 'screen']);
});
