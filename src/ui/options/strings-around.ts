/** What the options page says of search, language, notifications, backups and shortcuts. */
import { inLanguage, type Tables } from '../../core/i18n';
import { aroundEn } from './strings/around-en';
import { aroundFil } from './strings/around-fil';
import { aroundId } from './strings/around-id';
import { aroundMs } from './strings/around-ms';
import { aroundMy } from './strings/around-my';
import { aroundTa } from './strings/around-ta';
import { aroundTh } from './strings/around-th';
import { aroundVi } from './strings/around-vi';

export type AroundText = typeof aroundEn;

export const aroundTables: Tables<AroundText> = {
  en: aroundEn,
  id: aroundId,
  ms: aroundMs,
  fil: aroundFil,
  th: aroundTh,
  vi: aroundVi,
  ta: aroundTa,
  my: aroundMy,
};
export const around: AroundText = inLanguage(aroundTables);
