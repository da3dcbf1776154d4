/** In the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { unlockEn } from './strings/en';
import { unlockTa } from './strings/ta';

export type UnlockText = typeof unlockEn;

export const unlockTables: Tables<UnlockText> = { en: unlockEn, ta: unlockTa };
export const text: UnlockText = inLanguage(unlockTables);
