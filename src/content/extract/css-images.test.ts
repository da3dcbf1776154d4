import { describe, expect, it } from 'vitest';
import { cssImages, cssSizes } from './css-images';

const addresses = (value: string, pixelRatio = 1, limit = 4): string[] =>
  cssImages(value, pixelRatio, limit).map(({ address }) => address);

describe('the images of a computed background-image', () => {
  it('are none where there are none', () => {
    expect(addresses('none')).toEqual([]);
    expect(addresses('normal')).toEqual([]);
    expect(addresses('')).toEqual([]);
    expect(addresses('linear-gradient(rgb(1, 2, 3), rgba(0, 0, 0, 0.5) 50%)')).toEqual([]);
    expect(addresses('paint(x), element(#x)')).toEqual([]);
  });

  it('are its addresses, with the layers that they are in', () => {
    expect(
      cssImages('url("https://a.test/1.png"), linear-gradient(red, blue), url(\'/2\')', 1, 4),
    ).toEqual([
      { address: 'https://a.test/1.png', layer: 0 },
      { address: '/2', layer: 2 },
    ]);
  });

  it('may hold brackets, commas, quotes and escapes', () => {
    expect(addresses('url("data:image/svg+xml,<a b=\\"c)\\">,d"), url("e")')).toEqual([
      'data:image/svg+xml,<a b="c)">,d',
      'e',
    ]);
    expect(addresses('url(a\\29 b.png)')).toEqual(['a)b.png']);
    expect(addresses('url("a\\\\"), url("b")')).toEqual(['a\\', 'b']);
    expect(addresses('url("a\\5c\\22 b")')).toEqual(['a\\"b']);
    expect(addresses('url("\\0\\d800\\110000 x")')).toEqual(['\ufffd\ufffd\ufffdx']);
  });

  it('are bounded, the uppermost first', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => `url("${i}")`).join(', ');
    expect(addresses(many)).toEqual(['0', '1', '2', '3']);
  });

  it('are both of a cross-fade', () => {
    expect(addresses('cross-fade(url("a"), url("b"), 50%), url("c")')).toEqual(['a', 'b', 'c']);
    expect(addresses('-webkit-cross-fade(url("a") 20%, image-set("b" 1x))')).toEqual(['a', 'b']);
  });

  it('are no strings and no words that look like addresses', () => {
    expect(addresses('"url(no)" counter(no) open-quote url("yes")')).toEqual(['yes']);
  });
});

describe('of an image-set()', () => {
  const SET = 'image-set(url("one") 1dppx, url("two") 2dppx, url("three") 3dppx)';

  it('the least that is sharp enough is chosen, or the sharpest', () => {
    expect(addresses(SET, 1)).toEqual(['one']);
    expect(addresses(SET, 1.5)).toEqual(['two']);
    expect(addresses(SET, 4)).toEqual(['three']);
    expect(addresses('-webkit-image-set("b" 192dpi, "a" 96dpi)', 1)).toEqual(['a']);
  });

  it('types that no browser draws are passed over', () => {
    const set =
      'image-set(url("a") type("image/jxl") 1x, url("b") 1x type("image/avif"), url("c") 2x)';
    expect(addresses(set)).toEqual(['b']);
    expect(addresses('image-set(url("a") type("text/html"))')).toEqual([]);
  });

  it('gradients take part without an address', () => {
    expect(addresses('image-set(linear-gradient(red, red) 1x, url("b") 2x)')).toEqual([]);
    expect(addresses('image-set(linear-gradient(red, red) 1x, url("b") 2x)', 2)).toEqual(['b']);
  });
});

describe('hostile values', () => {
  it.each([
    'url(',
    'url("',
    'url("abc',
    'url("abc\\',
    'image-set(',
    'image-set(url("a"',
    ')))',
    ',,,,',
    '(((((',
    'url()',
    'url("")',
    'image-set()',
    'image-set(type()',
    '\\',
    '"',
    'url\\(x)',
  ])('end: %s', (value) => {
    expect(Array.isArray(addresses(value))).toBe(true);
  });

  it('what is nested too deep names nothing, and what stands behind it is found', () => {
    const nested = `${'image-set('.repeat(5_000)}url("x")${')'.repeat(5_000)}, url("behind")`;
    expect(addresses(nested)).toEqual(['behind']);
  });

  it('megabytes are read in good time', () => {
    const data = `data:image/png;base64,${'A'.repeat(8e6)}`;
    const escaped = `data:image/svg+xml,${'\\"'.repeat(2e5)}`;
    const start = performance.now();
    expect(addresses(`url("${data}")`)).toEqual([data]);
    expect(addresses(`url("${escaped}")`)[0]).toHaveLength(19 + 2e5);
    expect(addresses('('.repeat(1e6))).toEqual([]);
    expect(addresses('x,'.repeat(1e5))).toEqual([]);
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});

describe('background-size', () => {
  it('tells what it fixes', () => {
    expect(cssSizes('24px, cover, 10.5px 50%, auto 30px')).toEqual([
      [24, null],
      [null, null],
      [10.5, null],
      [null, 30],
    ]);
    expect(cssSizes('')).toEqual([[null, null]]);
  });
});
