/** In the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { unlockEn } from './strings/en';
import { unlockFil } from './strings/fil';
import { unlockId } from './strings/id';
import { unlockMs } from './strings/ms';
import { unlockMy } from './strings/my';
import { unlockTa } from './strings/ta';
import { unlockTh } from './strings/th';
import { unlockVi } from './strings/vi';

export type UnlockText = typeof unlockEn;

export const unlockTables: Tables<UnlockText> = {
  en: unlockEn,
  id: unlockId,
  ms: unlockMs,
  fil: unlockFil,
  th: unlockTh,
  vi: unlockVi,
  ta: unlockTa,
  my: unlockMy,
};
export const text: UnlockText = inLanguage(unlockTables);
