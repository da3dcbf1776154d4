import { expect, it } from 'vitest';
import { languageName } from './popup/language';
import { percent, shortCount, strings } from './strings';

it('rounds to whole percents, and calls nothing certain that is not', () => {
  expect([0, 0.004, 0.01, 0.494, 0.5, 0.99, 0.9961, 1].map(percent)).toEqual([
    '0%',
    '<1%',
    '1%',
    '49%',
    '50%',
    '99%',
    '>99%',
    '100%',
  ]);
});

it('says how far it is', () => {
  expect(strings.status.screening(42, 60)).toBe('Screening on this device · 42 of 60 checked');
  expect(strings.status.done(10_000)).toBe('Screened on this device · all 10,000 checked');
});

it('names a language, and no made-up one', () => {
  expect(languageName('th')).toBe('Thai');
  expect(languageName('my')).toBe('Burmese');
  expect(languageName('fil')).toBe('Filipino');
  expect(languageName(null)).toBeNull();
  expect(languageName('')).toBeNull();
  expect(languageName('"><img>')).toBeNull();
  expect(languageName('qqq')).toBeNull();
});

it('shortens a count that would not fit', () => {
  expect([0, 9_999, 10_002, 123_456].map(shortCount)).toEqual(['0', '9,999', '10K', '123K']);
});
