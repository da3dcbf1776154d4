import { expect, test } from 'vitest';
import { unknown, verdictOf } from '../core/verdict';
import { Recall } from './recall';
import { fakeElement } from './testing/fake-element';

const withText = (text: string) => Object.assign(fakeElement(1), { text });
const unsafe = verdictOf(0.9, 'local');

test('an equal text has the verdict of the one before, for a while', () => {
  let now = 0;
  const recall = new Recall(() => now);
  recall.learn(withText('bad words'), unsafe, true);
  expect(recall.of(withText('bad words'))).toMatchObject({ verdict: unsafe, practice: true });
  expect(recall.of(withText('other words'))).toBeNull();
  now = 61_000;
  expect(recall.of(withText('bad words'))).toBeNull();
  expect(recall.size).toBe(0);
});

test('what is not known is asked about again, and so is all after another guard came', () => {
  const recall = new Recall();
  recall.learn(withText('some words'), unknown('timeout'), false);
  expect(recall.of(withText('some words'))).toBeNull();
  recall.learn(withText('bad words'), unsafe, false);
  recall.forget();
  expect(recall.of(withText('bad words'))).toBeNull();
});

test('a page of ever new texts fills no memory', () => {
  const recall = new Recall();
  for (let i = 0; i < 3_000; i++) recall.learn(withText(`words ${i}`), unsafe, false);
  recall.learn(withText('x'.repeat(5_000)), unsafe, false);
  expect(recall.size).toBe(1_000);
  expect(recall.of(withText('words 2999'))).not.toBeNull();
  expect(recall.of(withText('words 0'))).toBeNull();
});
