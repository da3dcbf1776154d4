import { afterEach, describe, expect, it } from 'vitest';
import { inLanguage, listed, missingIn, number, plural, speak, spoken, type Tables } from './i18n';
import { ENDONYMS, LANGUAGES, type Language, languageOf, pickLanguage } from './language';

describe('the language that is spoken', () => {
  it.each<[readonly string[], Language]>([
    [['id-ID', 'en'], 'id'],
    [['in'], 'id'],
    [['tl-PH'], 'fil'],
    [['fil'], 'fil'],
    [['zsm'], 'ms'],
    [['de', 'th-TH'], 'th'],
    [['my_MM'], 'my'],
    [['TA-in'], 'ta'],
    [['de', 'fr'], 'en'],
    [[], 'en'],
  ])('of %j is %s', (preferred, language) => {
    expect(pickLanguage(preferred)).toBe(language);
  });

  it('is the chosen one, whatever the browser has', () => {
    expect(languageOf('vi', ['en'])).toBe('vi');
    expect(languageOf('auto', ['ta'])).toBe('ta');
  });

  it('has a name of its own in each', () => {
    expect(new Set(LANGUAGES.map((each) => ENDONYMS[each])).size).toBe(LANGUAGES.length);
  });
});

describe('words', () => {
  let now: Language = 'en';
  const use = (language: Language): void => {
    now = language;
    speak(() => now);
  };
  afterEach(() => speak(() => 'en'));

  const tables: Tables<{ hello: string; inner: { many: (n: number) => string } }> = {
    en: {
      hello: 'Hello',
      inner: { many: (n) => plural(n, { one: `${number(n)} page`, other: `${number(n)} pages` }) },
    },
    id: { hello: 'Halo', inner: { many: (n) => plural(n, { other: `${number(n)} halaman` }) } },
  };
  const words = inLanguage(tables);
  const { inner } = words;

  it('follow the language at each reading', () => {
    expect([words.hello, words.inner.many(1), words.inner.many(1234)]).toEqual([
      'Hello',
      '1 page',
      '1,234 pages',
    ]);
    use('id');
    expect(spoken()).toBe('id');
    expect(inner.many(2)).toBe('2 halaman');
    expect([words.hello, words.inner.many(1), words.inner.many(1234)]).toEqual([
      'Halo',
      '1 halaman',
      '1.234 halaman',
    ]);
  });

  it('are English where a language has none', () => {
    use('my');
    expect(words.hello).toBe('Hello');
    expect(missingIn(tables)).toEqual(['ms', 'fil', 'th', 'vi', 'ta', 'my']);
  });

  it('use the digits and the lists of the language', () => {
    use('my');
    expect(number(12)).toBe('၁၂');
    use('vi');
    expect(listed(['a', 'b', 'c'])).toBe('a, b và c');
  });
});
