import { afterEach, expect, test, vi } from 'vitest';
import { begin } from '../begin';
import type { Handle } from '../screening';
import { FakeLink } from '../testing/fake-link';

let handle: Handle | null = null;

afterEach(() => {
  handle?.stop();
  handle = null;
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const frames = () => pause(120);

/** The layer's closed root, which only a spy on attachShadow can have: a page's scripts come later. */
function spyOnRoot(): { root: ShadowRoot | null } {
  const found: { root: ShadowRoot | null } = { root: null };
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (
    this: Element,
    init: ShadowRootInit,
  ) {
    const root = attach.call(this, init);
    found.root = root;
    return root;
  });
  return found;
}

async function screen(html: string) {
  document.body.innerHTML = html;
  const found = spyOnRoot();
  const link = new FakeLink();
  handle = begin(link);
  await link.settled();
  await frames();
  if (!found.root) throw new Error('no shadow root');
  return { link, root: found.root, host: found.root.host };
}

const PAGE =
  '<main style="width:600px"><p>good text</p><p id="bad">some bad text</p>' +
  '<div style="overflow:auto;height:60px" id="box"><p>in a box</p><p>more</p><p id="low">bad below</p></div></main>';

const layoutOf = () => ({
  rects: [...document.querySelectorAll('main, main *')].map((e) =>
    JSON.stringify(e.getBoundingClientRect()),
  ),
  // biome-ignore lint/performance/useDomNodeTextContent: what the page would read is the point.
  text: document.documentElement.innerText,
  size: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
});

const shown = (root: ShadowRoot): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>('.mark')].filter((mark) => !mark.hidden);

test('marks change neither layout nor text, and the page sees no verdict', async () => {
  document.body.innerHTML = PAGE;
  const before = layoutOf();
  const markup = document.body.outerHTML;
  const { root, host } = await screen(PAGE);
  expect(shown(root)).toHaveLength(1);
  expect(layoutOf()).toEqual(before);
  expect(document.body.outerHTML).toBe(markup);
  expect(host.outerHTML).toBe('<div></div>');
  expect(host.shadowRoot).toBeNull();
  expect(root.mode).toBe('closed');
  expect(performance.getEntriesByType('mark')).toEqual([]);
});

test('a page without unsafe text has the same host as one with', async () => {
  const { host, root } = await screen('<p>good text</p>');
  expect(host.outerHTML).toBe('<div></div>');
  expect(shown(root)).toHaveLength(0);
});

test('the mark lies within its element, and the pointer goes through it', async () => {
  const { root } = await screen(PAGE);
  const [mark] = shown(root);
  const icon = mark?.querySelector('.icon')?.getBoundingClientRect();
  const element = document.querySelector('#bad')?.getBoundingClientRect();
  if (!mark || !icon || !element) throw new Error('no mark');
  expect(icon.left).toBeGreaterThanOrEqual(element.left);
  expect(icon.right).toBeLessThanOrEqual(element.right);
  expect(icon.top).toBeGreaterThanOrEqual(element.top - 0.5);
  expect(icon.bottom).toBeLessThanOrEqual(element.bottom + 0.5);
  expect(document.elementFromPoint(icon.left + 8, icon.top + 8)?.id).toBe('bad');
});

test('hover says what it is', async () => {
  const { root } = await screen(PAGE);
  const [mark] = shown(root);
  const icon = mark?.querySelector('.icon')?.getBoundingClientRect();
  if (!mark || !icon) throw new Error('no mark');
  const tip = root.querySelector<HTMLElement>('.tip');
  const point = (x: number, y: number) =>
    document.body.dispatchEvent(
      new PointerEvent('pointermove', { bubbles: true, clientX: x, clientY: y }),
    );
  expect(tip?.hidden).toBe(true);
  point(icon.left + 8, icon.top + 8);
  await frames();
  expect(tip?.hidden).toBe(false);
  expect(tip?.textContent).toContain('flags this text as unsafe (97%). Seawall can be wrong.');
  point(0, 0);
  await frames();
  expect(tip?.hidden).toBe(true);
  expect(mark.getAttribute('aria-label')).toBe(tip?.textContent);
});

test('marks follow a scrolling container and hide where their element cannot be seen', async () => {
  const { root } = await screen(PAGE);
  const box = document.querySelector('#box');
  if (!box) throw new Error('no box');
  expect(shown(root)).toHaveLength(1);
  box.scrollTop = 1_000;
  await vi.waitFor(() => expect(shown(root)).toHaveLength(2));
  box.scrollTop = 0;
  await vi.waitFor(() => expect(shown(root)).toHaveLength(1));
});

test('marks follow the layout and go with their element', async () => {
  const { root, link } = await screen(PAGE);
  const bad = document.querySelector<HTMLElement>('#bad');
  if (!bad) throw new Error('no text');
  const top = () => shown(root)[0]?.getBoundingClientRect().top ?? Number.NaN;
  const before = top();
  bad.style.marginTop = '100px';
  await vi.waitFor(() => expect(top()).toBeGreaterThan(before + 50));
  bad.textContent = 'kind words';
  await link.settled();
  await vi.waitFor(() => expect(shown(root)).toHaveLength(0));
});

test('what the page writes on our host has no effect', async () => {
  const { root, host } = await screen(PAGE);
  host.setAttribute('style', 'display:none !important; position: static !important');
  host.setAttribute('hidden', '');
  await frames();
  expect(getComputedStyle(host).display).toBe('contents');
  expect(shown(root)[0]?.getBoundingClientRect().width).toBeGreaterThan(0);
});

test('a host that the page removes comes back, until the page insists', async () => {
  const { link, host } = await screen(PAGE);
  const { messages } = link.openPopup();
  host.remove();
  await pause(20);
  expect(host.parentNode).toBe(document.documentElement);
  document.body.append(host);
  await pause(20);
  expect(host.parentNode).toBe(document.documentElement);
  for (let i = 0; i < 20; i++) {
    host.remove();
    await pause(2);
  }
  expect(host.isConnected).toBe(false);
  await vi.waitFor(() => expect(messages.at(-1)).toMatchObject({ marksRemoved: true }));
  expect((await link.snapshot()).counts.unsafe).toBe(2);
});

test('a page that fakes a mark changes nothing', async () => {
  const { link } = await screen('<p>good text</p>');
  document.documentElement.insertAdjacentHTML('beforeend', '<div class="mark">bad mark</div>');
  const page = await link.settled();
  expect(page.counts).toMatchObject({ safe: 1, unsafe: 1 });
  document.documentElement.lastElementChild?.remove();
  expect((await link.settled()).counts.unsafe).toBe(0);
});

test.each([
  'checkVisibility',
  'getBoundingClientRect',
  'isConnected',
  'parentNode',
  'assignedSlot',
])('a form with a field named %s is marked like any other', async (name) => {
  const { root } = await screen(`<form>bad text<input name="${name}"></form>`);
  expect(shown(root)).toHaveLength(1);
});

/** All that a page can measure of an element. */
const extentOf = (of: Element | null) =>
  of instanceof HTMLElement && {
    scroll: [of.scrollWidth, of.scrollHeight, of.scrollLeft, of.scrollTop],
    client: [of.clientWidth, of.clientHeight, of.clientLeft, of.clientTop],
    parent: of.offsetParent?.localName,
    offset: [of.offsetWidth, of.offsetHeight, of.offsetLeft, of.offsetTop],
    rects: JSON.stringify([of.getBoundingClientRect(), ...of.getClientRects()]),
    visible: of.checkVisibility(),
    style: [...getComputedStyle(of)].map((name) => getComputedStyle(of).getPropertyValue(name)),
  };

test.each(['', 'position: relative', 'transform: scale(1)', 'overflow: scroll', 'display: flex'])(
  'nothing that a page can measure tells whether there is a mark (html {%s})',
  async (style) => {
    document.documentElement.setAttribute('style', style);
    const measured = async (words: string) => {
      const { host, root } = await screen(
        `<p style="font-family:monospace">${words} text</p><div class="tall" style="height:3000px"></div><p id="low" style="font-family:monospace">${words} last</p>`,
      );
      const top = [host, document.documentElement, document.body].map(extentOf);
      const marks = shown(root).length;
      document.querySelector('#low')?.scrollIntoView();
      await frames();
      const low = [host, document.documentElement, document.body].map(extentOf);
      // In one task, before any mark can follow.
      document.querySelector('.tall')?.remove();
      const shrunk = [host, document.documentElement, document.body].map(extentOf);
      scrollTo(0, 0);
      handle?.stop();
      vi.restoreAllMocks();
      return { marks, extents: { top, low, shrunk } };
    };
    const without = await measured('fine');
    const marked = await measured('bad!');
    document.documentElement.removeAttribute('style');
    expect([without.marks, marked.marks]).toEqual([0, 1]);
    expect(marked.extents).toEqual(without.extents);
  },
);

test('a mark cannot have the focus: a page would see that', async () => {
  const { root, host } = await screen(PAGE);
  const [mark] = shown(root);
  if (!mark) throw new Error('no mark');
  const seen = vi.fn();
  document.addEventListener('focusin', seen, { once: true });
  mark.focus();
  document.removeEventListener('focusin', seen);
  expect(mark.tabIndex).toBe(-1);
  expect([...root.querySelectorAll('[tabindex]')]).toEqual([]);
  expect(document.activeElement).not.toBe(host);
  expect(seen).not.toHaveBeenCalled();
});
