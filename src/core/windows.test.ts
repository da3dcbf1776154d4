import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextStart, windowEnd } from './windows';

/** All windows of a text, as [start, end]. */
function windowsOf(text: string, length: number, overlap: number): [number, number][] {
  const windows: [number, number][] = [];
  for (let start = 0; ; ) {
    const end = windowEnd(text, start, length);
    windows.push([start, end]);
    if (end >= text.length) return windows;
    start = nextStart(text, start, end, overlap);
  }
}

const graphemes = (text: string): [number, number][] =>
  [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(
    ({ index, segment }) => [index, index + segment.length],
  );

const LANGUAGES = {
  Burmese: 'မင်္ဂလာပါ။ ဒီနေ့ ရာသီဥတု ကောင်းတယ်။ မနက်ဖြန် ဈေးသွားမယ်။ ',
  Thai: 'วันนี้อากาศดีมาก พรุ่งนี้เราจะไปตลาดด้วยกัน แล้วกลับบ้านตอนเย็น ',
  Tamil: 'இன்று வானிலை நன்றாக உள்ளது. நாளை சந்தைக்குப் போவோம். மாலையில் திரும்புவோம்! ',
  Vietnamese: 'Hôm nay trời đẹp. Ngày mai chúng ta đi chợ nhé? Vâng. ',
  Khmer: 'ថ្ងៃនេះអាកាសធាតុល្អ។ ថ្ងៃស្អែកយើងនឹងទៅផ្សារ។ យើងត្រឡប់មកវិញនៅពេលល្ងាច។ ',
  Lao: 'ມື້ນີ້ອາກາດດີຫຼາຍ ມື້ອື່ນພວກເຮົາຈະໄປຕະຫຼາດ ແລ້ວກັບບ້ານຕອນແລງ ',
  English: 'The ferry leaves at noon. Bring a coat! Will you come? ',
};

describe('the end of a window', () => {
  it.each(['Burmese', 'Tamil', 'Vietnamese', 'English'] as const)(
    'is that of a sentence in %s',
    (language) => {
      const text = LANGUAGES[language].repeat(40);
      const windows = windowsOf(text, 300, 40);
      expect(windows.length).toBeGreaterThan(5);
      for (const [start, end] of windows.slice(0, -1))
        expect(text.slice(start, end).trimEnd()).toMatch(/[.!?။]$/);
    },
  );

  it('is at white space in Thai, which has no sign for the end of a sentence', () => {
    const text = LANGUAGES.Thai.repeat(40);
    for (const [, end] of windowsOf(text, 300, 40).slice(0, -1))
      expect(text.slice(end - 1, end + 1)).toMatch(/\s/);
  });

  it.each(['Burmese', 'Thai', 'Khmer', 'Lao', 'Tamil'] as const)(
    'is between characters in %s without spaces or signs, and the next begins with a word',
    (language) => {
      const text = LANGUAGES[language].replace(/[\s.!။។]/g, '').repeat(60);
      const ends = new Set(graphemes(text).map(([, end]) => end));
      const wordStarts = new Set(
        [...new Intl.Segmenter('th', { granularity: 'word' }).segment(text)].map(
          ({ index }) => index,
        ),
      );
      const windows = windowsOf(text, 300, 60);
      for (const [, end] of windows) expect(ends).toContain(end);
      if (language !== 'Thai') return;
      const starts = windows.slice(1).map(([start]) => start);
      const atWords = starts.filter((start) => wordStarts.has(start));
      expect(atWords.length).toBeGreaterThan(starts.length * 0.8);
    },
  );

  it('is the end of a text that fits', () => {
    expect(windowEnd('Selamat pagi.', 0, 100)).toBe(13);
    expect(windowEnd('', 0, 100)).toBe(0);
  });
});

describe('windows', () => {
  const pieces = fc.oneof(
    fc.constantFrom(...Object.values(LANGUAGES)),
    fc.constantFrom('👩‍👩‍👧', '🇹🇭', '🇲🇲🇸🇬', 'ก็ยังไม่', 'ကျွန်ုပ်', 'க்ஷி', '\r\n', 'é'.normalize('NFD')),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  );

  it('hold every character of a text whole, and overlap', () => {
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 40 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 120, max: 600 }),
        (parts, repeat, length) => {
          const text = parts.join('').repeat(repeat).slice(0, 8_000).toWellFormed();
          const windows = windowsOf(text, length, length / 6);
          let at = 0;
          for (const [start, end] of graphemes(text)) {
            while ((windows[at]?.[1] ?? end) < end) at++;
            expect(windows[at]?.[0]).toBeLessThanOrEqual(start);
          }
          for (const [i, [start, end]] of windows.entries()) {
            expect(end - start).toBeLessThanOrEqual(length);
            if (i > 0) expect(start).toBeLessThanOrEqual(windows[i - 1]?.[1] ?? 0);
          }
          expect(windows.length).toBeLessThanOrEqual(2 + text.length / (length * 0.4));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('begin and end between whole units, whatever length and overlap were worked out', () => {
    const text = '‰𐀀/𐀀𐀀!,"'.repeat(200);
    for (const at of windowsOf(text, 125.5, 125 / 6).flat()) expect(at).toBe(Math.floor(at));
  });

  it.each([
    ['a megabyte of one letter', 'a'.repeat(1_000_000)],
    ['one letter under ten thousand marks', `a${'\u0301'.repeat(10_000)}`],
    ['nothing but halves of pairs', '\ud83d'.repeat(5_000) + '\ude00'.repeat(5_000)],
    ['a procession of flags', '🇹🇭'.repeat(2_000)],
  ])('come to the end of %s', (_what, text) => {
    const windows = windowsOf(text, 1_000, 100);
    expect(windows.at(-1)?.[1]).toBe(text.length);
    for (const [i, [start]] of windows.entries())
      expect(start).toBeLessThanOrEqual(windows[i - 1]?.[1] ?? 0);
    expect(windows.length).toBeLessThan(3 + text.length / 500);
  });

  it('go on where one unit is all that a window may have', () => {
    expect(windowsOf('a😀b', 1, 1).at(-1)?.[1]).toBe(4);
  });
});

it('a text of flags takes no long time, and loses none of it', () => {
  const text = '\u{1f1f8}\u{1f1ec}'.repeat(16_384);
  const start = performance.now();
  const windows = windowsOf(text, 2_000, 250);
  expect(performance.now() - start).toBeLessThan(300);
  expect(windows.at(-1)?.[1]).toBe(text.length);
});
