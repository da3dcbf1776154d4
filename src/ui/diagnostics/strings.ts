/** What the diagnostics page says around its report, in the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { diagnosticsEn } from './strings/en';
import { diagnosticsId } from './strings/id';

export type DiagnosticsWords = typeof diagnosticsEn;

export const diagnosticsTables: Tables<DiagnosticsWords> = { en: diagnosticsEn, id: diagnosticsId };
export const words: DiagnosticsWords = inLanguage(diagnosticsTables);
