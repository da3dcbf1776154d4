/** What the options page says beyond `ui/strings.ts`, in the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { textEn } from './strings/en';
import { textFil } from './strings/fil';
import { textId } from './strings/id';
import { textMs } from './strings/ms';
import { textMy } from './strings/my';
import { textTa } from './strings/ta';
import { textTh } from './strings/th';
import { textVi } from './strings/vi';

export type OptionsText = typeof textEn;

export const textTables: Tables<OptionsText> = {
  en: textEn,
  id: textId,
  ms: textMs,
  fil: textFil,
  th: textTh,
  vi: textVi,
  ta: textTa,
  my: textMy,
};
export const text: OptionsText = inLanguage(textTables);
