/** In the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { unlockEn } from './strings/en';
import { unlockMs } from './strings/ms';

export type UnlockText = typeof unlockEn;

export const unlockTables: Tables<UnlockText> = { en: unlockEn, ms: unlockMs };
export const text: UnlockText = inLanguage(unlockTables);
