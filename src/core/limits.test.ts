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

test.each([
  ['Thai', 'น้ำใจ'],
  ['Burmese', 'ကျွန်ုပ်'],
  ['Khmer', 'ខ្ញុំស្រ'],
  ['Lao', 'ນ້ຳໃຈ'],
  ['Tamil', 'மிகவும்'],
  ['emoji', '👩‍👩‍👧🇹🇭🇹🇭'],
])('and never within a letter and its marks: %s', (_what, text) => {
  const ends = new Set([0, text.length]);
  for (const { index } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text))
    ends.add(index);
  const [first = 0] = [...ends].filter((end) => end > 0).sort((a, b) => a - b);
  for (let max = first; max <= text.length; max++) {
    const { length } = cutText(text, max);
    expect(ends, `${max}`).toContain(length);
    expect(length).toBeGreaterThan(0);
  }
});

test('a heap of marks as long as the room is cut all the same', () => {
  const heap = `a${'\u0301'.repeat(500)}`;
  expect(cutText(heap, 40)).toHaveLength(40);
  expect(cutText(heap, 300).length).toBeGreaterThan(200);
});
