/** What a slot takes is shown where the slot is, and nowhere when no slot takes it any more. */
import { expect, test } from 'vitest';
import { FakeLink } from './testing/fake-link';
import { pause, start } from './testing/page';

interface Card {
  host: HTMLElement;
  root: ShadowRoot;
  link: FakeLink;
  get(selector: string): HTMLElement;
  texts(): Promise<string[]>;
}

async function card(
  light: string,
  shadow: string,
  options: Partial<ShadowRootInit> = {},
): Promise<Card> {
  document.body.innerHTML = `<p>around</p><div id="host">${light}</div>`;
  const host = document.querySelector('#host') as HTMLElement;
  const root = host.attachShadow({ mode: 'open', ...options });
  root.innerHTML = shadow;
  const link = new FakeLink();
  start(link);
  const texts = async (): Promise<string[]> => {
    await pause(250);
    return (await link.settled(5_000)).elements.map(({ text }) => text).sort();
  };
  await texts();
  const get = (selector: string) => root.querySelector(selector) as HTMLElement;
  return { host, root, link, get, texts };
}

const LIGHT = '<p>light words</p><p slot="named">named words</p>';
const SHADOW =
  '<section><p>shadow words</p><slot></slot></section><div><slot name="named"></slot></div>';
const ALL = ['around', 'light words', 'named words', 'shadow words'];

test('a slot that is removed takes what it showed with it, and brings it back', async () => {
  const { get, texts } = await card(LIGHT, SHADOW);
  expect(await texts()).toEqual(ALL);
  const slot = get('slot');
  slot.remove();
  expect(await texts()).toEqual(['around', 'named words', 'shadow words']);
  get('div').append(slot);
  expect(await texts()).toEqual(ALL);
  get('div').remove();
  expect(await texts()).toEqual(['around', 'shadow words']);
});

test('what is around a slot is hidden and shown with what the slot takes', async () => {
  const { get, texts } = await card(LIGHT, SHADOW);
  get('section').hidden = true;
  expect(await texts()).toEqual(['around', 'named words']);
  get('section').hidden = false;
  expect(await texts()).toEqual(ALL);
  get('slot').style.display = 'none';
  expect(await texts()).toEqual(['around', 'named words', 'shadow words']);
});

test('what goes to another slot, or to none, goes with its names', async () => {
  const { host, get, texts } = await card(LIGHT, SHADOW);
  const [first] = host.children;
  first?.setAttribute('slot', 'nowhere');
  expect(await texts()).toEqual(['around', 'named words', 'shadow words']);
  get('slot').setAttribute('name', 'nowhere');
  expect(await texts()).toEqual(ALL);
  get('slot[name=named]').removeAttribute('name');
  expect(await texts()).toEqual(['around', 'light words', 'shadow words']);
});

test('what a slot holds itself is shown while it takes nothing', async () => {
  const { host, texts } = await card(
    '<p>light words</p>',
    '<p>shadow words</p><slot><p>nothing here yet</p></slot>',
  );
  expect(await texts()).toEqual(['around', 'light words', 'shadow words']);
  host.innerHTML = '';
  expect(await texts()).toEqual(['around', 'nothing here yet', 'shadow words']);
  host.innerHTML = '<p>new words</p>';
  expect(await texts()).toEqual(['around', 'new words', 'shadow words']);
});

test('slots that are filled by hand let go by hand', async () => {
  const { host, get, texts } = await card(
    '<p>one word</p><p>another word</p>',
    '<p>shadow words</p><slot></slot>',
    { slotAssignment: 'manual' },
  );
  const slot = get('slot') as HTMLSlotElement;
  expect(await texts()).toEqual(['around', 'shadow words']);
  const [first, second] = host.children;
  if (!first || !second) throw new Error('there are two');
  slot.assign(first);
  expect(await texts()).toEqual(['around', 'one word', 'shadow words']);
  slot.assign(second);
  expect(await texts()).toEqual(['another word', 'around', 'shadow words']);
});
