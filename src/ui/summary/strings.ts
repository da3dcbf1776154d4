/** What the week's summary says, in the language that is spoken. */
import { dateFormat, inLanguage, type Tables } from '../../core/i18n';
import { summaryEn } from './strings/en';
import { summaryFil } from './strings/fil';
import { summaryId } from './strings/id';
import { summaryMs } from './strings/ms';
import { summaryMy } from './strings/my';
import { summaryTa } from './strings/ta';
import { summaryTh } from './strings/th';
import { summaryVi } from './strings/vi';

export type SummaryWords = typeof summaryEn;

export const summaryTables: Tables<SummaryWords> = {
  en: summaryEn,
  id: summaryId,
  ms: summaryMs,
  fil: summaryFil,
  th: summaryTh,
  vi: summaryVi,
  ta: summaryTa,
  my: summaryMy,
};
export const summaryWords: SummaryWords = inLanguage(summaryTables);

const day = dateFormat({ weekday: 'short', day: 'numeric', month: 'short' });

/** `Fri, 27 Nov`. */
export const dayOf = (from: number): string => day().format(from);
