/** Where things are held, an editor is a person's when they have written in it, and not because it says so. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { defaultProtection } from '../../core/protection';
import { begin } from '../begin';
import { FakeLink } from '../testing/fake-link';
import { get, pause, styled } from '../testing/page';
import { holdEarly } from './early';
import holdStyle from './hold.css?inline';
import rules from './rules.css?inline';

let link: FakeLink;
let screening: ReturnType<typeof begin> | null = null;

beforeEach(() => {
  link = new FakeLink();
  for (const css of [holdStyle, rules]) styled(css);
  Object.defineProperty(globalThis, 'seawallHolds', { value: true, configurable: true });
});

afterEach(() => {
  screening?.stop();
  screening = null;
  document.designMode = 'off';
  Reflect.deleteProperty(globalThis, 'seawallHolds');
  document.body.removeAttribute('contenteditable');
  document.body.removeAttribute('class');
  document.body.replaceChildren();
  for (const style of document.head.querySelectorAll('style.test')) style.remove();
  document.documentElement.removeAttribute('data-seawall');
});

async function held(html: string): Promise<void> {
  const early = holdEarly(link);
  document.body.innerHTML = html;
  screening = begin(link, early);
  await vi.waitFor(() => expect(link.ports.length).toBeGreaterThan(0));
  tell(true);
  await link.settled();
}

const tell = (hold: boolean): void =>
  link.tell({
    type: 'protection',
    protection: { ...defaultProtection(), text: 'cover', images: 'cover', hold, unjudged: 'cover' },
    language: 'en',
  });

const shown = (selector: string): boolean =>
  getComputedStyle(get(selector)).getPropertyValue('-webkit-text-fill-color') !==
  'rgba(0, 0, 0, 0)';
const asked = (): string[] => link.requests.map(({ text }) => text);
const editable = (): boolean[] => link.requests.map((request) => request.editable === true);

test.each([
  [
    'contenteditable',
    '<div contenteditable><p id="bad">some bad text</p><p id="good">good text</p></div>',
  ],
  [
    'the class of one',
    '<div class="CodeMirror"><p id="bad">some bad text</p><p id="good">good text</p></div>',
  ],
  ['its role', '<div role="textbox"><p id="bad">some bad text</p><p id="good">good text</p></div>'],
])('what calls itself an editor by %s is screened on this device alone', async (_, html) => {
  await held(html);
  expect(asked().sort()).toEqual(['good text', 'some bad text']);
  expect(editable()).toEqual([true, true]);
  await vi.waitFor(() => expect([shown('#bad'), shown('#good')]).toEqual([false, true]));
});

test.each(['contenteditable', 'class', 'designMode'])(
  'a whole page by %s, too, whoever types in it',
  async (how) => {
    // (This test itself runs in a frame.)
    const parent = vi.spyOn(window, 'parent', 'get').mockReturnValue(window);
    if (how === 'contenteditable') document.body.setAttribute('contenteditable', '');
    else if (how === 'class') document.body.className = 'cm-editor';
    else document.designMode = 'on';
    await held(
      '<p id="bad">some bad text</p><p id="good" tabindex="0">good text</p><textarea></textarea>',
    );
    await vi.waitFor(() => expect([shown('#bad'), shown('#good')]).toEqual([false, true]));
    await userEvent.click(get('#good'));
    await userEvent.keyboard('x');
    await link.settled();
    expect(shown('#bad')).toBe(false);
    parent.mockRestore();
  },
);

test('a draft is a person’s from the first letter that they write, and nothing more of it is asked', async () => {
  await held(
    '<div id="e" contenteditable><p id="bad">some bad text</p><p id="good">good text</p></div>',
  );
  await vi.waitFor(() => expect(shown('#bad')).toBe(false));
  const before = link.requests.length;
  await userEvent.click(get('#good'));
  await userEvent.keyboard(' and bad words');
  expect([shown('#bad'), shown('#good')]).toEqual([true, true]);
  await link.settled();
  await pause(60);
  expect(link.requests).toHaveLength(before);
  // Also what is new in it.
  await userEvent.keyboard('{Enter}more bad words');
  await link.settled();
  expect(link.requests).toHaveLength(before);
  expect((await link.snapshot()).elements).toEqual([]);
});

test('what a page does itself is no writing', async () => {
  await held('<div id="e" contenteditable><p id="bad">some bad text</p></div><input id="i">');
  get('#e').focus();
  getSelection()?.selectAllChildren(get('#bad'));
  getSelection()?.collapseToEnd();
  get('#e').dispatchEvent(new KeyboardEvent('keydown', { key: 'x', bubbles: true }));
  get('#e').dispatchEvent(
    new InputEvent('beforeinput', { inputType: 'insertText', bubbles: true }),
  );
  document.execCommand('insertText', false, ' x');
  await link.settled();
  expect(shown('#bad')).toBe(false);
  // Whoever types elsewhere does not write there.
  await userEvent.click(get('#i'));
  addEventListener('keydown', () => get('#e').focus(), { once: true, capture: true });
  await userEvent.keyboard('y');
  await link.settled();
  expect(asked().at(-1)).toContain('some bad text');
});

test('where nothing is held, editors are a person’s as ever', async () => {
  await held('<div contenteditable><p id="bad">some bad text</p></div>');
  expect(asked()).toEqual(['some bad text']);
  tell(false);
  await vi.waitFor(async () => expect((await link.snapshot()).elements).toEqual([]));
  expect(shown('#bad')).toBe(true);
  tell(true);
  await vi.waitFor(async () => expect((await link.snapshot()).elements).toHaveLength(1));
  await vi.waitFor(() => expect(shown('#bad')).toBe(false));
});
