/** What the welcome page says, in the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { welcomeEn } from './strings/en';
import { welcomeMy } from './strings/my';

export type WelcomeWords = typeof welcomeEn;

export const welcomeTables: Tables<WelcomeWords> = { en: welcomeEn, my: welcomeMy };
export const welcomeWords: WelcomeWords = inLanguage(welcomeTables);
