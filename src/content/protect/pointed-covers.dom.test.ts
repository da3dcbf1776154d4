/** The context menu on what is covered, blurred or hidden is about what is under it. */
import { beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { defaultProtection, type Protection } from '../../core/protection';
import type { PointedAnswer } from '../../platform/pointed-protocol';
import { catchClosedRoot } from '../testing/closed-root';
import type { FakeLink } from '../testing/fake-link';
import { get, pause, screen, styled } from '../testing/page';
import { picture } from '../testing/pictures';
import rules from './rules.css?inline';

const caught = catchClosedRoot();
beforeEach(() => {
  styled(rules);
});

const PAGE =
  '<main style="width:600px"><p id="good">good text</p><div id="mixed">a bad beginning that is covered<p id="inner">good inner text</p>and a bad end, covered too</div><p id="bad">some bad text</p></main>';

async function protectedBy(html: string, change: Partial<Protection>): Promise<FakeLink> {
  const link = screen(html);
  await link.settled();
  link.tell({
    type: 'protection',
    protection: { ...defaultProtection(), ...change },
    language: 'en',
  });
  await pause(120);
  return link;
}

const ask = (link: FakeLink, act: 'again' | 'which' | 'hide' | 'unhide') =>
  link.ask({ type: 'pointed', act }) as Promise<PointedAnswer>;

const rightClickAt = (x: number, y: number) => {
  const { left, top } = document.body.getBoundingClientRect();
  const position = { x: x - left, y: y - top };
  return userEvent.click(document.body, { button: 'right', position, force: true });
};
const rightClick = (selector: string) => {
  const { left, top } = get(selector).getBoundingClientRect();
  return rightClickAt(left + 8, top + 8);
};
const textsOf = ({ elements }: PointedAnswer) =>
  elements?.map(({ text }) => text.replace(/\s+/g, ' '));

test.each(['cover', 'hide'] as const)('on a text that is to %s', async (text) => {
  const link = await protectedBy(PAGE, { text });
  await rightClick('#bad');
  expect(textsOf(await ask(link, 'which'))).toEqual(['some bad text']);
  const before = link.requests.length;
  expect(await ask(link, 'again')).toEqual({ done: true });
  await vi.waitFor(() => expect(link.requests).toHaveLength(before + 1));
  expect(link.requests.at(-1)?.text).toBe('some bad text');
  expect(await ask(link, 'hide')).toEqual({ done: true });
  expect(get('#bad').checkVisibility()).toBe(false);
  expect(await ask(link, 'unhide')).toEqual({ done: true });
  expect(get('#bad').checkVisibility()).toBe(true);
});

test('on one cover of several in a block, it is the one', async () => {
  const link = await protectedBy(PAGE, { text: 'cover' });
  await rightClick('#mixed');
  expect(textsOf(await ask(link, 'which'))).toEqual(['a bad beginning that is covered']);
  await rightClick('#good');
  expect(textsOf(await ask(link, 'which'))).toEqual(['good text']);
});

test.each(['blur', 'cover', 'hide'] as const)('on a picture that is to %s', async (images) => {
  const { data } = await picture(200, 200);
  const html = `<main><img id="bad" alt="a bad one" src="${data}"></main>`;
  const link = await protectedBy(html, { images });
  const { left, bottom } = get('#bad').getBoundingClientRect();
  // Where a blurred one has its button.
  await rightClickAt(left + 20, bottom - 14);
  const before = link.requests.length;
  expect(await ask(link, 'again')).toEqual({ done: true });
  await vi.waitFor(() => expect(link.requests).toHaveLength(before + 1));
  await rightClickAt(left + 20, bottom - 14);
  expect(await ask(link, 'hide')).toEqual({ done: true });
  expect(get('#bad').checkVisibility()).toBe(false);
});

test('by the keyboard, on a cover’s button', async () => {
  const link = await protectedBy(PAGE, { text: 'cover' });
  const buttons = [...(caught.root?.querySelectorAll<HTMLElement>('.show') ?? [])];
  buttons.at(-1)?.focus();
  await userEvent.keyboard('{Shift>}{F10}{/Shift}');
  const answer = await ask(link, 'which');
  expect(textsOf(answer)).toEqual(['some bad text']);
});

test('what the page itself says of a pointer there is not believed', async () => {
  const link = await protectedBy(PAGE, { text: 'cover' });
  const { left, top } = get('#bad').getBoundingClientRect();
  const forged = { bubbles: true, composed: true, clientX: left + 8, clientY: top + 8 };
  document
    .elementFromPoint(left + 8, top + 8)
    ?.dispatchEvent(new MouseEvent('contextmenu', forged));
  expect(await ask(link, 'which')).toEqual({ done: false, elements: [] });
});
