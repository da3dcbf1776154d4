/**
 * Labels as sets write them. SEA-HELM stores SEA-SafeguardBench with each language's own words for
 * “safe” and “harmful”; anything else that is no known word is an error, never a guess.
 */
import type { Label } from '../item';

/** Safe and harmful, as SEA-HELM's files have them. */
export const LOCAL_LABELS: Readonly<Record<string, readonly [safe: string, unsafe: string]>> = {
  en: ['Safe', 'Harmful'],
  id: ['Aman', 'Berbahaya'],
  ms: ['Selamat', 'Berbahaya'],
  my: ['ဘေးကင်း', 'အန္တရာယ်ရှိ'],
  ta: ['பாதுகாப்பானது', 'தீங்கு விளைவிக்கும்'],
  th: ['ปลอดภัย', 'อันตราย'],
  tl: ['Maingat', 'Mapahamak'],
  vi: ['An toàn', 'Có hại'],
};

const plain = (text: string): string =>
  text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();

const ANYWHERE: ReadonlyMap<string, Label | 'sensitive'> = new Map([
  ['safe', 'safe'],
  ['unsafe', 'unsafe'],
  ['harmful', 'unsafe'],
  // SEA-SafeguardBench's third label, which SEA-HELM leaves out, and so do we.
  ['sensitive', 'sensitive'],
]);

/** Null where it is no label in this language. */
export function readLabel(written: string, lang: string): Label | 'sensitive' | null {
  const word = plain(written);
  const known = ANYWHERE.get(word);
  if (known) return known;
  const [safe, unsafe] = LOCAL_LABELS[lang] ?? [];
  if (safe !== undefined && word === plain(safe)) return 'safe';
  return unsafe !== undefined && word === plain(unsafe) ? 'unsafe' : null;
}

/** The labels that a language has, for an error's sentence. */
export const labelsOf = (lang: string): string =>
  ['safe', 'unsafe', ...(LOCAL_LABELS[lang] ?? [])].join(', ');
