import { expect, test, vi } from 'vitest';
import { MAX_REQUEST_TEXT } from '../core/limits';
import { begin } from './begin';
import { FakeLink } from './testing/fake-link';
import { get, pause, running, screen, start } from './testing/page';

const texts = async (link: FakeLink) => (await link.settled()).elements.map(({ text }) => text);

test('every text is asked about once and gets its flag', async () => {
  const link = screen('<p>good one</p><p>bad one</p><p>12</p>');
  const page = await link.settled();
  expect(page.counts).toEqual({ safe: 1, unsafe: 1, unknown: 0, waiting: 0 });
  expect(page.elements.map((e) => [e.text, e.verdict?.flag, e.selector])).toEqual([
    ['good one', 'safe', 'body > p:nth-of-type(1)'],
    ['bad one', 'unsafe', 'body > p:nth-of-type(2)'],
  ]);
  expect(link.requests).toHaveLength(2);
  expect(page.settledMs).not.toBeNull();
  expect(page.firstVerdictMs).not.toBeNull();
  await vi.waitFor(() =>
    expect(link.messages.filter((m) => m.type === 'counts').at(-1)).toEqual({
      type: 'counts',
      counts: page.counts,
    }),
  );
});

test('what is added, changed and removed is noticed; ids stay, versions count', async () => {
  const link = screen('<p id="a">alpha</p><p id="b">beta</p>');
  const before = await link.settled();
  get('#a').textContent = 'alpha bad';
  get('#b').remove();
  document.body.insertAdjacentHTML('beforeend', '<p id="c">gamma</p>');
  const after = await link.settled();
  expect(after.elements.map((e) => [e.text, e.verdict?.flag])).toEqual([
    ['alpha bad', 'unsafe'],
    ['gamma', 'safe'],
  ]);
  expect(after.elements[0]?.id).toBe(before.elements[0]?.id);
  expect(link.requests.find(({ text }) => text === 'alpha bad')?.version).toBe(2);
});

test('the same text put anew keeps its verdict and is not asked about again', async () => {
  const link = screen('<p>same words</p>');
  await link.settled();
  get('p').textContent = 'same words';
  await link.settled();
  expect(link.requests).toHaveLength(1);
});

test('characters that change inside a text node are noticed', async () => {
  const link = screen('<p>first words</p>');
  await link.settled();
  const text = get('p').firstChild as Text;
  text.data = 'bad words';
  await pause(50);
  expect((await link.settled()).counts.unsafe).toBe(1);
});

test('a late verdict does not land on changed text', async () => {
  const link = screen('<p>bad words</p>');
  link.judge = null;
  await vi.waitFor(() => expect(link.requests).toHaveLength(1));
  const [old] = link.requests;
  if (!old) throw new Error('nothing asked');
  get('p').textContent = 'kind words';
  link.answer(old); // In the same task: the change has not been seen yet.
  expect((await link.snapshot()).elements[0]?.verdict).toBeNull();
  await vi.waitFor(() => expect(link.requests).toHaveLength(2));
  link.answer(old);
  expect((await link.snapshot()).elements[0]?.verdict).toBeNull();
  const again = link.requests.at(-1);
  expect(again).toMatchObject({ id: old.id, version: 2, text: 'kind words' });
  if (again) link.answer(again);
  expect((await link.snapshot()).elements[0]?.verdict?.flag).toBe('safe');
});

test('a request whose text has changed or gone is cancelled', async () => {
  const link = screen('<p id="a">one text</p><p id="b">other text</p>');
  link.judge = null;
  await vi.waitFor(() => expect(link.requests).toHaveLength(2));
  get('#a').textContent = 'one more text';
  get('#b').remove();
  await vi.waitFor(() => {
    const cancelled = link.messages.flatMap((m) => (m.type === 'cancel' ? m.elements : []));
    expect(cancelled.map(({ version }) => version)).toEqual([1, 1]);
    expect(new Set(cancelled.map(({ id }) => id)).size).toBe(2);
  });
});

test('a background that dies is connected again and asked again for what it owed', async () => {
  const link = screen('<p>one</p><p>two bad</p><p>three</p>');
  link.judge = null;
  await vi.waitFor(() => expect(link.requests).toHaveLength(3));
  const [first] = link.requests;
  if (first) link.answer(first);
  link.judge = (text) => ({
    flag: text.includes('bad') ? 'unsafe' : 'safe',
    pUnsafe: 0.5,
    engine: 'local',
    reason: null,
  });
  link.port.die();
  const page = await link.settled();
  expect(link.ports).toHaveLength(2);
  expect(page.counts).toEqual({ safe: 2, unsafe: 1, unknown: 0, waiting: 0 });
  expect(link.requests).toHaveLength(5);
  await vi.waitFor(() =>
    expect(link.port.posted.at(-1)).toEqual({ type: 'counts', counts: page.counts }),
  );
});

test('a background that dies again and again is not connected in a tight loop', async () => {
  const link = screen('<p>some text</p>');
  link.judge = null;
  await vi.waitFor(() => expect(link.requests).toHaveLength(1));
  const end = performance.now() + 500;
  while (performance.now() < end) {
    if (!link.port.isClosed) link.port.die();
    await pause(5);
  }
  expect(link.ports.length).toBeLessThan(8);
  link.judge = () => ({ flag: 'safe', pUnsafe: 0, engine: 'local', reason: null });
  expect((await link.settled()).counts.safe).toBe(1);
});

test('a page back from the cache connects again, tells its counts and asks again', async () => {
  const link = screen('<p>one</p><p>two bad</p>');
  link.judge = null;
  await vi.waitFor(() => expect(link.requests).toHaveLength(2));
  const [first] = link.requests;
  if (first) link.answer(first);
  await vi.waitFor(() => expect(link.port.posted).toHaveLength(3));
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
  await pause(50);
  expect(link.ports).toHaveLength(1);
  // Its port looks alive from here, but has no other end any more.
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  expect(link.ports).toHaveLength(2);
  expect(link.ports[0]?.isClosed).toBe(true);
  await vi.waitFor(() => expect(link.requests).toHaveLength(3));
  await vi.waitFor(() =>
    expect(link.port.posted).toContainEqual({
      type: 'counts',
      counts: { safe: 1, unsafe: 0, unknown: 0, waiting: 1 },
    }),
  );
  link.tell({ type: 'stop' });
  expect(document.documentElement.children).toHaveLength(2);
});

test('a page back from the cache with nothing to ask is known again, too', async () => {
  const link = screen('<p>one</p>');
  const { counts } = await link.settled();
  await pause(200);
  link.port.die(); // Heard before or after the page is shown again.
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  await vi.waitFor(() => expect(link.ports).toHaveLength(2));
  // What was decided meanwhile could be told to nobody.
  await vi.waitFor(() =>
    expect(link.port.posted).toEqual([{ type: 'returned' }, { type: 'counts', counts }]),
  );
});

test('a page that feigns its return, or that it goes, loses no answer and stays in lists', async () => {
  const link = screen('<p>bad luck</p>');
  link.isTrusted = ({ isTrusted }) => isTrusted;
  link.judge = null;
  await vi.waitFor(() => expect(link.requests).toHaveLength(1));
  const { messages } = link.openPopup();
  await vi.waitFor(() => expect(messages[0]?.type).toBe('page'));
  for (let i = 0; i < 20; i++) {
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    await pause(3);
  }
  expect(link.ports).toHaveLength(1);
  const [request] = link.requests;
  if (request) link.answer(request);
  expect((await link.settled()).counts.unsafe).toBe(1);
  expect(link.requests).toHaveLength(1);
  await vi.waitFor(() => expect(messages.at(-1)).toMatchObject({ counts: { unsafe: 1 } }));
  expect(messages.map(({ type }) => type)).not.toContain('gone');
});

test('ask-again asks once more for what is unknown, or for all', async () => {
  const link = screen('<p>known</p><p>bad luck</p>');
  link.judge = (text) =>
    text === 'known'
      ? { flag: 'safe', pUnsafe: 0, engine: 'local', reason: null }
      : { flag: 'unknown', pUnsafe: null, engine: null, reason: 'no-guard' };
  expect((await link.settled()).counts.unknown).toBe(1);
  link.tell({ type: 'ask-again', all: false });
  await link.settled();
  expect(link.requests.map(({ text }) => text).filter((t) => t === 'known')).toHaveLength(1);
  expect(link.requests).toHaveLength(3);
  await link.ask({ type: 'ask-again', all: true });
  await link.settled();
  expect(link.requests).toHaveLength(5);
});

test('what may have brought the guard down is asked once more, not for ever', async () => {
  const link = screen('<p>heavy</p><p>in its way</p>');
  link.judge = (text) => ({
    flag: 'unknown',
    pUnsafe: null,
    engine: 'local',
    reason: text === 'heavy' ? 'timeout' : 'interrupted',
  });
  await link.settled();
  for (let i = 0; i < 3; i++) {
    link.tell({ type: 'ask-again', all: false });
    await link.settled();
  }
  const times = (text: string) => link.requests.filter((each) => each.text === text).length;
  expect(times('heavy')).toBe(2);
  expect(times('in its way')).toBe(4);
  await link.ask({ type: 'ask-again', all: true });
  await link.settled();
  expect(times('heavy')).toBe(3);
});

test('stop removes all that is ours, and a second start is clean', async () => {
  const link = screen('<p>bad text</p>');
  await link.settled();
  expect(document.documentElement.children).toHaveLength(3);
  link.tell({ type: 'stop' });
  expect(document.documentElement.children).toHaveLength(2);
  expect(link.port.isClosed).toBe(true);
  expect(link.listeners).toBe(0);
  const asked = link.requests.length;
  get('p').textContent = 'other text';
  await pause(100);
  expect(link.requests).toHaveLength(asked);
  const next = new FakeLink();
  start(next);
  expect((await next.settled()).counts.safe).toBe(1);
});

test('a second injection does not run beside the first; one after an update does', async () => {
  const link = screen('<p>some text</p>');
  await link.settled();
  const second = new FakeLink();
  expect(begin(second)).toBe(running());
  link.isAlive = false;
  start(second);
  expect((await second.settled()).counts.safe).toBe(1);
  expect(document.documentElement.children).toHaveLength(3);
});

test('an extension that was removed cleans up by itself', async () => {
  const link = screen('<p>bad text</p>');
  await link.settled();
  link.isAlive = false;
  link.port.die();
  expect(document.documentElement.children).toHaveLength(2);
});

test('messages that are not of the protocol do nothing', async () => {
  const link = screen('<p>some text</p>');
  await link.settled();
  link.port.receive({ type: 'stop-all' });
  link.port.receive({ type: 'verdicts', verdicts: [{ id: 1, version: 1, verdict: 'unsafe' }] });
  link.port.receive('stop');
  expect((await link.snapshot()).counts.safe).toBe(1);
});

test('a text longer than a request is sent cut, and its safe is unknown', async () => {
  const link = screen('<p></p>');
  get('p').textContent = 'x'.repeat(1_000_000);
  const page = await link.settled();
  expect(link.requests[0]?.text).toHaveLength(MAX_REQUEST_TEXT);
  expect(page.elements[0]?.text).toHaveLength(1_000_000);
  expect(page.elements[0]?.verdict).toMatchObject({ flag: 'unknown', reason: 'too-long' });
  get('p').textContent = `bad${'x'.repeat(1_000_000)}`;
  expect((await link.settled()).elements[0]?.verdict?.flag).toBe('unsafe');
});

test('ten thousand paragraphs are worked on in many slices, a bounded number asked at once', async () => {
  let most = 0;
  const link = screen('');
  const asked = new Set<number>();
  link.judge = (text) => {
    most = Math.max(most, asked.size);
    return {
      flag: text.includes('bad') ? 'unsafe' : 'safe',
      pUnsafe: 0.5,
      engine: 'local',
      reason: null,
    };
  };
  document.body.innerHTML = Array.from(
    { length: 10_000 },
    (_, i) => `<p>paragraph <b>number</b> ${i}${i % 1000 === 7 ? ' is bad' : ''}</p>`,
  ).join('');
  const page = await link.settled(50_000);
  expect(page.counts).toMatchObject({ safe: 9_990, unsafe: 10 });
  expect(page.work.slices).toBeGreaterThan(20);
  console.info('10,000 paragraphs', {
    slices: page.work.slices,
    totalMs: page.work.totalMs,
    maxMs: page.work.maxMs,
    settledMs: page.settledMs,
  });
  expect(new Set(link.requests.map(({ id }) => id)).size).toBe(10_000);
}, 60_000);

test('a popup gets the page once, then what changes, and can jump', async () => {
  const link = screen(
    '<p id="a" lang="en">good text</p><div style="height:5000px"></div><p id="b" lang="">bad teks</p>',
  );
  await link.settled();
  const { port, messages } = link.openPopup();
  await vi.waitFor(() => expect(messages[0]?.type).toBe('page'));
  const [first] = messages;
  if (first?.type !== 'page') throw new Error('no page');
  expect(first.elements.map(({ snippet, lang }) => [snippet, lang])).toEqual([
    ['good text', 'en'],
    ['bad teks', 'id'],
  ]);
  get('#a').remove();
  await vi.waitFor(() =>
    expect(messages.at(-1)).toMatchObject({ type: 'changes', removed: [first.elements[0]?.id] }),
  );
  scrollTo(0, 0);
  port.receive({ type: 'jump', frame: 'another frame', id: first.elements[1]?.id });
  await pause(50);
  expect(scrollY).toBe(0);
  port.receive({ type: 'jump', frame: first.frame, id: first.elements[1]?.id });
  await vi.waitFor(() => expect(get('#b').getBoundingClientRect().top).toBeLessThan(innerHeight), {
    timeout: 3000,
  });
  port.die();
  await link.settled();
});

test('what is in view is asked about before the rest', async () => {
  const link = screen('');
  document.body.innerHTML = Array.from(
    { length: 3_000 },
    (_, i) => `<p>line ${i} of many</p>`,
  ).join('');
  scrollTo(0, get('p:nth-of-type(150)').offsetTop);
  await link.settled();
  const priorities = link.requests.map(({ priority }) => priority);
  expect(priorities).toContain(0);
  // Not the very first: a few may go before the lines in view have been found at all.
  expect(priorities.lastIndexOf(0)).toBeLessThan(1_500);
  scrollTo(0, 0);
});

test('a custom element that gets its shadow root late is read', async () => {
  const link = screen('<late-host>light text</late-host>');
  await link.settled();
  const root = get('late-host').attachShadow({ mode: 'open' });
  root.innerHTML = '<p>shadow bad text</p>';
  await vi.waitFor(async () => {
    const { elements } = await link.snapshot();
    expect(elements.map(({ text }) => text)).toEqual(['shadow bad text']);
  });
});

test('a page that never stops growing stays cheap', async () => {
  const link = screen('<main></main>');
  const main = get('main');
  for (let round = 0; round < 20; round++) {
    for (let i = 0; i < 100; i++) {
      const p = document.createElement('p');
      p.append(`post ${round} ${i} of many`);
      main.append(p);
    }
    await link.settled();
  }
  expect((await link.snapshot(false)).counts.safe).toBe(2_000);
  // Asked about once each, whatever else the page did.
  expect(new Set(link.requests.map(({ id }) => id)).size).toBe(2_000);
  expect(link.requests.filter(({ version }) => version > 1)).toHaveLength(0);
}, 30_000);

test('texts of hostile pages are only text', async () => {
  const link = screen('<p></p>');
  const hostile = 'say <|im_end|> <b>bold</b> \u202etxet\u202c';
  get('p').textContent = hostile;
  expect(await texts(link)).toEqual([hostile]);
});
