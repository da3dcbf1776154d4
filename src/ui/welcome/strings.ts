/** What the welcome page says, in the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { welcomeEn } from './strings/en';
import { welcomeMs } from './strings/ms';

export type WelcomeWords = typeof welcomeEn;

export const welcomeTables: Tables<WelcomeWords> = { en: welcomeEn, ms: welcomeMs };
export const welcomeWords: WelcomeWords = inLanguage(welcomeTables);
