/** What options and welcome page say of the parental lock, in the language that is spoken. */
import { dateFormat, inLanguage, type Tables } from '../core/i18n';
import { parentsEn } from './strings/parents-en';
import { parentsFil } from './strings/parents-fil';
import { parentsId } from './strings/parents-id';
import { parentsMs } from './strings/parents-ms';
import { parentsMy } from './strings/parents-my';
import { parentsTa } from './strings/parents-ta';
import { parentsTh } from './strings/parents-th';
import { parentsVi } from './strings/parents-vi';

export type ParentsWords = typeof parentsEn;

export const parentsTables: Tables<ParentsWords> = {
  en: parentsEn,
  id: parentsId,
  ms: parentsMs,
  fil: parentsFil,
  th: parentsTh,
  vi: parentsVi,
  ta: parentsTa,
  my: parentsMy,
};
export const parentsWords: ParentsWords = inLanguage(parentsTables);

const weekday = dateFormat({ weekday: 'long', timeZone: 'UTC' });
const short = dateFormat({ weekday: 'short', timeZone: 'UTC' });

/** A Sunday. */
const SUNDAY = Date.UTC(2026, 10, 29);
const DAY_MS = 86_400_000;

/** 0 is Sunday. */
export const dayName = (day: number): string => weekday().format(SUNDAY + day * DAY_MS);
export const shortDayName = (day: number): string => short().format(SUNDAY + day * DAY_MS);
