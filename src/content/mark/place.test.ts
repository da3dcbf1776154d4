import { expect, test } from 'vitest';
import { place, type Rect, type Shape } from './place';

const rect = (left: number, top: number, width: number, height: number): Rect => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

const shape = (over: Partial<Shape> = {}): Shape => ({
  element: rect(100, 100, 400, 60),
  clip: rect(0, 0, 1000, 1000),
  firstLetter: rect(100, 100, 8, 20),
  lastLetter: rect(200, 140, 8, 20),
  direction: 'ltr',
  ...over,
});

test('with a padded start the icon stands before the first line', () => {
  const placed = place(shape({ firstLetter: rect(130, 100, 8, 20) }));
  expect(placed?.icon).toEqual(rect(103, 102, 16, 16));
});

test('else it follows the end of the text where the last line has room', () => {
  expect(place(shape())?.icon).toEqual(rect(211, 142, 16, 16));
});

test('else it takes the start corner', () => {
  expect(place(shape({ lastLetter: rect(490, 140, 8, 20) }))?.icon).toEqual(rect(100, 100, 16, 16));
});

test('right to left is the mirror image', () => {
  const rtl = shape({
    direction: 'rtl',
    firstLetter: rect(492, 100, 8, 20),
    lastLetter: rect(300, 140, 8, 20),
  });
  expect(place(rtl)?.icon).toEqual(rect(281, 142, 16, 16));
});

test('the mark never leaves what can be seen of its element', () => {
  const placed = place(shape({ clip: rect(0, 0, 1000, 110) }));
  expect(placed?.box).toEqual(rect(100, 100, 400, 10));
  expect(placed?.icon.bottom).toBeLessThanOrEqual(110);
  expect(place(shape({ clip: rect(0, 500, 1000, 100) }))).toBeNull();
});
