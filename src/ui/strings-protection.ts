/** What popup and options say of what a page shows, in the language that is spoken. */
import { inLanguage, type Tables } from '../core/i18n';
import { protectionEn } from './strings/protection-en';
import { protectionTh } from './strings/protection-th';

export type ProtectionStrings = typeof protectionEn;

export const protectionTables: Tables<ProtectionStrings> = { en: protectionEn, th: protectionTh };
export const protectionStrings: ProtectionStrings = inLanguage(protectionTables);
