/** In the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { unlockEn } from './strings/en';
import { unlockMy } from './strings/my';

export type UnlockText = typeof unlockEn;

export const unlockTables: Tables<UnlockText> = { en: unlockEn, my: unlockMy };
export const text: UnlockText = inLanguage(unlockTables);
