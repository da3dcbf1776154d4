/** What the diagnostics page says around its report, in the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { diagnosticsEn } from './strings/en';
import { diagnosticsMs } from './strings/ms';

export type DiagnosticsWords = typeof diagnosticsEn;

export const diagnosticsTables: Tables<DiagnosticsWords> = { en: diagnosticsEn, ms: diagnosticsMs };
export const words: DiagnosticsWords = inLanguage(diagnosticsTables);
