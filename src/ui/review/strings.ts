/** What the review page says beyond `ui/strings.ts`, in the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { en } from './strings/en';
import { ta } from './strings/ta';

export type ReviewWords = typeof en;

export const tables: Tables<ReviewWords> = { en, ta };
export const words: ReviewWords = inLanguage(tables);
