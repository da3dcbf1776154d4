/** What a mark says, in the language that is spoken. */
import { inLanguage, numberFormat, type Tables } from '../../core/i18n';
import type { ScreenElement } from '../extract/element';
import { marksEn } from './words/en';

export type MarkWords = typeof marksEn;

export const markTables: Tables<MarkWords> = { en: marksEn };
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
