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

test('two letters of an alphabet make a text', () => {
  for (const text of ['ok', 'a 1 b', 'да', 'لا', 'כן', 'ab', '𝐧𝐨'])
    expect(hasLetters(text)).toBe(true);
  for (const text of ['x', 'Я', 'و', 'é', 'e\u0301', 'x\u0301 = 2', '𝐱', '12.50 €', '†', '™ ©']) {
    expect(hasLetters(text)).toBe(false);
  }
  expect(hasLetters('1'.repeat(1_000_000))).toBe(false);
  expect(hasLetters(`x${'1'.repeat(1_000_000)}`)).toBe(false);
});

test('one letter is a word in scripts without spaces, with its signs or without', () => {
  const words = [
    'သေ',
    'ฆ่า',
    'ตี',
    'ณ',
    '死',
    '殺',
    'ກ',
    'ទេ',
    'ศ',
    'தீ',
    'வா',
    'मा',
    '개',
    'う',
    'ལ',
    'ꦲ',
  ];
  for (const word of words) {
    expect(hasLetters(word)).toBe(true);
    expect(hasLetters(` 3 ${word}!`)).toBe(true);
  }
  // Digits and signs of these scripts are no letters.
  for (const text of ['๑๒๓', '၁၂၃', '。、', '་', '฿ 120', '၊'])
    expect(hasLetters(text)).toBe(false);
});

test('emoji are something to judge, signs and flags are not', () => {
  for (const text of ['🖕', '🍆🍑', '☠️', '👍🏽', '👩‍❤️‍👨', '1 🔪'])
    expect(hasLetters(text)).toBe(true);
  for (const text of ['▶ 0:42', '✓', '★★★☆☆', '🇸🇬', '5️⃣', '→', '☰', '\uE5CA']) {
    expect(hasLetters(text)).toBe(false);
  }
});
