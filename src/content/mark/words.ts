/** What a mark says, in the language that is spoken. */
import { inLanguage, numberFormat, type Tables } from '../../core/i18n';
import type { ScreenElement } from '../extract/element';
import { marksEn } from './words/en';
import { marksFil } from './words/fil';
import { marksId } from './words/id';
import { marksMs } from './words/ms';
import { marksMy } from './words/my';
import { marksTa } from './words/ta';
import { marksTh } from './words/th';
import { marksVi } from './words/vi';

export type MarkWords = typeof marksEn;

export const markTables: Tables<MarkWords> = {
  en: marksEn,
  id: marksId,
  ms: marksMs,
  fil: marksFil,
  th: marksTh,
  vi: marksVi,
  ta: marksTa,
  my: marksMy,
};
const words: MarkWords = inLanguage(markTables);
const percents = numberFormat({ style: 'percent', maximumFractionDigits: 0 });

export function markWords({
  kind,
  verdict,
  practice,
}: Pick<ScreenElement, 'kind' | 'verdict' | 'practice'>): string {
  if (verdict?.basis === 'person') return words.byPerson(kind);
  const pUnsafe = verdict?.pUnsafe ?? null;
  const sure = pUnsafe === null ? '' : words.sure(percents().format(pUnsafe));
  return words.flagged(kind, sure, practice);
}

/** What covers say. */
export const coverWords = {
  why(kind: 'text' | 'image', why: 'unsafe' | 'unjudged'): string {
    const { cover } = words;
    if (kind === 'text') return why === 'unsafe' ? cover.textUnsafe : cover.textUnjudged;
    return why === 'unsafe' ? cover.imageUnsafe : cover.imageUnjudged;
  },
  get show(): string {
    return words.cover.show;
  },
  get hide(): string {
    return words.cover.hide;
  },
  get asksForPin(): string {
    return words.cover.asksForPin;
  },
  get noAnswer(): string {
    return words.cover.noAnswer;
  },
};
