/** What is to be seen of what is unsafe: covers, blur, and nothing; shown on request and not otherwise. */
import { beforeEach, expect, test, vi } from 'vitest';
import { defaultProtection, type Protection } from '../../core/protection';
import { catchClosedRoot } from '../testing/closed-root';
import type { FakeLink } from '../testing/fake-link';
import { get, pause, screen, styled } from '../testing/page';
import { picture } from '../testing/pictures';
import rules from './rules.css?inline';

const caught = catchClosedRoot();
beforeEach(() => {
  styled(rules);
});

const tell = (link: FakeLink, change: Partial<Protection>): void =>
  link.tell({
    type: 'protection',
    protection: { ...defaultProtection(), ...change },
    language: 'en',
  });

async function protectedBy(html: string, change: Partial<Protection>): Promise<FakeLink> {
  const link = screen(html);
  await link.settled();
  tell(link, change);
  await pause(120);
  return link;
}

const ours = <T extends HTMLElement>(selector: string): T[] =>
  [...(caught.root?.querySelectorAll<T>(selector) ?? [])].filter((each) => each.checkVisibility());

const fill = (selector: string): string =>
  getComputedStyle(get(selector)).getPropertyValue('-webkit-text-fill-color');
const CLEAR = 'rgba(0, 0, 0, 0)';

const PAGE =
  '<main style="width:600px"><p id="good">good text</p><p id="bad">some <b>bad</b> text that is long enough to have two lines and to be covered as one</p><p id="last">good again</p></main>';

const layout = () =>
  [...document.querySelectorAll('main, main *')].map((e) =>
    JSON.stringify(e.getBoundingClientRect()),
  );

test('a text is covered within its lines, and nothing else moves or is covered', async () => {
  document.body.innerHTML = PAGE;
  const before = layout();
  const link = await protectedBy(PAGE, { text: 'cover' });
  expect(layout()).toEqual(before);
  const [cover, ...others] = ours('.cover');
  expect(others).toEqual([]);
  const bad = get('#bad').getBoundingClientRect();
  const box = cover?.getBoundingClientRect();
  expect(box?.top).toBeGreaterThanOrEqual(bad.top - 1);
  expect(box?.bottom).toBeLessThanOrEqual(bad.bottom + 1);
  expect(box?.right).toBeLessThanOrEqual(bad.right + 1);
  expect([fill('#bad'), fill('#bad b')]).toEqual([CLEAR, CLEAR]);
  expect(fill('#good')).not.toBe(CLEAR);
  expect(document.elementFromPoint(bad.left + 5, bad.top + 5)).toBe(caught.root?.host);
  expect(link.styles).toEqual(['rules']);
});

test('by the defaults a text has a mark, and nothing is written on the page or asked for', async () => {
  const link = await protectedBy(PAGE, {});
  expect(document.querySelector('[data-seawall]')).toBeNull();
  expect(link.styles).toEqual([]);
  expect(ours('.mark')).toHaveLength(1);
  expect(ours('button')).toHaveLength(0);
});

test('a picture is blurred by the defaults, covered or hidden by the rule', async () => {
  const { data } = await picture(200, 200);
  const link = screen(`<main><img id="bad" alt="a bad one" src="${data}"></main>`);
  await link.settled();
  await pause(120);
  const filter = () => getComputedStyle(get('#bad')).filter;
  expect(filter()).toContain('blur');
  expect(ours('.chip.wide')).toHaveLength(1);
  tell(link, { images: 'cover' });
  await pause(120);
  expect(filter()).toBe('opacity(0)');
  const box = ours('.cover')[0]?.getBoundingClientRect();
  expect(box?.width).toBeCloseTo(200, 0);
  tell(link, { images: 'hide' });
  await pause(120);
  expect(filter()).toBe('opacity(0)');
  expect(ours('.cover')).toHaveLength(0);
  expect(get('#bad').getBoundingClientRect().width).toBe(200);
  tell(link, { images: 'mark' });
  await pause(60);
  expect(filter()).toBe('none');
});

test('only a trusted click asks, only an answer shows, and it can be hidden again', async () => {
  const link = await protectedBy(PAGE, { text: 'cover' });
  const asks = () => link.messages.filter(({ type }) => type === 'reveal');
  const [button] = ours('.show');
  button?.click();
  button?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  expect(asks()).toEqual([]);
  expect(fill('#bad')).toBe(CLEAR);
  const { userEvent } = await import('vitest/browser');
  button?.focus();
  await userEvent.keyboard('{Enter}');
  expect(asks()).toHaveLength(1);
  const [ask] = asks();
  if (ask?.type !== 'reveal') throw new Error('nothing was asked');
  // Of the lock: not yet.
  link.tell({ ...ask, shown: false });
  expect(fill('#bad')).toBe(CLEAR);
  expect(ours('.panel')[0]?.textContent).toContain('PIN');
  link.tell({ ...ask, version: ask.version + 1, shown: true });
  expect(fill('#bad')).toBe(CLEAR);
  link.tell({ ...ask, shown: true, document: '1795466263000.5' });
  expect(fill('#bad')).toBe(CLEAR);
  link.tell({ ...ask, shown: true, document: `${performance.timeOrigin}` });
  await pause(120);
  expect(fill('#bad')).not.toBe(CLEAR);
  expect(ours('.cover')).toHaveLength(0);
  // The focus is on what hides it again.
  const [again] = ours('.chip');
  expect(caught.root?.activeElement).toBe(again);
  await userEvent.keyboard(' ');
  await pause(120);
  expect(fill('#bad')).toBe(CLEAR);
  expect(ours('.cover')).toHaveLength(1);
});

test('what was pressed is asked for again where the background dies with the question', async () => {
  const link = await protectedBy(PAGE, { text: 'cover' });
  const asks = () => link.messages.filter(({ type }) => type === 'reveal');
  const { userEvent } = await import('vitest/browser');
  ours('.show')[0]?.focus();
  await userEvent.keyboard('{Enter}');
  expect(asks()).toHaveLength(1);
  link.ports.at(-1)?.die();
  await vi.waitFor(() => expect(asks()).toHaveLength(2));
  const [, again] = asks();
  if (again?.type !== 'reveal') throw new Error('nothing was asked');
  link.tell({ ...again, shown: true });
  await pause(120);
  expect(fill('#bad')).not.toBe(CLEAR);
  // Answered: not a third time.
  link.ports.at(-1)?.die();
  await pause(300);
  expect(asks()).toHaveLength(2);
});

test('what was shown is covered when the page is left', async () => {
  const link = await protectedBy(PAGE, { text: 'cover' });
  const [bad] = link.requests.filter(({ text }) => text.includes('bad'));
  link.tell({ type: 'reveal', id: bad?.id ?? 0, version: bad?.version ?? 0, shown: true });
  expect(fill('#bad')).not.toBe(CLEAR);
  dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
  expect(fill('#bad')).toBe(CLEAR);
});

test('covers survive that the page draws its parts anew', async () => {
  const link = await protectedBy(PAGE, { text: 'cover' });
  const b = get('#bad b');
  const anew = document.createElement('i');
  anew.textContent = 'bad';
  b.replaceWith(anew);
  await vi.waitFor(() => expect(fill('#bad i')).toBe(CLEAR));
  get('#bad').outerHTML = '<p id="bad">some bad text, anew</p>';
  await link.settled();
  await vi.waitFor(() => expect(fill('#bad')).toBe(CLEAR));
  await vi.waitFor(() => expect(ours('.cover')).toHaveLength(1));
  get('#bad').textContent = 'some good text';
  await link.settled();
  await vi.waitFor(() => expect(fill('#bad')).not.toBe(CLEAR));
  expect(ours('.cover')).toHaveLength(0);
});

test('while it is asked about again, what was unsafe stays out of sight', async () => {
  const link = await protectedBy(PAGE, { text: 'hide' });
  expect(fill('#bad')).toBe(CLEAR);
  link.judge = null;
  link.tell({ type: 'ask-again', all: true });
  await pause(60);
  expect(fill('#bad')).toBe(CLEAR);
});

test('in a shadow root, too; and nothing stays when all ends', async () => {
  const link = screen('<main><div id="host"></div></main>');
  const inner = get('#host').attachShadow({ mode: 'open' });
  inner.innerHTML = '<p>some bad text</p>';
  await link.settled();
  tell(link, { text: 'hide' });
  await pause(120);
  const p = inner.querySelector('p') as HTMLElement;
  await vi.waitFor(() =>
    expect(getComputedStyle(p).getPropertyValue('-webkit-text-fill-color')).toBe(CLEAR),
  );
  link.tell({ type: 'stop' });
  expect(p.hasAttribute('data-seawall')).toBe(false);
  expect(document.querySelector('[data-seawall]')).toBeNull();
});

test('a page that takes our tokens away uncovers nothing, where nothing is held', async () => {
  await protectedBy(PAGE, { text: 'cover' });
  expect(fill('#bad')).toBe(CLEAR);
  for (let turn = 0; turn < 3; turn++) {
    for (const each of document.querySelectorAll('[data-seawall]'))
      each.removeAttribute('data-seawall');
    await Promise.resolve();
    expect(fill('#bad')).toBe(CLEAR);
    await pause(20);
  }
  // However often within one frame: at the next it is as it should be.
  for (let i = 0; i < 80; i++) {
    get('#bad').setAttribute('data-seawall', 't');
    await Promise.resolve();
  }
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  expect(fill('#bad')).toBe(CLEAR);
});
