/** What popup and options say of what a page shows, in the language that is spoken. */
import { inLanguage, type Tables } from '../core/i18n';
import { protectionEn } from './strings/protection-en';
import { protectionFil } from './strings/protection-fil';
import { protectionId } from './strings/protection-id';
import { protectionMs } from './strings/protection-ms';
import { protectionMy } from './strings/protection-my';
import { protectionTa } from './strings/protection-ta';
import { protectionTh } from './strings/protection-th';
import { protectionVi } from './strings/protection-vi';

export type ProtectionStrings = typeof protectionEn;

export const protectionTables: Tables<ProtectionStrings> = {
  en: protectionEn,
  id: protectionId,
  ms: protectionMs,
  fil: protectionFil,
  th: protectionTh,
  vi: protectionVi,
  ta: protectionTa,
  my: protectionMy,
};
export const protectionStrings: ProtectionStrings = inLanguage(protectionTables);
