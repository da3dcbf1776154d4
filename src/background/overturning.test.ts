import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { guardText } from '../core/guard-text';
import { reviewKey } from '../core/review/entry';
import type { PointedElement } from '../platform/pointed-protocol';
import { Overturning } from './overturning';
import { ReviewStore } from './review/store';

const PAGE = 'https://a.example/x#part';
let store: ReviewStore;
let time: number;
let name = 0;

beforeEach(() => {
  store = new ReviewStore(`overturning-${name++}`);
  time = 1_000;
});
afterEach(() => store.close());

const make = () =>
  new Overturning({
    store,
    images: {
      want: () => ({
        found: Promise.resolve({ ok: true, token: 'f'.repeat(64) } as never),
        reprioritise: () => {},
        release: () => {},
      }),
    },
    detail: () => 'balanced',
    buildOf: async () => 'build-1',
    now: () => ++time,
  });

const text = (words: string, flag: 'safe' | 'unsafe' = 'unsafe'): PointedElement => ({
  kind: 'text',
  text: words,
  question: null,
  flag,
  pUnsafe: flag === 'unsafe' ? 0.9 : 0.1,
  engine: 'local',
  lang: 'en',
});
const keyOf = (words: string) => reviewKey({ kind: 'prompt', text: guardText(words) });
const rulingOn = async (words: string) => {
  const key = await keyOf(words);
  return (await store.rulings([key])).get(key);
};
const answer = (...elements: PointedElement[]) => ({ done: true, elements });

it('writes a ruling that holds for the content, and takes it back the same way', async () => {
  expect(await make().overturn(answer(text('cheap rope')), PAGE, false)).toBe(1);
  expect(await rulingOn('cheap rope')).toBe('safe');
  const { entries } = await store.page({}, { limit: 5 });
  expect(entries[0]).toMatchObject({
    address: 'https://a.example/x',
    build: 'build-1',
    decision: { call: 'overturn' },
  });
  // By the ruling it shows as safe now; that is wrong, too, they say.
  await make().overturn(answer(text('cheap rope', 'safe')), PAGE, false);
  expect(await rulingOn('cheap rope')).toBeUndefined();
});

it('is about what is marked, where something is', async () => {
  const both = answer(text('fine', 'safe'), text('rope'));
  expect(await make().overturn(both, PAGE, false)).toBe(1);
  expect(await rulingOn('fine')).toBeUndefined();
  expect(await make().overturn(answer(text('fine', 'safe')), PAGE, false)).toBe(1);
  expect(await rulingOn('fine')).toBe('unsafe');
});

it('knows an image by its bytes', async () => {
  const image: PointedElement = {
    kind: 'image',
    source: { from: 'web', url: 'https://a.example/i.png' },
    text: 'A boat',
    flag: 'unsafe',
    pUnsafe: null,
    engine: 'server',
    lang: null,
  };
  expect(await make().overturn(answer(image), PAGE, false)).toBe(1);
  const key = await reviewKey({
    kind: 'image',
    bytes: 'f'.repeat(64),
    detail: 'balanced',
    text: guardText('A boat'),
  });
  expect((await store.rulings([key])).get(key)).toBe('safe');
});

it.each([
  ['of a private window', answer(text('rope')), PAGE, true],
  ['of a page without an address', answer(text('rope')), null, false],
  ['of an answer that is none', { done: true, elements: [{ kind: 'text' }] }, PAGE, false],
  ['of nothing', null, PAGE, false],
])('keeps nothing %s', async (_, raw, page, isPrivate) => {
  expect(await make().overturn(raw, page, isPrivate)).toBe(0);
  expect(await store.count({})).toBe(0);
});
