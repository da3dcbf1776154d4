/** In the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { unlockEn } from './strings/en';
import { unlockFil } from './strings/fil';

export type UnlockText = typeof unlockEn;

export const unlockTables: Tables<UnlockText> = { en: unlockEn, fil: unlockFil };
export const text: UnlockText = inLanguage(unlockTables);
