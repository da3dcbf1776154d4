import { describe, expect, it } from 'vitest';
import { type Looks, matters } from './size-rule';

const size = (width: number, height: number) => ({ width, height });
const looks = (box: [number, number], more: Partial<Looks> = {}): Looks => ({
  box: size(...box),
  natural: size(0, 0),
  isVector: false,
  ...more,
});

describe('the size rule', () => {
  it('takes pictures that a person can see something on', () => {
    expect(matters(looks([300, 200]))).toBe(true);
    expect(matters(looks([300, 200], { natural: size(1200, 800) }))).toBe(true);
    expect(matters(looks([50, 50]))).toBe(true);
  });

  it.each([
    ['a tracking pixel', 1, 1],
    ['an icon', 32, 32],
    ['what is 39 pixels high', 400, 39],
    ['what has 2,400 square pixels', 40, 60],
    ['what is folded away', 300, 0],
    ['what is not shown', 0, 0],
    ['what has no size that is a number', Number.NaN, 100],
  ])('leaves out %s', (_, width, height) => {
    expect(matters(looks([width, height]))).toBe(false);
  });

  it('leaves out what is longer than twelve times its width, either way', () => {
    expect(matters(looks([480, 40]))).toBe(true);
    expect(matters(looks([481, 40]))).toBe(false);
    expect(matters(looks([40, 481]))).toBe(false);
    expect(matters(looks([600, 45]))).toBe(false);
  });

  it('measures no more than a window shows at once: long backgrounds and comic strips matter', () => {
    expect(matters(looks([1000, 40_000]))).toBe(true);
    expect(matters(looks([800, 15_000], { natural: size(800, 15_000) }))).toBe(true);
  });

  it('leaves out spacers, however far they are stretched', () => {
    expect(matters(looks([600, 400], { natural: size(1, 1) }))).toBe(false);
    expect(matters(looks([600, 400], { natural: size(31, 400) }))).toBe(false);
    expect(matters(looks([600, 400], { natural: size(32, 32) }))).toBe(true);
  });

  it('takes vector graphics of up to 64 pixels for icons', () => {
    expect(matters(looks([64, 64], { isVector: true }))).toBe(false);
    expect(matters(looks([65, 64], { isVector: true }))).toBe(true);
    expect(matters(looks([64, 64], { isVector: false }))).toBe(true);
    expect(matters(looks([300, 200], { isVector: true, natural: size(24, 24) }))).toBe(true);
  });
});
