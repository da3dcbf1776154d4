import { expect, test } from 'vitest';
import { PRIORITY, type Priority } from '../core/priority';
import { LIMITS } from './schedule';
import { fakeElement } from './testing/fake-element';
import { many, setUp } from './testing/schedule';

/** Everything is asked, and told that its turn comes later. */
function postponeAll(t: ReturnType<typeof setUp>): void {
  t.run();
  for (const { id, version } of t.requests()) t.schedule.postpone(id, version);
}

test('what waits for its turn gives its place to others and still takes its answer', () => {
  const t = setUp();
  const elements = many(200);
  for (const element of elements) t.schedule.add(element);
  for (let round = 0; round < 40; round++) postponeAll(t);
  expect(new Set(t.ids()).size).toBe(200);
  expect(t.ids()).toHaveLength(200);
  expect(t.schedule.asked).toBe(0);
  expect(t.schedule.idle).toBe(false);
  for (const element of elements) expect(t.schedule.answer(element.id, 1)).toBe(element);
  expect(t.schedule.idle).toBe(true);
  expect(new Set(t.watched.values())).toEqual(new Set([0]));
  expect(t.cancelled()).toEqual([]);
});

test('a place is free at once', () => {
  const t = setUp(() => PRIORITY.visible);
  for (const element of many(LIMITS.text[0] + 1)) t.schedule.add(element);
  t.run();
  expect(t.ids()).toHaveLength(LIMITS.text[0]);
  t.schedule.postpone(t.ids()[0] ?? 0, 1);
  t.run();
  expect(t.ids()).toHaveLength(LIMITS.text[0] + 1);
});

test('it may be said again, and is said of nothing else', () => {
  const t = setUp();
  const element = fakeElement(1);
  t.schedule.add(element);
  expect(t.schedule.postpone(1, 1)).toBeNull();
  postponeAll(t);
  expect(t.schedule.postpone(1, 1)).toBe(element);
  expect(t.schedule.postpone(1, 2)).toBeNull();
  expect(t.schedule.postpone(2, 1)).toBeNull();
  t.schedule.answer(1, 1);
  expect(t.schedule.postpone(1, 1)).toBeNull();
});

test('the background hears where it is, in both directions, and nothing twice', () => {
  let priority: Priority = PRIORITY.rest;
  const t = setUp(() => priority);
  const element = fakeElement(1);
  t.schedule.add(element);
  postponeAll(t);
  const move = (to: Priority) => {
    priority = to;
    t.schedule.placed([element.block]);
  };
  move(PRIORITY.visible);
  t.run();
  move(PRIORITY.rest);
  t.run();
  move(PRIORITY.near);
  move(PRIORITY.rest);
  t.run();
  expect(t.requests().map((request) => request.priority)).toEqual([2, 0, 2]);
  expect(t.schedule.asked).toBe(0);
  expect(t.schedule.answer(1, 1)).toBe(element);
});

test('what has left the view while it was asked is told of once it waits', () => {
  let priority: Priority = PRIORITY.visible;
  const t = setUp(() => priority);
  const element = fakeElement(1);
  t.schedule.add(element);
  t.run();
  priority = PRIORITY.rest;
  t.schedule.placed([element.block]);
  t.run();
  t.schedule.postpone(1, 1);
  t.run();
  expect(t.requests().map((request) => request.priority)).toEqual([0, 2]);
});

test('changed or gone, it is cancelled', () => {
  const t = setUp();
  const [changed, gone] = [fakeElement(1), fakeElement(2)];
  t.schedule.add(changed);
  t.schedule.add(gone);
  postponeAll(t);
  changed.version = 2;
  t.schedule.change(changed);
  t.schedule.remove(gone);
  t.run();
  expect(t.cancelled()).toEqual([
    { id: 1, version: 1 },
    { id: 2, version: 1 },
  ]);
  expect(t.schedule.answer(1, 1)).toBeNull();
  expect(t.requests().at(-1)).toMatchObject({ id: 1, version: 2 });
});

test('a lost port lets it wait again, after what was asked', () => {
  const t = setUp();
  for (const element of many(2)) t.schedule.add(element);
  postponeAll(t);
  t.schedule.add(fakeElement(3));
  t.run();
  const before = t.ids().length;
  t.schedule.portLost();
  t.run();
  expect(t.ids().slice(before)).toHaveLength(3);
  expect(t.ids()[before]).toBe(3);
  expect(t.schedule.asked).toBe(3);
  expect(t.cancelled()).toEqual([]);
});

test('asked again, it is cancelled first and then asked as if for the first time', () => {
  const t = setUp();
  const element = fakeElement(1);
  t.schedule.add(element);
  postponeAll(t);
  t.schedule.askAgain(element);
  t.run();
  expect(t.messages.map(({ type }) => type)).toEqual(['screen', 'cancel', 'screen']);
  expect(t.schedule.asked).toBe(1);
});

test('an answer that the page has made void is asked for once more', () => {
  const t = setUp();
  const element = fakeElement(1);
  t.schedule.add(element);
  postponeAll(t);
  t.schedule.repeat(element);
  t.run();
  expect(t.ids()).toEqual([1, 1]);
  expect(t.schedule.asked).toBe(1);
});
