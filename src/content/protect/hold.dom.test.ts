/** Nothing is shown until it has been judged, and nothing stays blank for longer than it may. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultProtection, type Protection } from '../../core/protection';
import { unknown, verdictOf } from '../../core/verdict';
import { begin } from '../begin';
import { FakeLink } from '../testing/fake-link';
import { get, pause, styled } from '../testing/page';
import { picture } from '../testing/pictures';
import { holdEarly } from './early';
import holdStyle from './hold.css?inline';
import rules from './rules.css?inline';
import veil from './veil.css?inline';

let link: FakeLink;
let screening: ReturnType<typeof begin> | null = null;

beforeEach(() => {
  link = new FakeLink();
  // The user's own styles, as far as a test can have them; the veil as Chromium registers it.
  for (const css of [holdStyle, rules, veil]) styled(css);
  Object.defineProperty(globalThis, 'seawallHolds', { value: true, configurable: true });
});

afterEach(() => {
  screening?.stop();
  screening = null;
  Reflect.deleteProperty(globalThis, 'seawallHolds');
  document.body.replaceChildren();
  for (const style of document.head.querySelectorAll('style.test')) style.remove();
  document.documentElement.removeAttribute('data-seawall');
  vi.restoreAllMocks();
});

const hold = (change: Partial<Protection> = {}): void =>
  link.tell({
    type: 'protection',
    protection: { ...defaultProtection(), text: 'cover', images: 'cover', hold: true, ...change },
    language: 'en',
  });

/** A page that was held from its beginning, told of its rules with its first message. */
async function held(html: string, change: Partial<Protection> = {}): Promise<void> {
  const early = holdEarly(link);
  document.body.innerHTML = html;
  await pause(0);
  screening = begin(link, early);
  await vi.waitFor(() => expect(link.ports.length).toBeGreaterThan(0));
  hold(change);
}

const CLEAR = 'rgba(0, 0, 0, 0)';
const isShown = (element: Element): boolean =>
  getComputedStyle(element).getPropertyValue('-webkit-text-fill-color') !== CLEAR;
const shown = (selector: string): boolean => isShown(get(selector));
const isPainted = (selector: string): boolean => getComputedStyle(get(selector)).filter === 'none';
const safe = (words: string): void => {
  for (const request of link.requests)
    if (request.text.includes(words)) link.answer(request, verdictOf(0.01, 'local'));
};

const PAGE =
  '<main><h1>A good morning</h1><p id="a">first good text</p><p id="b">some bad text</p>' +
  '<p id="n">12:34</p><div id="d">a good <b>bold</b> word<p id="inner">an inner bad one</p></div></main>';

test('each text is shown when it is judged, by its verdict', async () => {
  link.judge = null;
  await held(PAGE);
  await vi.waitFor(() => expect(link.requests.length).toBeGreaterThan(3));
  for (const id of ['h1', '#a', '#b', '#d', '#d b', '#inner']) expect(shown(id)).toBe(false);
  safe('first good text');
  expect(shown('#a')).toBe(true);
  expect(shown('h1')).toBe(false);
  safe('a good bold word');
  expect([shown('#d'), shown('#d b'), shown('#inner')]).toEqual([true, true, false]);
  for (const request of link.requests) link.answer(request);
  expect([shown('h1'), shown('#b'), shown('#inner')]).toEqual([true, false, false]);
  // What is no text for a guard is shown when that is known.
  await vi.waitFor(() => expect(shown('#n')).toBe(true));
});

test('the layout is the page’s own, held or not', async () => {
  document.body.innerHTML = PAGE;
  const layout = () =>
    [...document.querySelectorAll('main *')].map((e) => JSON.stringify(e.getBoundingClientRect()));
  const before = layout();
  await held(PAGE);
  expect(layout()).toEqual(before);
  await link.settled();
  expect(layout()).toEqual(before);
});

test('nothing is shown until the styles are there, and no longer than five seconds without', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  link.hasStyles = null;
  document.body.innerHTML = '<p id="a">some text</p>';
  const early = holdEarly(link);
  expect(getComputedStyle(document.body).opacity).toBe('0');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(getComputedStyle(document.body).opacity).toBe('1');
  vi.useRealTimers();
  early?.hold.end();
  early?.voices.end();
  expect(shown('#a')).toBe(true);
});

test('a page that has loaded before the styles are there is still held', async () => {
  link.hasStyles = null;
  document.body.innerHTML = '<p id="a">some text</p>';
  const early = holdEarly(link);
  window.dispatchEvent(new Event('pageshow'));
  const { documentElement: root } = document;
  root.remove();
  document.append(root);
  await Promise.resolve();
  expect(getComputedStyle(document.body).opacity).toBe('0');
  early?.hold.end();
  early?.voices.end();
});

test('where the site has other rules by now, nothing is held', async () => {
  link.hasStyles = false;
  document.body.innerHTML = '<p id="a">some text</p>';
  const early = holdEarly(link);
  await vi.waitFor(() => expect(shown('#a')).toBe(true));
  expect(early?.hold.isOver).toBe(true);
  early?.voices.end();
  expect(getComputedStyle(document.body).opacity).toBe('1');
});

test('put into a page twice while that is read, it holds once', async () => {
  await held('<p id="a">first good text</p>');
  // As main.iife.ts does when the background finds a frame in which nothing screens yet.
  expect(begin(link, holdEarly(link))).toBe(screening);
  await vi.waitFor(() => expect(shown('#a')).toBe(true));
  await pause(50);
  expect(shown('#a')).toBe(true);
  screening?.stop();
  // What was let go of is not held by what comes later, unless the background says so.
  expect(holdEarly(link)).toBeNull();
});

test('put in twice, the second may be the first to screen', async () => {
  const first = holdEarly(link);
  const second = holdEarly(link);
  document.body.innerHTML = '<p id="a">first good text</p>';
  screening = begin(link, second);
  expect(begin(link, first)).toBe(screening);
  await vi.waitFor(() => expect(link.ports.length).toBeGreaterThan(0));
  hold();
  await vi.waitFor(() => expect(shown('#a')).toBe(true));
  hold({ hold: false });
  expect(document.documentElement.dataset.seawall).toContain('free');
  expect(link.styles.filter((style) => style === 'hold')).toHaveLength(1);
});

test('what an earlier version has held ends with the first of the next', async () => {
  const before = new FakeLink();
  const first = holdEarly(before);
  before.isAlive = false;
  const next = holdEarly(link);
  expect(first?.hold.isOver).toBe(true);
  expect(next).not.toBeNull();
  next?.hold.end();
  next?.voices.end();
});

test.each(['before', 'after'])(
  'refused %s it screens, it is a page by the defaults, of which nothing is told',
  async (when) => {
    link.judge = null;
    let refuse = (_isThere: boolean): void => {};
    link.style = () => new Promise((resolve) => (refuse = resolve));
    const early = holdEarly(link);
    document.body.innerHTML = '<p id="a">some text</p><div contenteditable>my own draft</div>';
    if (when === 'before') refuse(false);
    await pause(0);
    screening = begin(link, early);
    await pause(0);
    refuse(false);
    await vi.waitFor(() => expect(link.requests.length).toBeGreaterThan(0));
    await pause(50);
    for (const request of link.requests) link.answer(request, unknown('no-guard'));
    await pause(50);
    expect(shown('#a')).toBe(true);
    expect(get('#a').hasAttribute('data-seawall')).toBe(false);
    expect(link.requests.map((request) => request.text).join()).not.toContain('my own draft');
    screening.stop();
    expect([shown('#a'), getComputedStyle(document.body).opacity]).toEqual([true, '1']);
  },
);

test('without a verdict in time it is revealed, or covered with the reason', async () => {
  link.judge = null;
  await held('<p id="a">first good text</p>', { holdSeconds: 1, unjudged: 'show' });
  await vi.waitFor(() => expect(link.requests.length).toBe(1));
  expect(shown('#a')).toBe(false);
  await vi.waitFor(() => expect(shown('#a')).toBe(true), { timeout: 3_000 });
  // A late verdict still counts.
  const [request] = link.requests;
  if (request) link.answer(request, verdictOf(0.99, 'local'));
  expect(shown('#a')).toBe(false);
});

test('covered where nobody judges: no guard, and no time left', async () => {
  let root: ShadowRoot | null = null;
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (
    this: Element,
    init: ShadowRootInit,
  ) {
    const made = attach.call(this, init);
    root ??= made;
    return made;
  });
  link.judge = (text) => (text.includes('one') ? unknown('no-guard') : (null as never));
  const never = new Set<string>();
  const { judge } = link;
  link.judge = (text, request) => {
    if (!text.includes('one')) never.add(text);
    return judge?.(text, request) ?? unknown('turn');
  };
  await held('<p id="a">number one is here</p><p id="b">and another text</p><p id="n">7</p>', {
    holdSeconds: 1,
    unjudged: 'cover',
  });
  const covers = () =>
    [...((root as ShadowRoot | null)?.querySelectorAll('.panel') ?? [])].map((p) =>
      p.getAttribute('aria-label'),
    );
  await vi.waitFor(() => expect(covers()).toHaveLength(1));
  expect(covers()[0]).toContain('has not judged it');
  expect([shown('#a'), shown('#b')]).toEqual([false, false]);
  await vi.waitFor(() => expect(covers()).toHaveLength(2), { timeout: 3_000 });
  expect([shown('#a'), shown('#b'), shown('#n')]).toEqual([false, false, true]);
});

test('what comes later is held before it can be painted, whichever way it comes', async () => {
  await held('<main><p id="a">first good text</p></main>');
  await link.settled();
  await vi.waitFor(() => expect(shown('#a')).toBe(true));
  link.judge = null;
  const main = get('main');
  // In place of a text that was shown.
  (get('#a').firstChild as Text).data = 'another text';
  await Promise.resolve();
  expect(shown('#a')).toBe(false);
  // A node that was shown, copied and filled anew.
  safe('another text');
  await vi.waitFor(() => {
    safe('another text');
    expect(shown('#a')).toBe(true);
  });
  const copy = get('#a').cloneNode(true) as HTMLElement;
  copy.id = 'copy';
  copy.textContent = 'a copy with other words';
  main.append(copy);
  // Markup that says itself that it may be shown.
  main.insertAdjacentHTML('beforeend', '<p id="forged" data-seawall="t i b">forged</p>');
  await Promise.resolve();
  expect([shown('#copy'), shown('#forged')]).toEqual([false, false]);
  get('#forged').setAttribute('data-seawall', 't');
  await Promise.resolve();
  expect(shown('#forged')).toBe(false);
});

test('a page that fights for its tokens ends no turn of ours for ever, and is told of', async () => {
  await held('<p id="a">first good text</p>');
  await link.settled();
  link.judge = null;
  const { messages } = link.openPopup();
  const forged = document.createElement('p');
  forged.textContent = 'forged';
  const fight = new MutationObserver(() => {
    if (forged.getAttribute('data-seawall') !== 't') forged.setAttribute('data-seawall', 't');
  });
  fight.observe(forged, { attributes: true });
  document.body.append(forged);
  forged.setAttribute('data-seawall', 't');
  await vi.waitFor(() => expect(messages.at(-1)).toMatchObject({ marksRemoved: true }));
  fight.disconnect();
});

test('pictures are held until they are judged, and again where they show another', async () => {
  link.judge = null;
  const { data } = await picture(200, 200);
  const { data: other } = await picture(200, 200, 'red');
  const { data: icon } = await picture(8, 8);
  await held(
    `<main><img id="a" alt="first" src="${data}"><img id="icon" src="${icon}"><div id="bg" style="width:200px;height:200px;background:url(${other})"></div></main>`,
  );
  await vi.waitFor(() => expect(link.requests.length).toBe(2), { timeout: 3_000 });
  expect(isPainted('#a')).toBe(false);
  expect(getComputedStyle(get('#bg')).backgroundPosition).toContain('-100000px');
  for (const request of link.requests) link.answer(request, verdictOf(0.01, 'local'));
  expect(isPainted('#a')).toBe(true);
  expect(getComputedStyle(get('#bg')).backgroundPosition).not.toContain('-100000px');
  await vi.waitFor(() => expect(isPainted('#icon')).toBe(true), { timeout: 3_000 });
  get('#a').setAttribute('src', other);
  await Promise.resolve();
  expect(isPainted('#a')).toBe(false);
});

test('shadow roots are held, too, from the frame that shows them first', async () => {
  link.judge = null;
  await held('<main></main>');
  customElements.define(
    'held-card',
    class extends HTMLElement {
      connectedCallback() {
        const root = this.attachShadow({ mode: 'open' });
        root.innerHTML =
          '<style>p { -webkit-text-fill-color: black }</style><p>in a card</p><img alt="x" width="50" height="50" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">';
      }
    },
  );
  get('main').append(document.createElement('held-card'));
  await Promise.resolve();
  const root = get('held-card').shadowRoot;
  const [p, img] = [root?.querySelector('p'), root?.querySelector('img')];
  if (!p || !img) throw new Error('no card');
  expect([isShown(p), getComputedStyle(img).filter]).toEqual([false, 'opacity(0)']);
  await vi.waitFor(() => {
    safe('in a card');
    expect(isShown(p)).toBe(true);
  });
});

/** What a content script in a frame says of itself, and a hostile page may say as well. */
const SAYS = (token: string) =>
  `onload = () => setTimeout(() => parent.postMessage('seawall-frame ${token}', '*'), 50)`;
const LED = (script: string) => `data:text/html,<p>elsewhere</p><script>${script}</script>`;
const frameOf = (selector: string) => get(selector) as HTMLIFrameElement;
const isFrameShown = (selector: string): boolean => isPainted(selector);
const depthOf = (at: Window): number => (at.parent === at ? 0 : depthOf(at.parent) + 1);
/** Of a frame so many below this document. */
const tokenOf = (sign: string, below = 1) =>
  (depthOf(window) + below).toString(16).padStart(2, '0') + sign.repeat(30);
const [T1, T2] = [tokenOf('1'), tokenOf('2')] as const;

test('a frame is what it shows now, whatever its markup says', async () => {
  link.judge = null;
  await held('<iframe id="blank"></iframe><iframe id="own" srcdoc="<p>own</p>"></iframe>', {
    holdSeconds: 60,
  });
  await vi.waitFor(() =>
    expect([isFrameShown('#blank'), isFrameShown('#own')]).toEqual([true, true]),
  );
  const seen: boolean[] = [];
  for (const selector of ['#blank', '#own']) {
    const frame = frameOf(selector);
    frame.contentWindow?.location.replace(LED(''));
    // As soon as it is another document's.
    while (frame.contentDocument) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    if (selector === '#blank') seen.push(isFrameShown(selector));
    await vi.waitFor(() => expect(isFrameShown(selector)).toBe(false));
  }
  expect(seen).toEqual([false]);
});

test('a frame that names the page’s own address is held until something of it is there', async () => {
  await held('<main></main>', { holdSeconds: 60 });
  await vi.waitFor(() => expect(link.ports.length).toBeGreaterThan(0));
  const frame = document.createElement('iframe');
  frame.id = 'own';
  frame.src = `${location.origin}/nothing-of-this-name.txt`;
  get('main').append(frame);
  await Promise.resolve();
  await link.settled();
  await vi.waitFor(() => expect(frame.contentDocument?.URL).toContain('nothing-of-this-name'));
  await vi.waitFor(() => expect(isFrameShown('#own')).toBe(true));
});

test('a frame of elsewhere is shown when a content script in that very window holds', async () => {
  link.judge = null;
  await held(
    `<iframe id="a" src="${LED(SAYS(T1))}"></iframe><iframe id="b" src="${LED(SAYS(T2))}"></iframe>`,
    {
      holdSeconds: 60,
    },
  );
  const heard = vi.fn();
  addEventListener('message', heard);
  await pause(150);
  expect([isFrameShown('#a'), isFrameShown('#b')]).toEqual([false, false]);
  link.tell({ type: 'frame-holds', token: T1 });
  await vi.waitFor(() => expect(isFrameShown('#a')).toBe(true));
  // Of another window, or made by the page: it is used up, or not trusted.
  const { contentWindow: b } = frameOf('#b');
  frameOf('#b').src = LED(SAYS(T1));
  dispatchEvent(new MessageEvent('message', { data: `seawall-frame ${tokenOf('3')}`, source: b }));
  link.tell({ type: 'frame-holds', token: tokenOf('3') });
  await pause(150);
  expect([isFrameShown('#a'), isFrameShown('#b')]).toEqual([true, false]);
  // Its document goes.
  frameOf('#a').src = LED(SAYS(T1).replace('frame ', 'frame-left '));
  await vi.waitFor(() => expect(isFrameShown('#a')).toBe(false));
  removeEventListener('message', heard);
  expect(heard.mock.calls.filter(([event]) => (event as Event).isTrusted)).toEqual([]);
});

test('a frame that repeats what a frame in it has said of itself stays held', async () => {
  link.judge = null;
  const inner = tokenOf('4', 2);
  await held(`<iframe id="a" src="${LED(SAYS(inner))}"></iframe>`, { holdSeconds: 60 });
  await pause(150);
  // It is true of the one within.
  link.tell({ type: 'frame-holds', token: inner });
  await pause(50);
  expect(isFrameShown('#a')).toBe(false);
});

test('a page that feigns that it comes and goes asks for no styles by that', async () => {
  await held('<p id="a">first good text</p>');
  await link.settled();
  for (let i = 0; i < 5; i++) {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  }
  expect(link.styles).toEqual(['hold']);
});

test('fields that a person writes in are never held', async () => {
  link.judge = null;
  await held('<input id="i" placeholder="Your name"><textarea id="t"></textarea>');
  expect(['#i', '#t'].map(shown)).toEqual([true, true]);
});

test('told to hold later, it holds; told not to, it lets go of all at once', async () => {
  Reflect.deleteProperty(globalThis, 'seawallHolds');
  for (const style of document.head.querySelectorAll('style.test')) style.remove();
  link.judge = (text) => verdictOf(text.includes('bad') ? 0.9 : 0.1, 'local');
  document.body.innerHTML = PAGE;
  screening = begin(link, null);
  await link.settled();
  link.judge = null;
  hold();
  await vi.waitFor(() => expect(link.styles).toEqual(['hold']));
  for (const css of [holdStyle, rules]) styled(css);
  // What was judged stays as it was.
  expect([shown('#a'), shown('#n'), shown('#d b'), shown('#b')]).toEqual([true, true, true, false]);
  document.body.insertAdjacentHTML('beforeend', '<p id="new">something new</p>');
  await Promise.resolve();
  expect(shown('#new')).toBe(false);
  hold({ hold: false, text: 'mark' });
  await pause(30);
  expect([shown('#new'), shown('#b')]).toEqual([true, true]);
  expect(link.styles.at(-1)).toBe('free');
});

test.each(['held', 'held up to a moment ago'])(
  'when the extension goes, nothing stays %s',
  async (since) => {
    link.judge = null;
    await held(PAGE);
    await vi.waitFor(() => expect(link.requests.length).toBeGreaterThan(3));
    expect(shown('#a')).toBe(false);
    if (since !== 'held') hold({ hold: false });
    link.isAlive = false;
    link.port.die();
    await vi.waitFor(() => expect(shown('#a')).toBe(true));
    expect(getComputedStyle(document.body).opacity).toBe('1');
    expect(document.body.querySelector('[data-seawall]')).toBeNull();
  },
);
