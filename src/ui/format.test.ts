import { expect, it } from 'vitest';
import { amount, plain, rate, size, timeLeft, when, wholePercent } from './format';

it('tells sizes as people read them', () => {
  expect([0, 12, 2_400_000, 949_000_000, 951_000_000, 2_345_678_901, 123e9].map(size)).toEqual([
    '0 MB',
    '<1 MB',
    '2 MB',
    '949 MB',
    '1.0 GB',
    '2.3 GB',
    '123 GB',
  ]);
});

it('counts towards the whole in its unit', () => {
  expect(amount(1_218_000_000, 2_900_000_000)).toBe('1.2 of 2.9 GB');
  expect(amount(0, 2_900_000_000)).toBe('0.0 of 2.9 GB');
  expect(amount(40_000_000, 400_000_000)).toBe('40 of 400 MB');
  expect(amount(5e9, 2_900_000_000)).toBe('2.9 of 2.9 GB');
});

it('tells the rate and the time left, and neither where they cannot be told', () => {
  expect([0, 60_000, 9_400_000, 24_100_000].map(rate)).toEqual([
    '0.0 MB/s',
    '0.1 MB/s',
    '9.4 MB/s',
    '24 MB/s',
  ]);
  expect(timeLeft(1_700_000_000, 24_000_000)).toBe('about 1 min left');
  expect(timeLeft(100_000_000, 24_000_000)).toBe('less than a minute left');
  expect(timeLeft(2_900_000_000, 100_000)).toBe('about 8 hr left');
  expect(timeLeft(2_900_000_000, 1_000)).toBeNull();
  expect(timeLeft(1, 0)).toBeNull();
  expect(timeLeft(1, Number.NaN)).toBeNull();
});

it('calls nothing finished that is not', () => {
  expect(wholePercent(0, 0)).toBeNull();
  expect(wholePercent(999_999, 1_000_000)).toBe(99);
  expect(wholePercent(1_000_000, 1_000_000)).toBe(100);
  expect(wholePercent(-4, 10)).toBe(0);
});

it('tells days as people do, and no day for what is none', () => {
  const now = new Date(2026, 5, 15, 9, 0).getTime();
  const at = (month: number, day: number, hour: number) =>
    new Date(2026, month, day, hour).getTime();
  expect(when(at(5, 15, 1), now)).toBe('today');
  expect(when(at(5, 14, 23), now)).toBe('yesterday');
  expect(when(at(5, 10, 12), now)).toBe('5 days ago');
  expect(when(at(0, 3, 12), now)).toBe('Jan 3, 2026');
  expect(when(at(8, 1, 12), now)).toBeNull();
  expect(when(Number.NaN, now)).toBeNull();
  expect(when(1e300, now)).toBeNull();
  expect(when(0, now)).toBeNull();
});

it('keeps a name from changing what is around it', () => {
  expect(plain('  SEA-Guard\n4B ')).toBe('SEA-Guard 4B');
  expect(plain('abc\u202Egnp.exe\u2066')).toBe('abc gnp.exe');
  expect(plain('\u0000\u200F\u2028')).toBe('(no name)');
  expect(plain('<b>bold</b>')).toBe('<b>bold</b>');
  expect([...plain('ก'.repeat(10_000))].length).toBe(80);
  expect(plain('😀'.repeat(100), 10)).toBe(`${'😀'.repeat(9)}…`);
  expect(plain(`${' '.repeat(10_000)}x`)).toBe('…');
});
