/** What the diagnostics page says around its report, in the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { diagnosticsEn } from './strings/en';
import { diagnosticsMy } from './strings/my';

export type DiagnosticsWords = typeof diagnosticsEn;

export const diagnosticsTables: Tables<DiagnosticsWords> = { en: diagnosticsEn, my: diagnosticsMy };
export const words: DiagnosticsWords = inLanguage(diagnosticsTables);
