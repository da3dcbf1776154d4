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
 * The table of the language that is spoken at the time of reading, and so are the tables in it. A
 * sentence or a function that is taken out of it stays in the language of then.
 */
export const inLanguage = <T extends object>(tables: Tables<T>): T =>
  live(() => tables[source()] ?? tables.en, tables.en);

function live<T extends object>(read: () => T, original: T): T {
  const inner = new Map<PropertyKey, object>();
  return new Proxy(original, {
    get(_, key) {
      const value: unknown = Reflect.get(read(), key);
      if (!isTable(value)) return value;
      const known = inner.get(key) ?? live(() => tableAt(read(), key) ?? value, value);
      inner.set(key, known);
      return known;
    },
    has: (_, key) => Reflect.has(read(), key),
    ownKeys: () => Reflect.ownKeys(read()),
  });
}

const isTable = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function tableAt(table: object, key: PropertyKey): object | null {
  const value: unknown = Reflect.get(table, key);
  return isTable(value) ? value : null;
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
