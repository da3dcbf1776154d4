/** In the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { unlockEn } from './strings/en';
import { unlockTh } from './strings/th';

export type UnlockText = typeof unlockEn;

export const unlockTables: Tables<UnlockText> = { en: unlockEn, th: unlockTh };
export const text: UnlockText = inLanguage(unlockTables);
