import { expect, test } from 'vitest';
import { cutText } from './limits';

test('a short text stays as it is', () => {
  expect(cutText('abc', 3)).toBe('abc');
});

test('a long text is cut, and never inside a surrogate pair', () => {
  expect(cutText('abcd', 3)).toBe('abc');
  expect(cutText('ab😀', 3)).toBe('ab');
  expect(cutText('ab😀c', 4)).toBe('ab😀');
});
