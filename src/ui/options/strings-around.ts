/** What the options page says of search, language, notifications, backups and shortcuts. */
import { inLanguage, type Tables } from '../../core/i18n';
import { aroundEn } from './strings/around-en';
import { aroundMy } from './strings/around-my';

export type AroundText = typeof aroundEn;

export const aroundTables: Tables<AroundText> = { en: aroundEn, my: aroundMy };
export const around: AroundText = inLanguage(aroundTables);
