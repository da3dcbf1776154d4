import { expect, it } from 'vitest';
import type { PageMessage } from '../../platform/messages';
import { element, notKnown, pageOf, picture, unsafe } from '../testing/fake-link';
import { PageElements } from './elements';

const changes = (
  partial: Partial<Extract<PageMessage, { type: 'changes' }>>,
): Extract<PageMessage, { type: 'changes' }> => ({
  type: 'changes',
  frame: 'top',
  counts: { safe: 0, unsafe: 0, unknown: 0, waiting: 0 },
  changed: [],
  removed: [],
  marksRemoved: false,
  saving: false,
  embedded: false,
  site: 'example.com',
  parts: [],
  ...partial,
});

const ids = (elements: PageElements, filter: Parameters<PageElements['rows']>[0] = 'all') =>
  elements.rows(filter).map((row) => `${row.frame}${row.element.id}`);

const four = () =>
  pageOf([
    element(1),
    element(2, { verdict: null }),
    element(3, { verdict: unsafe() }),
    element(4, { verdict: notKnown() }),
    element(5, { verdict: unsafe(0.6) }),
  ]);

it('puts unsafe first, then what is not known, then safe, each in page order', () => {
  const elements = new PageElements();
  elements.apply(four(), 1);
  expect(ids(elements)).toEqual(['top3', 'top5', 'top4', 'top2', 'top1']);
  expect(ids(elements, 'unsafe')).toEqual(['top3', 'top5']);
  expect(ids(elements, 'unknown')).toEqual(['top4']);
  expect(ids(elements, 'safe')).toEqual(['top1']);
  expect(elements.counts()).toEqual({ safe: 1, unsafe: 2, unknown: 1, waiting: 1 });
});

it('a change keeps its place among its flag, a removed element goes', () => {
  const elements = new PageElements();
  elements.apply(four(), 1);
  elements.apply(
    changes({
      changed: [element(1, { verdict: unsafe() }), element(6)],
      removed: [5],
      counts: { safe: 1, unsafe: 2, unknown: 1, waiting: 1 },
      marksRemoved: true,
    }),
    1,
  );
  expect(ids(elements)).toEqual(['top1', 'top3', 'top4', 'top2', 'top6']);
  expect(elements.marksRemoved()).toBe(true);
});

it('merges frames, whose ids may be the same', () => {
  const elements = new PageElements();
  elements.apply(pageOf([element(1)], { frame: 'a' }), 1);
  elements.apply(pageOf([element(1, { verdict: unsafe() })], { frame: 'b' }), 1);
  expect(ids(elements)).toEqual(['b1', 'a1']);
  expect(elements.counts()).toMatchObject({ safe: 1, unsafe: 1 });
});

it('a new port ends what earlier ones said, and late changes of those are dropped', () => {
  const elements = new PageElements();
  elements.apply(pageOf([element(1)], { frame: 'old' }), 1);
  elements.apply(pageOf([element(2)], { frame: 'new' }), 2);
  elements.apply(changes({ frame: 'old', changed: [element(3)] }), 2);
  expect(ids(elements)).toEqual(['new2']);
});

it('changes of a frame that was never told in full add nothing', () => {
  const elements = new PageElements();
  elements.apply(changes({ changed: [element(3)] }), 1);
  expect(ids(elements)).toEqual([]);
});

it('hints at what keeps pictures from being looked at, over all frames', () => {
  const elements = new PageElements();
  const locked = (id: number, src: string | null) =>
    picture(id, { src }, { verdict: notKnown('image-locked') });
  elements.apply(pageOf([element(1), locked(2, 'https://a.example/1'), locked(3, null)]), 1);
  elements.apply(
    pageOf([locked(1, 'https://b.example/1'), locked(2, 'https://b.example:81/2')], {
      frame: 'inner',
    }),
    1,
  );
  expect(elements.hint()).toEqual({ kind: 'locked', site: 'b.example', count: 2 });
  elements.apply(
    pageOf([picture(9, {}, { verdict: notKnown('no-sight') })], { frame: 'third' }),
    1,
  );
  expect(elements.hint()).toEqual({ kind: 'no-sight' });
  elements.clear();
  expect(elements.hint()).toBeNull();
});

it('knows which parts of the page nobody tells of', () => {
  const elements = new PageElements();
  const parts = [
    { site: 'video.example', count: 1 },
    { site: 'ads.example', count: 3 },
  ];
  elements.apply(pageOf([element(1)], { parts }), 1);
  elements.apply(pageOf([element(1)], { frame: 'a', site: 'ads.example', embedded: true }), 1);
  expect(elements.unscreened()).toEqual([
    { site: 'ads.example', count: 2 },
    { site: 'video.example', count: 1 },
  ]);
  elements.apply(pageOf([element(1)], { frame: 'b', site: 'video.example', embedded: true }), 1);
  elements.apply(changes({ parts: [{ site: 'video.example', count: 1 }] }), 1);
  expect(elements.unscreened()).toEqual([]);
});

it('does not take the page itself for one of its parts', () => {
  const elements = new PageElements();
  elements.apply(pageOf([element(1)], { parts: [{ site: 'ads.example', count: 1 }] }), 1);
  const inside = { frame: 'a', site: 'ads.example', embedded: true };
  const parts = [{ site: 'example.com', count: 1 }];
  elements.apply(pageOf([element(1)], { ...inside, parts }), 1);
  expect(elements.unscreened()).toEqual([{ site: 'example.com', count: 1 }]);
  elements.apply(pageOf([element(1)], { frame: 'b', embedded: true }), 1);
  expect(elements.unscreened()).toEqual([]);
});

it('a frame in a document of its own site stands for no part of another', () => {
  const elements = new PageElements();
  elements.apply(pageOf([element(1)], { parts: [{ site: 'ads.example', count: 2 }] }), 1);
  const ad = { site: 'ads.example', parts: [] };
  elements.apply(pageOf([element(1)], { ...ad, frame: 'a', embedded: true }), 1);
  elements.apply(pageOf([element(1)], { ...ad, frame: 'b', embedded: false }), 1);
  expect(elements.unscreened()).toEqual([{ site: 'ads.example', count: 1 }]);
});

it('tells of a low battery as long as any frame does', () => {
  const elements = new PageElements();
  elements.apply(pageOf([element(1)], { saving: true }), 1);
  expect(elements.isSaving()).toBe(true);
  elements.apply(changes({ saving: false }), 1);
  expect(elements.isSaving()).toBe(false);
});

it('forgets a frame that says that it goes', () => {
  const elements = new PageElements();
  elements.apply(pageOf([element(1)]), 1);
  elements.apply(pageOf([element(2, { verdict: unsafe() })], { frame: 'ad' }), 1);
  elements.apply({ type: 'gone', frame: 'ad' }, 1);
  expect(ids(elements)).toEqual(['top1']);
  expect(elements.counts().unsafe).toBe(0);
});
