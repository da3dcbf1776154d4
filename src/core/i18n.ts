/**
 * Words, numbers and times in the language that is spoken now. Each part of the extension says once
 * which that is (`speak`); a page of ours does so with a signal, so that all of it is drawn anew when
 * the language changes.
 *
 * A table of words is a plain object: sentences, and functions that make them of numbers and names.
 * `en` is the original, and its type is what the others must fit.
 */
import { LANGUAGES, type Language } from './language';

let source: () => Language = () => 'en';

/** From now on: where the language of this part is read. */
export function speak(language: () => Language): void {
  source = language;
}

export const spoken = (): Language => source();

export type Tables<T> = { readonly en: T } & Partial<Readonly<Record<Language, T>>>;

/**
 * The table of the language that is spoken at the time of reading. Read it where the words are used:
 * what is taken out of it at the top of a module stays in the language of then.
 */
export function inLanguage<T extends object>(tables: Tables<T>): T {
  const table = (): T => tables[source()] ?? tables.en;
  return new Proxy(tables.en, {
    get: (_, key) => Reflect.get(table(), key),
    has: (_, key) => Reflect.has(table(), key),
    ownKeys: () => Reflect.ownKeys(table()),
  });
}

/** Languages that a table lacks: for the test that none is missing. */
export const missingIn = (tables: Tables<object>): Language[] =>
  LANGUAGES.filter((language) => tables[language] === undefined);

/** One formatter for each language and purpose: making one takes long. */
function perLanguage<T>(make: (language: Language) => T): () => T {
  const made = new Map<Language, T>();
  return () => {
    const language = source();
    const known = made.get(language);
    if (known !== undefined) return known;
    const fresh = make(language);
    made.set(language, fresh);
    return fresh;
  };
}

export const numberFormat = (options: Intl.NumberFormatOptions = {}): (() => Intl.NumberFormat) =>
  perLanguage((language) => new Intl.NumberFormat(language, options));

export const dateFormat = (options: Intl.DateTimeFormatOptions): (() => Intl.DateTimeFormat) =>
  perLanguage((language) => new Intl.DateTimeFormat(language, options));

export const relativeFormat = (
  options: Intl.RelativeTimeFormatOptions,
): (() => Intl.RelativeTimeFormat) =>
  perLanguage((language) => new Intl.RelativeTimeFormat(language, options));

export const languageNames = perLanguage(
  (language) => new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }),
);

const whole = numberFormat();
const rules = perLanguage((language) => new Intl.PluralRules(language));
const lists = perLanguage((language) => new Intl.ListFormat(language, { type: 'conjunction' }));

/** `1,234`, in the digits of the language. */
export const number = (n: number): string => whole().format(n);

/** `a, b and c`. */
export const listed = (words: readonly string[]): string => lists().format(words);

/** Which form a count takes (CLDR); `other` is there in every language. */
export type Forms<T> = { readonly other: T } & Partial<
  Readonly<Record<Exclude<Intl.LDMLPluralRule, 'other'>, T>>
>;

/** The form that this count takes in the language that is spoken. */
export const plural = <T>(count: number, forms: Forms<T>): T =>
  forms[rules().select(count)] ?? forms.other;
