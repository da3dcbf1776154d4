/** What the options page says beyond `ui/strings.ts`, in the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { textEn } from './strings/en';

export type OptionsText = typeof textEn;

export const textTables: Tables<OptionsText> = { en: textEn };
export const text: OptionsText = inLanguage(textTables);
