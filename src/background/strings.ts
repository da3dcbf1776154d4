/** What the background says to people, in the language that is spoken. */
import { inLanguage, type Tables } from '../core/i18n';
import { backgroundEn } from './strings/en';
import { backgroundFil } from './strings/fil';
import { backgroundId } from './strings/id';
import { backgroundMs } from './strings/ms';
import { backgroundMy } from './strings/my';
import { backgroundTa } from './strings/ta';
import { backgroundTh } from './strings/th';
import { backgroundVi } from './strings/vi';

export type BackgroundWords = typeof backgroundEn;

export const backgroundTables: Tables<BackgroundWords> = {
  en: backgroundEn,
  id: backgroundId,
  ms: backgroundMs,
  fil: backgroundFil,
  th: backgroundTh,
  vi: backgroundVi,
  ta: backgroundTa,
  my: backgroundMy,
};
export const words: BackgroundWords = inLanguage(backgroundTables);
