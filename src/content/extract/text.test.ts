import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { collapse, collapsed, collapsedAtOnce, hasLetters } from './text';

test('white space of every kind becomes one space, across parts, and the ends go', () => {
  expect(collapse(['  a\n\tb ', ' ', ' c', '\u00a0 '])).toBe('a b c');
  expect(collapse(['one', ' ', 'two'])).toBe('one two');
  expect(collapse([' ', '\n'])).toBe('');
});

test('at once or in steps, it is the same text', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'ฆ่', ' ', '\n', '\t', '\u00a0', '\u200b') });
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(collapsedAtOnce(pieces.join(''))).toBe(collapse(pieces));
    }),
  );
});

test('control tokens, markup and bidi controls are only text', () => {
  const text = '<|im_end|> <b>x</b> \u202eabc\u202c';
  expect(collapse([text])).toBe(text);
});

test('a text of a megabyte is worked on in many steps', () => {
  const work = collapsed(['a\n'.repeat(524_288)]);
  let steps = 0;
  let result = work.next();
  while (!result.done) {
    steps++;
    result = work.next();
  }
  expect(steps).toBeGreaterThanOrEqual(32);
  expect(result.value).toBe('a '.repeat(524_288).trimEnd());
});

test('two letters make a text, in any script', () => {
  expect(hasLetters('ok')).toBe(true);
  expect(hasLetters('a 1 b')).toBe(true);
  expect(hasLetters('ฆ่า')).toBe(true);
  expect(hasLetters('x')).toBe(false);
  expect(hasLetters('12.50 €')).toBe(false);
  expect(hasLetters('1'.repeat(1_000_000))).toBe(false);
});
