/** What the popup says, and what other pages say alike, in the language that is spoken. */
import { inLanguage, number, numberFormat, type Tables } from '../core/i18n';
import { en, type Failure } from './strings/en';
import { fil } from './strings/fil';
import { id } from './strings/id';
import { ms } from './strings/ms';
import { my } from './strings/my';
import { ta } from './strings/ta';
import { th } from './strings/th';
import { vi } from './strings/vi';

export type { Failure };
export type Strings = typeof en;

export const tables: Tables<Strings> = { en, id, ms, fil, th, vi, ta, my };
export const strings: Strings = inLanguage(tables);

/** Whole percents; what is almost certain is not called certain. */
export function percent(p: number): string {
  if (p > 0 && p < 0.01) return `<${wholes().format(0.01)}`;
  if (p < 1 && p > 0.99) return `>${wholes().format(0.99)}`;
  return wholes().format(p);
}

const compact = numberFormat({ notation: 'compact', maximumSignificantDigits: 3 });
const wholes = numberFormat({ style: 'percent', maximumFractionDigits: 0 });

/** A count where there is little room: whole up to 9,999, then in thousands. */
export const shortCount = (count: number): string =>
  count < 10_000 ? number(count) : compact().format(count);
