import { expect, test } from 'vitest';
import { MAX_REQUEST_TEXT } from '../core/limits';
import { PRIORITY, type Priority } from '../core/priority';
import { LIMITS } from './schedule';
import { fakeElement, fakeText } from './testing/fake-element';
import { many, setUp } from './testing/schedule';

test('visible goes before near, near before the rest', () => {
  const t = setUp((id) => (id === 3 ? PRIORITY.visible : id === 2 ? PRIORITY.near : PRIORITY.rest));
  for (const element of many(4)) t.schedule.add(element);
  t.run();
  expect(t.requests().map(({ id, priority }) => [id, priority])).toEqual([
    [3, 0],
    [2, 1],
    [1, 2],
    [4, 2],
  ]);
});

test('only so many are asked at once, and room is left for what is more urgent', () => {
  const t = setUp((id) => (id > 1000 ? PRIORITY.visible : PRIORITY.rest));
  for (const element of many(200)) t.schedule.add(element);
  t.run();
  expect(t.schedule.asked).toBeGreaterThanOrEqual(LIMITS.text[2]);
  expect(t.schedule.asked).toBeLessThan(LIMITS.text[1]);
  for (const element of many(200, 1001)) t.schedule.add(element);
  t.run();
  expect(t.schedule.asked).toBe(LIMITS.text[0]);
  expect(t.requests().filter(({ priority }) => priority === 0).length).toBeGreaterThan(20);
});

test('the newest goes first, and the oldest does not starve', () => {
  const t = setUp();
  const old = many(40);
  for (const element of old) t.schedule.add(element);
  t.run();
  let last = 1000;
  const asked = new Set(t.ids());
  for (let turn = 0; turn < 400; turn++) {
    for (const request of t.requests().slice(-4)) t.schedule.answer(request.id, 1);
    t.pass(1);
    for (const element of many(4, last)) t.schedule.add(element);
    last += 4;
    t.run();
    for (const id of t.ids()) asked.add(id);
  }
  expect(old.every(({ id }) => asked.has(id))).toBe(true);
});

test('without a word from the viewport an element is of the rest, after a while', () => {
  const t = setUp(() => null);
  t.schedule.add(fakeElement(1));
  t.run();
  expect(t.ids()).toEqual([]);
  t.pass(250);
  t.run();
  expect(t.requests()).toMatchObject([{ id: 1, priority: PRIORITY.rest }]);
});

test('what comes into view while it is asked about is told again, with its new priority', () => {
  let priority: Priority = PRIORITY.rest;
  const t = setUp(() => priority);
  const element = fakeElement(1);
  t.schedule.add(element);
  t.run();
  priority = PRIORITY.visible;
  t.schedule.placed([element.block]);
  t.run();
  expect(t.requests().map((request) => request.priority)).toEqual([2, 0]);
  priority = PRIORITY.rest;
  t.schedule.placed([element.block]);
  t.run();
  expect(t.requests()).toHaveLength(2);
});

test('a changed element is cancelled and asked about anew; its old verdict answers nothing', () => {
  const t = setUp();
  const element = fakeElement(1);
  t.schedule.add(element);
  t.run();
  element.version = 2;
  t.schedule.change(element);
  t.run();
  expect(t.cancelled()).toEqual([{ id: 1, version: 1 }]);
  expect(t.schedule.answer(1, 1)).toBeNull();
  expect(t.schedule.answer(1, 2)).toBe(element);
});

test('a text that keeps changing is asked about when it is still, or now and then', () => {
  const t = setUp();
  const element = fakeElement(1);
  t.schedule.add(element);
  t.run();
  for (let i = 0; i < 100; i++) {
    t.pass(30);
    element.version++;
    t.schedule.change(element);
    t.run();
  }
  expect(t.requests().length).toBeLessThan(6);
  t.pass(300);
  t.run();
  expect(t.requests().at(-1)?.version).toBe(101);
});

test('a removed element is cancelled and no longer watched', () => {
  const t = setUp();
  const element = fakeElement(1);
  t.schedule.add(element);
  t.run();
  t.schedule.remove(element);
  t.run();
  expect(t.cancelled()).toEqual([{ id: 1, version: 1 }]);
  expect(t.schedule.answer(1, 1)).toBeNull();
  expect([...t.watched.values()]).toEqual([0]);
});

test('a lost port sends everything unanswered again; nothing is lost while it is closed', () => {
  const t = setUp();
  for (const element of many(5)) t.schedule.add(element);
  t.run();
  t.schedule.answer(2, 1);
  t.port(false);
  t.schedule.portLost();
  t.schedule.add(fakeElement(6));
  t.run();
  expect(t.requests()).toHaveLength(5);
  t.port(true);
  t.run();
  expect(t.ids().slice(5).sort()).toEqual([1, 3, 4, 5, 6]);
});

test('a text that the page has changed just now is held until the extractor has seen it', () => {
  const t = setUp();
  const element = fakeElement(1, 'old text');
  element.parts = [fakeText('new text')];
  t.schedule.add(element);
  t.run();
  expect(t.requests()).toHaveLength(0);
  element.text = 'new text';
  t.pass(60);
  t.run();
  expect(t.requests()).toMatchObject([{ text: 'new text' }]);
});

test('a text of a megabyte is cut for the request', () => {
  const t = setUp();
  t.schedule.add(fakeElement(1, 'x'.repeat(1_000_000)));
  t.run();
  expect(t.requests()[0]?.text).toHaveLength(MAX_REQUEST_TEXT);
});

test('all that comes into view at once is told, however many they are', () => {
  let priority: Priority = PRIORITY.rest;
  const t = setUp(() => priority);
  const elements = many(32);
  for (const element of elements) t.schedule.add(element);
  t.run();
  priority = PRIORITY.visible;
  t.schedule.placed(elements.map(({ block }) => block));
  t.run();
  const urgent = t.requests().filter((request) => request.priority === PRIORITY.visible);
  expect(new Set(urgent.map(({ id }) => id)).size).toBe(32);
  expect(urgent).toHaveLength(32);
});

test('what comes into view while the port is closed is told when it is open', () => {
  let priority: Priority = PRIORITY.rest;
  const t = setUp(() => priority);
  const element = fakeElement(1);
  t.schedule.add(element);
  t.run();
  priority = PRIORITY.visible;
  t.schedule.placed([element.block]);
  t.port(false);
  t.run();
  t.port(true);
  t.run();
  expect(t.requests().map((request) => request.priority)).toEqual([2, 0]);
});

test('what a person can write in is asked about with a word of it', () => {
  const t = setUp();
  t.schedule.add(fakeElement(1, 'a text'));
  t.schedule.add(fakeElement(2, 'being written'));
  t.run();
  const flags = t.requests().map((request) => [request.id, request.editable]);
  expect(flags.sort()).toEqual([
    [1, undefined],
    [2, true],
  ]);
});

test('what waits for its tab or the battery is not lost, and what is urgent goes', () => {
  const t = setUp((id) => (id % 2 === 0 ? PRIORITY.visible : PRIORITY.rest));
  t.allow(-1);
  for (const element of many(20)) t.schedule.add(element);
  t.run();
  expect(t.ids()).toEqual([]);
  t.allow(PRIORITY.visible);
  t.run();
  expect(t.ids().sort((a, b) => a - b)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
  t.allow(PRIORITY.rest);
  t.run();
  expect(new Set(t.ids()).size).toBe(20);
});
