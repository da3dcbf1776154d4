/** What the options page says of search, language, notifications, backups and shortcuts. */
import { inLanguage, type Tables } from '../../core/i18n';
import { aroundEn } from './strings/around-en';
import { aroundMs } from './strings/around-ms';

export type AroundText = typeof aroundEn;

export const aroundTables: Tables<AroundText> = { en: aroundEn, ms: aroundMs };
export const around: AroundText = inLanguage(aroundTables);
