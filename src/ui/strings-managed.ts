/** What pages of ours say of an organisation's policy, in the language that is spoken. */
import { inLanguage, type Tables } from '../core/i18n';
import { managedEn } from './strings/managed-en';
import { managedFil } from './strings/managed-fil';
import { managedId } from './strings/managed-id';
import { managedMs } from './strings/managed-ms';
import { managedMy } from './strings/managed-my';
import { managedTa } from './strings/managed-ta';
import { managedTh } from './strings/managed-th';
import { managedVi } from './strings/managed-vi';

export type ManagedWords = typeof managedEn;

export const managedTables: Tables<ManagedWords> = {
  en: managedEn,
  id: managedId,
  ms: managedMs,
  fil: managedFil,
  th: managedTh,
  vi: managedVi,
  ta: managedTa,
  my: managedMy,
};
export const managedWords: ManagedWords = inLanguage(managedTables);
