import { expect, test } from 'vitest';
import type { TextElement } from './extract/element';
import { fakeElement, fakeText } from './testing/fake-element';
import { setUp } from './testing/schedule';

const QUESTION = 'How deep is the bay?';

function answer(isKnown = false): TextElement {
  const element = fakeElement(1, 'Some');
  element.turn = { role: 'answer', isKnown };
  element.question = QUESTION;
  return element;
}
function rewrite(element: TextElement, text: string): void {
  element.version++;
  Object.assign(element, { text, rawLength: text.length, parts: [fakeText(text)] });
}

test('an answer is asked with its question, and with the site’s word where that is known', () => {
  for (const isKnown of [false, true]) {
    const t = setUp();
    t.schedule.add(answer(isKnown));
    t.run();
    const [request] = t.requests();
    expect(request).toMatchObject({ kind: 'text', text: 'Some', question: QUESTION });
    expect(request && 'knownChat' in request).toBe(isKnown);
  }
});

test('while an answer goes on its beginning stays asked, until the whole is asked or it goes', () => {
  const t = setUp();
  const element = answer();
  t.schedule.add(element);
  t.run();
  rewrite(element, 'Some ten');
  t.schedule.change(element, true);
  t.run();
  expect(t.cancelled()).toEqual([]);
  expect(t.requests()).toHaveLength(1);
  t.pass(250);
  t.run();
  // The background takes the new version in place of the one before.
  expect(t.requests().map(({ version }) => version)).toEqual([1, 2]);
  rewrite(element, 'Some ten metres');
  t.schedule.change(element, true);
  t.schedule.remove(element);
  t.run();
  expect(t.cancelled()).toEqual([{ id: 1, version: 2 }]);
});

test('what was answered or lost is not withdrawn', () => {
  for (const end of ['answered', 'lost'] as const) {
    const t = setUp();
    const element = answer();
    t.schedule.add(element);
    t.run();
    rewrite(element, 'Some ten');
    t.schedule.change(element, true);
    if (end === 'lost') t.schedule.portLost();
    else expect(t.schedule.answer(1, 1)).toBeNull();
    t.schedule.remove(element);
    t.run();
    expect(t.cancelled()).toEqual([]);
  }
});

test('what is not only added to is void at once, as with any text', () => {
  const t = setUp();
  const element = answer();
  t.schedule.add(element);
  t.run();
  rewrite(element, 'None');
  t.schedule.change(element);
  t.run();
  expect(t.cancelled()).toEqual([{ id: 1, version: 1 }]);
});

test('it is asked about less and less often while it goes on, and at once when it is done', () => {
  const t = setUp();
  const element = answer();
  t.schedule.add(element);
  t.run();
  let asked = 0;
  let text = 'Some';
  for (let at = 0; at < 30_000; at += 100) {
    t.pass(100);
    text += ' word';
    // The stand-in for a page says that it goes on by this.
    rewrite(element, `${text}…`);
    t.schedule.change(element, true);
    t.run();
    asked = t.requests().length;
  }
  expect(asked).toBeGreaterThan(3);
  expect(asked).toBeLessThan(9);
  rewrite(element, text);
  t.schedule.change(element, true);
  t.run();
  expect(t.requests().at(-1)?.text).toBe(text);
});
