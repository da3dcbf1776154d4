/** Amounts, rates, times and names as people read them. */
import { dateFormat, numberFormat, relativeFormat } from '../core/i18n';
import { strings } from './strings';

/** Longest name that is shown whole, in characters. */
const LONGEST_NAME = 80;

const UNITS = [
  { name: 'gigabyte', size: 1e9, digits: 1 },
  { name: 'megabyte', size: 1e6, digits: 0 },
] as const;

const fixed = (digits: number): Intl.NumberFormatOptions => ({
  minimumFractionDigits: digits,
  maximumFractionDigits: digits,
});

const formats = {
  gigabyte: numberFormat({ style: 'unit', unit: 'gigabyte', ...fixed(1) }),
  megabyte: numberFormat({ style: 'unit', unit: 'megabyte', ...fixed(0) }),
  gigabyteBare: numberFormat(fixed(1)),
  megabyteBare: numberFormat(fixed(0)),
  wholeGigabytes: numberFormat({ style: 'unit', unit: 'gigabyte', ...fixed(0) }),
  slow: numberFormat({ style: 'unit', unit: 'megabyte-per-second', ...fixed(1) }),
  rate: numberFormat({ style: 'unit', unit: 'megabyte-per-second', ...fixed(0) }),
  minute: numberFormat({ style: 'unit', unit: 'minute', ...fixed(0) }),
  hour: numberFormat({ style: 'unit', unit: 'hour', ...fixed(0) }),
};

const unitOf = (bytes: number) => (bytes >= 0.95e9 ? UNITS[0] : UNITS[1]);

/** `2.4 GB`, `812 MB`; from 100 GB on without a fraction. */
export function size(bytes: number): string {
  const { name, size: one } = unitOf(bytes);
  if (bytes >= 99.95e9) return formats.wholeGigabytes().format(bytes / one);
  if (name === 'megabyte' && bytes > 0 && bytes < one) return `<${formats.megabyte().format(1)}`;
  return formats[name]().format(bytes / one);
}

/** `1.2 of 2.9 GB`: both in the unit of the whole, so that only digits change on the way. */
export function amount(doneBytes: number, totalBytes: number): string {
  const { name, size: one } = unitOf(totalBytes);
  const done = Math.min(doneBytes, totalBytes) / one;
  return strings.format.of(
    formats[`${name}Bare`]().format(done),
    formats[name]().format(totalBytes / one),
  );
}

/** `24 MB/s`; below ten with one digit after the point. */
export function rate(bytesPerSecond: number): string {
  const megabytes = bytesPerSecond / 1e6;
  return (megabytes < 9.95 ? formats.slow() : formats.rate()).format(megabytes);
}

/** `about 3 min left`; null where nothing comes in, or where it would take days. */
export function timeLeft(bytes: number, bytesPerSecond: number): string | null {
  if (!(bytesPerSecond > 0)) return null;
  const minutes = bytes / bytesPerSecond / 60;
  if (minutes < 0.75) return strings.format.lastMinute;
  if (minutes < 90) return strings.format.left(formats.minute().format(Math.round(minutes)));
  if (minutes < 48 * 60)
    return strings.format.left(formats.hour().format(Math.round(minutes / 60)));
  return null;
}

/** Whole percents, not 100 before it is all there; null where the whole is not known. */
export function wholePercent(done: number, total: number): number | null {
  if (!(total > 0)) return null;
  return done >= total ? 100 : Math.min(99, Math.max(0, Math.floor((done / total) * 100)));
}

const DAY_MS = 24 * 3600 * 1000;
const relative = relativeFormat({ numeric: 'auto' });
const dates = dateFormat({ dateStyle: 'medium' });

const midnight = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);

/**
 * `today`, `yesterday`, `5 days ago`, then the date. Both in milliseconds since 1970; null for what
 * is no time or is still to come.
 */
export function when(ms: number, now: number): string | null {
  const days = Math.round((midnight(now) - midnight(ms)) / DAY_MS);
  if (Number.isNaN(days) || ms <= 0 || days < 0) return null;
  return days < 14 ? relative().format(-days, 'day') : dates().format(ms);
}

/** Controls, and what turns the direction of the text around it. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/gu;

/**
 * A name that somebody else gave, on one line: nothing in it changes how the words around it read.
 * Cut to `longest` characters.
 */
export function plain(name: string, longest = LONGEST_NAME): string {
  // What is cut off anyway is not looked at: names may be of any length.
  const start = name
    .slice(0, longest * 8)
    .replace(UNSEEN, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...start];
  const cut = characters.length > longest || name.length > longest * 8;
  if (!cut) return start === '' ? strings.format.noName : start;
  return `${characters
    .slice(0, longest - 1)
    .join('')
    .trimEnd()}…`;
}
