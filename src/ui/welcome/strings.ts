/** What the welcome page says, in the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { welcomeEn } from './strings/en';
import { welcomeFil } from './strings/fil';
import { welcomeId } from './strings/id';
import { welcomeMs } from './strings/ms';
import { welcomeMy } from './strings/my';
import { welcomeTa } from './strings/ta';
import { welcomeTh } from './strings/th';
import { welcomeVi } from './strings/vi';

export type WelcomeWords = typeof welcomeEn;

export const welcomeTables: Tables<WelcomeWords> = {
  en: welcomeEn,
  id: welcomeId,
  ms: welcomeMs,
  fil: welcomeFil,
  th: welcomeTh,
  vi: welcomeVi,
  ta: welcomeTa,
  my: welcomeMy,
};
export const welcomeWords: WelcomeWords = inLanguage(welcomeTables);
