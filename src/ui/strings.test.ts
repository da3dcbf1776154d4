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
  expect(strings.status.screening(42, 60, 0)).toBe('Screening on this device · 42 of 60 checked');
  expect(strings.status.done(10_000, 0)).toBe('Screened on this device · all 10,000 checked');
  expect(strings.status.done(1, 0)).toBe('Screened on this device · 1 checked');
});

it('counts nothing as checked of which nothing is known', () => {
  expect(strings.status.done(40, 24)).toBe('Screened on this device · 40 checked, 24 not known');
  expect(strings.status.screening(4, 9, 2)).toBe(
    'Screening on this device · 4 of 9 checked, 2 not known',
  );
  expect(strings.status.done(0, 1_024)).toBe(
    'Screened on this device · 0 checked, 1,024 not known',
  );
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
