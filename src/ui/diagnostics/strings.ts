/** What the diagnostics page says around its report, in the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { diagnosticsEn } from './strings/en';
import { diagnosticsFil } from './strings/fil';
import { diagnosticsId } from './strings/id';
import { diagnosticsMs } from './strings/ms';
import { diagnosticsMy } from './strings/my';
import { diagnosticsTa } from './strings/ta';
import { diagnosticsTh } from './strings/th';
import { diagnosticsVi } from './strings/vi';

export type DiagnosticsWords = typeof diagnosticsEn;

export const diagnosticsTables: Tables<DiagnosticsWords> = {
  en: diagnosticsEn,
  id: diagnosticsId,
  ms: diagnosticsMs,
  fil: diagnosticsFil,
  th: diagnosticsTh,
  vi: diagnosticsVi,
  ta: diagnosticsTa,
  my: diagnosticsMy,
};
export const words: DiagnosticsWords = inLanguage(diagnosticsTables);
