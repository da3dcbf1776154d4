import { beforeEach, expect, it } from 'vitest';
import { unknown, type Verdict, verdictOf } from '../../core/verdict';
import type { TextElement } from '../extract/element';
import { fakeElement } from '../testing/fake-element';
import { Growing } from './growing';

const unsafe = verdictOf(0.9, 'local');
const safe = verdictOf(0.1, 'local');
const by = (verdict: Verdict) => ({ verdict, practice: true });
let growing: Growing;
let answer: TextElement;

beforeEach(() => {
  growing = new Growing();
  answer = fakeElement(1, 'The rocks');
  answer.turn = { role: 'answer', isKnown: true };
});

/** The page has written on; as the registry tells it. */
function write(text: string, before: Verdict | null = answer.verdict) {
  const textBefore = answer.text;
  answer.text = text;
  answer.version++;
  answer.verdict = null;
  const said = growing.changed(answer, before, textBefore);
  if (said) answer.verdict = said.verdict;
  return said?.verdict ?? null;
}

it('an unsafe beginning stays unsafe while the text goes on, and no other verdict stays', () => {
  answer.verdict = unsafe;
  expect(write('The rocks are sharp')).toEqual(unsafe);
  expect(write('The rocks are sharp and')).toEqual(unsafe);
  expect(write('The rocks are round and')).toBeNull();
  answer.verdict = safe;
  expect(write('The rocks are round and wet')).toBeNull();
  answer.verdict = unknown('timeout');
  expect(write('The rocks are round and wet.')).toBeNull();
});

it('a caret at the end is no text', () => {
  answer.text = 'The rocks ▌';
  answer.verdict = unsafe;
  expect(write('The rocks are ▌')).toEqual(unsafe);
});

it('holds for answers only: what a person writes, or any other text, may be quoted and denied', () => {
  for (const turn of [null, { role: 'request', isKnown: true } as const]) {
    answer.turn = turn;
    answer.verdict = unsafe;
    expect(write(`${answer.text} and more`)).toBeNull();
    expect(growing.isGrowing(answer)).toBe(false);
  }
});

it('a late verdict is taken if it is unsafe, and of a beginning of what is there', () => {
  write('The rocks are');
  write('The rocks are sharp');
  expect(growing.isGrowing(answer)).toBe(true);
  expect(growing.isTrue(answer, 1, by(safe), true)).toBe(false);
  expect(growing.isTrue(answer, 1, by(unsafe), true)).toBe(true);
  expect(growing.isTrue(answer, 2, by(unsafe), true)).toBe(true);
  write('Something else');
  expect(growing.isTrue(answer, 3, by(unsafe), true)).toBe(false);
  write('Something else again');
  expect(growing.isTrue(answer, 3, by(unsafe), true)).toBe(false);
  expect(growing.isTrue(answer, 4, by(unsafe), true)).toBe(true);
});

it('where the page has gone on unseen, a late verdict waits until it is seen how', () => {
  expect(growing.isTrue(answer, 1, by(unsafe), false)).toBe(false);
  expect(write('The rocks are')).toEqual(unsafe);
  answer.verdict = null;
  expect(growing.isTrue(answer, 2, by(unsafe), false)).toBe(false);
  expect(write('No rocks at all')).toBeNull();
  expect(write('No rocks at all.')).toBeNull();
});

it('what is held is ended by a verdict of its own, and not by none', () => {
  answer.verdict = unsafe;
  write('The rocks are sharp');
  expect(growing.isKept(answer, unknown('timeout'))).toBe(true);
  expect(growing.isKept(answer, unknown('turn'))).toBe(true);
  expect(growing.isKept(answer, safe)).toBe(false);
  expect(growing.isKept(answer, unknown('timeout'))).toBe(false);
});

it('a long row of signs in an answer takes no long time', () => {
  answer.text = `${'…'.repeat(60_000)}.`;
  const start = performance.now();
  write(`${answer.text} And on`);
  expect(performance.now() - start).toBeLessThan(200);
});
