/** The languages that Seawall's own words are written in. */
import * as v from 'valibot';

export const LANGUAGES = ['en', 'id', 'ms', 'fil', 'th', 'vi', 'ta', 'my'] as const;
export const Language = v.picklist(LANGUAGES);
export type Language = v.InferOutput<typeof Language>;

/** `auto`: the first of the browser's languages that we have. */
export const LanguageChoice = v.picklist(['auto', ...LANGUAGES]);
export type LanguageChoice = v.InferOutput<typeof LanguageChoice>;

/** Each by its own name: who looks for a language may read no other. */
export const ENDONYMS: Readonly<Record<Language, string>> = {
  en: 'English',
  id: 'Bahasa Indonesia',
  ms: 'Bahasa Melayu',
  fil: 'Filipino',
  th: 'ไทย',
  vi: 'Tiếng Việt',
  ta: 'தமிழ்',
  my: 'မြန်မာ',
};

/** Other tags for the same, by which systems and older browsers know them. */
const ALIASES: Readonly<Record<string, Language>> = {
  in: 'id',
  tl: 'fil',
  zsm: 'ms',
  zlm: 'ms',
};

/** The first of these BCP 47 tags that we have; English where we have none. */
export function pickLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const base = tag.toLowerCase().split(/[-_]/)[0] ?? '';
    const known = ALIASES[base] ?? base;
    if (v.is(Language, known)) return known;
  }
  return 'en';
}

export const languageOf = (choice: LanguageChoice, preferred: readonly string[]): Language =>
  choice === 'auto' ? pickLanguage(preferred) : choice;
