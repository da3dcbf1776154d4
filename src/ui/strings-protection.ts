/** What popup and options say of what a page shows, in the language that is spoken. */
import { inLanguage, type Tables } from '../core/i18n';
import { protectionEn } from './strings/protection-en';
import { protectionMy } from './strings/protection-my';

export type ProtectionStrings = typeof protectionEn;

export const protectionTables: Tables<ProtectionStrings> = { en: protectionEn, my: protectionMy };
export const protectionStrings: ProtectionStrings = inLanguage(protectionTables);
