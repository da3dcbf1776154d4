import { describe, expect, it } from 'vitest';
import { notKnown, picture, unsafe } from '../testing/fake-link';
import { canBeShown, fileName, isBlurred, pixelSize, wordsOf } from './about-picture';

describe('a picture is called', () => {
  it('by what is written about it', () => {
    expect(wordsOf(picture(1, {}, { snippet: '  A red boat ' }))).toEqual({
      words: 'A red boat',
      written: true,
    });
  });

  it('otherwise by its file, and by nothing where it has none', () => {
    const named = picture(
      1,
      { src: 'https://img.example/a/red%20boat.jpg?w=9#x' },
      { snippet: '' },
    );
    expect(wordsOf(named)).toEqual({ words: 'red boat.jpg', written: false });
    expect(wordsOf(picture(1, { src: null }, { snippet: ' ' }))).toBeNull();
  });

  it.each([
    ['https://img.example/boats/', 'boats'],
    ['https://img.example/', null],
    ['https://img.example/%E0%B9%80%E0%B8%A3%E0%B8%B7%E0%B8%AD.png', 'เรือ.png'],
    ['https://img.example/100%.png', '100%.png'],
    ['https://img.example/gpj.%E2%80%AEexe', 'gpj. exe'],
    [`https://img.example/${'x'.repeat(500)}.png`, `${'x'.repeat(59)}…`],
    ['data:image/png;base64,AAAA', null],
    ['javascript:alert(1)/a.png', null],
    ['no address', null],
    [null, null],
  ])('%s: %s', (src, name) => {
    expect(fileName(src)).toBe(name);
  });
});

it('tells its own size where the browser knows it', () => {
  const sized = (width: number, height: number) =>
    pixelSize({ src: null, thumbnail: null, width, height });
  expect(sized(640, 480)).toBe('640 × 480');
  expect(sized(0, 0)).toBeNull();
  expect(sized(150.4, 20)).toBe('150 × 20');
});

it('is clear only where the guard calls it safe', () => {
  expect((['safe', 'unsafe', 'unknown', 'waiting'] as const).map(isBlurred)).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

it('is not asked for where the guard could not get it either', () => {
  expect(canBeShown(picture(1))).toBe(true);
  expect(canBeShown(picture(1, {}, { verdict: null }))).toBe(true);
  expect(canBeShown(picture(1, {}, { verdict: unsafe() }))).toBe(true);
  expect(canBeShown(picture(1, {}, { verdict: notKnown('no-sight') }))).toBe(true);
  for (const reason of ['image-missing', 'image-locked', 'image-too-large', 'image-broken']) {
    const verdict = notKnown(reason as 'image-missing');
    expect(canBeShown(picture(1, {}, { verdict }))).toBe(false);
    // What the page sent along is there all the same.
    expect(canBeShown(picture(1, { src: null, thumbnail: 'data:' }, { verdict }))).toBe(true);
  }
});
