/** What the review page says beyond `ui/strings.ts`, in the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { en } from './strings/en';
import { my } from './strings/my';

export type ReviewWords = typeof en;

export const tables: Tables<ReviewWords> = { en, my };
export const words: ReviewWords = inLanguage(tables);
