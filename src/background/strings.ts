/** What the background says to people, in the language that is spoken. */
import { inLanguage, type Tables } from '../core/i18n';
import { backgroundEn } from './strings/en';
import { backgroundMs } from './strings/ms';

export type BackgroundWords = typeof backgroundEn;

export const backgroundTables: Tables<BackgroundWords> = { en: backgroundEn, ms: backgroundMs };
export const words: BackgroundWords = inLanguage(backgroundTables);
