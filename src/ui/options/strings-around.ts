/** What the options page says of search, language, notifications, backups and shortcuts. */
import { inLanguage, type Tables } from '../../core/i18n';
import { aroundEn } from './strings/around-en';
import { aroundFil } from './strings/around-fil';

export type AroundText = typeof aroundEn;

export const aroundTables: Tables<AroundText> = { en: aroundEn, fil: aroundFil };
export const around: AroundText = inLanguage(aroundTables);
