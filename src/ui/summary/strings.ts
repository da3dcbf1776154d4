/** What the week's summary says, in the language that is spoken. */
import { dateFormat, inLanguage, type Tables } from '../../core/i18n';
import { summaryEn } from './strings/en';
import { summaryMy } from './strings/my';

export type SummaryWords = typeof summaryEn;

export const summaryTables: Tables<SummaryWords> = { en: summaryEn, my: summaryMy };
export const summaryWords: SummaryWords = inLanguage(summaryTables);

const day = dateFormat({ weekday: 'short', day: 'numeric', month: 'short' });

/** `Fri, 27 Nov`. */
export const dayOf = (from: number): string => day().format(from);
