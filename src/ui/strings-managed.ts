/** What pages of ours say of an organisation's policy, in the language that is spoken. */
import { inLanguage, type Tables } from '../core/i18n';
import { managedEn } from './strings/managed-en';
import { managedMy } from './strings/managed-my';

export type ManagedWords = typeof managedEn;

export const managedTables: Tables<ManagedWords> = { en: managedEn, my: managedMy };
export const managedWords: ManagedWords = inLanguage(managedTables);
