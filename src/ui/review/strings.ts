/** What the review page says beyond `ui/strings.ts`, in the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { en } from './strings/en';
import { fil } from './strings/fil';
import { id } from './strings/id';
import { ms } from './strings/ms';
import { my } from './strings/my';
import { ta } from './strings/ta';
import { th } from './strings/th';
import { vi } from './strings/vi';

export type ReviewWords = typeof en;

export const tables: Tables<ReviewWords> = { en, id, ms, fil, th, vi, ta, my };
export const words: ReviewWords = inLanguage(tables);
