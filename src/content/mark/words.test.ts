import { expect, test } from 'vitest';
import { markWords } from './words';

test('a mark says who flags, how sure it is, and that it can be wrong', () => {
  expect(markWords(0.973, false)).toBe(
    'Seawall: the guard flags this text as unsafe (97 %). Seawall can be wrong. Look before you decide.',
  );
});

test('the practice guard is named and said to be no protection', () => {
  expect(markWords(1, true)).toContain('practice guard, which is no protection');
});
