/** What the background says to people, in the language that is spoken. */
import { inLanguage, type Tables } from '../core/i18n';
import { backgroundEn } from './strings/en';
import { backgroundMy } from './strings/my';

export type BackgroundWords = typeof backgroundEn;

export const backgroundTables: Tables<BackgroundWords> = { en: backgroundEn, my: backgroundMy };
export const words: BackgroundWords = inLanguage(backgroundTables);
