/** What a person does with the element under the pointer. */
import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { unknown, verdictOf } from '../core/verdict';
import type { ScreenElement, TextElement } from './extract/element';
import { Pointed } from './pointed';

const life: AbortController[] = [];
afterEach(() => {
  for (const each of life.splice(0)) each.abort();
  document.body.replaceChildren();
});

function text(id: number, block: Element, change: Partial<TextElement> = {}): TextElement {
  return {
    id,
    version: 1,
    kind: 'text',
    block,
    text: block.textContent ?? '',
    direction: 'ltr',
    verdict: verdictOf(0.9, 'local'),
    practice: false,
    parts: [],
    rawLength: 0,
    ...change,
  };
}

function setUp(html: string, make: (root: HTMLElement) => ScreenElement[]) {
  document.body.innerHTML = html;
  const elements = make(document.body);
  const log: string[] = [];
  const abort = new AbortController();
  life.push(abort);
  const pointed = new Pointed(
    {
      elements: () => elements,
      isThere: (element) => elements.includes(element),
      drawn: { host: document.createElement('div'), drawnOver: () => null },
      askAgain: ({ id }) => void log.push(`again ${id}`),
      show: ({ id }) => void log.push(`show ${id}`),
      language: () => 'en',
      showMarks: (shown) => void log.push(`marks ${shown}`),
    },
    abort.signal,
  );
  return { pointed, log, abort, elements };
}

const find = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const rightClick = (selector: string) => userEvent.click(find(selector), { button: 'right' });

const two = '<div id="a">one <b id="in">bold</b></div><p id="b">two</p><p id="c">three</p>';
const all = (root: HTMLElement) =>
  [...root.querySelectorAll('#a, #b')].map((block, i) => text(i + 1, block));

describe('the element that was pointed at', () => {
  it('is found by its block, from whatever is in it', async () => {
    const { pointed, log } = setUp(two, all);
    await rightClick('#in');
    expect(pointed.answer({ type: 'pointed', act: 'again' })).toEqual({ done: true });
    expect(log).toEqual(['again 1']);
  });

  it('is not believed of an event that the page has made', async () => {
    const { pointed, log } = setUp(two, all);
    find('#a').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true }));
    expect(pointed.answer({ type: 'pointed', act: 'again' })).toEqual({ done: false });
    expect(log).toEqual([]);
  });

  it('is nothing where nothing is screened, or when it has gone', async () => {
    const { pointed } = setUp(two, all);
    await rightClick('#c');
    expect(pointed.answer({ type: 'pointed', act: 'which' })).toEqual({
      done: false,
      elements: [],
    });
    await rightClick('#b');
    find('#b').remove();
    expect(pointed.answer({ type: 'pointed', act: 'hide' })).toEqual({ done: false });
  });

  it('is told with its verdict, and not where nobody knows one', async () => {
    const { pointed, elements } = setUp(two, all);
    await rightClick('#b');
    expect(pointed.answer({ type: 'pointed', act: 'which' }).elements).toEqual([
      {
        kind: 'text',
        text: 'two',
        question: null,
        flag: 'unsafe',
        pUnsafe: 0.9,
        engine: 'local',
        lang: 'en',
      },
    ]);
    const [, second] = elements;
    if (second) second.verdict = unknown('timeout', 'local');
    expect(pointed.answer({ type: 'pointed', act: 'which' }).done).toBe(false);
  });

  it('is told only as it was when it was pointed at: a page can put another thing in its place', async () => {
    const { pointed, elements } = setUp(two, all);
    await rightClick('#b');
    const [, second] = elements;
    if (second) Object.assign(second, { version: second.version + 1, text: 'another' });
    expect(pointed.answer({ type: 'pointed', act: 'which' }).done).toBe(false);
    if (second) elements.splice(1, 1, { ...second, id: 99, version: 1 });
    expect(pointed.answer({ type: 'pointed', act: 'which' }).done).toBe(false);
    await rightClick('#b');
    expect(pointed.answer({ type: 'pointed', act: 'which' }).done).toBe(true);
  });

  it('is looked for beyond a shadow root', async () => {
    const { pointed, log } = setUp('<div id="a"></div>', all);
    const root = find('#a').attachShadow({ mode: 'open' });
    root.innerHTML = '<span style="display:block">in it</span>';
    await userEvent.click(find('#a'), { button: 'right' });
    pointed.answer({ type: 'pointed', act: 'again' });
    expect(log).toEqual(['again 1']);
  });
});

describe('what a person hides', () => {
  it('comes back as it was', async () => {
    const { pointed } = setUp(two, all);
    find('#a').style.setProperty('display', 'flex');
    await rightClick('#a');
    expect(pointed.answer({ type: 'pointed', act: 'hide' })).toEqual({ done: true });
    expect(find('#a').checkVisibility()).toBe(false);
    await rightClick('#b');
    pointed.answer({ type: 'pointed', act: 'hide' });
    expect(pointed.answer({ type: 'pointed', act: 'unhide' })).toEqual({ done: true });
    expect(find('#a').style.display).toBe('flex');
    expect(find('#b').getAttribute('style') ?? '').toBe('');
    expect(pointed.answer({ type: 'pointed', act: 'unhide' })).toEqual({ done: false });
  });

  it('is never the whole page', async () => {
    const { pointed } = setUp('<p>x</p>', () => []);
    document.body.style.minHeight = '300px';
    await userEvent.click(document.body, { button: 'right', position: { x: 200, y: 250 } });
    expect(pointed.answer({ type: 'pointed', act: 'hide' })).toEqual({ done: false });
    document.body.style.minHeight = '';
  });

  it('is shown again when the site is turned off', async () => {
    const { pointed, abort } = setUp(two, all);
    await rightClick('#b');
    pointed.answer({ type: 'pointed', act: 'hide' });
    abort.abort();
    expect(find('#b').checkVisibility()).toBe(true);
  });
});

describe('steps from one unsafe element to the next', () => {
  it('go in the order of the page, to its end, and begin anew', () => {
    const { pointed, log, elements } = setUp(two, (root) => {
      const blocks = [...root.querySelectorAll('#c, #b, #a')];
      // Found in another order than the page's.
      return [blocks[2], blocks[0], blocks[1]].flatMap((block, i) =>
        block ? [text(i + 1, block)] : [],
      );
    });
    const [, , safe] = elements;
    if (safe) safe.verdict = verdictOf(0.1, 'local');
    const step = (by: 1 | -1) => pointed.answer({ type: 'step', by }).done;
    expect([step(1), step(1), step(1), step(1), step(-1), step(-1)]).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
    ]);
    expect(log).toEqual(['show 2', 'show 1', 'show 2', 'show 1']);
  });
});

it('puts the marks out of sight', () => {
  const { pointed, log } = setUp('', () => []);
  expect(pointed.answer({ type: 'marks', shown: false })).toEqual({ done: true });
  expect(log).toEqual(['marks false']);
});
