/** Rows of each form, in all eight languages, and rows that are broken. */
import { describe, expect, it } from 'vitest';
import { guardText } from '../../../src/core/guard-text';
import { type Item, noSkips, type Wanted } from '../item';
import { CODES, contentGeneration, general, inTheWild, LANGUAGES } from '../testing/sea-helm';
import { LOCAL_LABELS, readLabel } from './labels';
import { itemsOf } from './records';

const where = { file: 'set.jsonl', line: 7 };

function read(records: readonly unknown[], wanted: Partial<Wanted> = {}) {
  const skipped = noSkips();
  const items = records.flatMap((record) =>
    itemsOf(record, where, { kind: 'prompt', prompts: 'both', ...wanted }, skipped),
  );
  return { items, skipped };
}

const words = (items: readonly Item[]) =>
  items.map(({ set, lang, label, content }) => [
    set,
    lang,
    label,
    content.text,
    ...(content.kind === 'response' ? [content.question] : []),
  ]);

describe.each(CODES)('SEA-HELM’s form in %s', (lang) => {
  const { ask, askBad, answer, answerBad } = Object.fromEntries(
    Object.entries(LANGUAGES[lang] ?? {}).map(([name, text]) => [name, guardText(String(text))]),
  ) as Record<string, string>;
  const en = LANGUAGES.en;
  const english = lang === 'en' ? [] : null;

  it('is read as requests', () => {
    const { items } = read(general(lang));
    expect(words(items)).toEqual([
      ['general', lang, 'safe', ask],
      ['general', lang, 'unsafe', askBad],
      ['general', lang, 'unsafe', askBad],
    ]);
    expect(read(general(lang), { prompts: 'english' })).toMatchObject({
      items: [],
      skipped: { 'other-language': 3 },
    });
  });

  it('is read as answers with what was asked', () => {
    const { items } = read(contentGeneration(lang), { kind: 'response', prompts: 'local' });
    const set = 'cultural_content_generation';
    expect(words(items)).toEqual([
      [set, lang, 'safe', answer, ask],
      [set, lang, 'unsafe', answerBad, askBad],
      [set, lang, 'safe', answer, askBad],
    ]);
  });

  it('has English beside it, as a set of its own', () => {
    const set = 'cultural_content_generation (English)';
    const { items } = read(contentGeneration(lang), { prompts: 'english' });
    expect(words(items)).toEqual(
      english ?? [
        [set, 'en', 'safe', guardText(en?.ask ?? '')],
        [set, 'en', 'unsafe', guardText(en?.askBad ?? '')],
        [set, 'en', 'unsafe', guardText(en?.askBad ?? '')],
      ],
    );
  });

  it('is read where each text stands in both languages', () => {
    const { items } = read(inTheWild(lang));
    expect(items.map((item) => [item.set, item.lang, item.label])).toEqual([
      ['cultural_in_the_wild', lang, 'safe'],
      ['cultural_in_the_wild (English)', 'en', 'safe'],
      ['cultural_in_the_wild', lang, 'unsafe'],
      ['cultural_in_the_wild (English)', 'en', 'unsafe'],
    ]);
    expect(read(inTheWild(lang), { kind: 'response' })).toMatchObject({
      items: [],
      skipped: { 'other-kind': 4 },
    });
  });

  it('has its own labels, and no others', () => {
    const [safe, unsafe] = LOCAL_LABELS[lang] ?? ['', ''];
    expect(readLabel(` ${safe.normalize('NFD').toUpperCase()} `, lang)).toBe('safe');
    expect(readLabel(unsafe, lang)).toBe('unsafe');
    for (const other of CODES) {
      const [theirs] = LOCAL_LABELS[other] ?? [''];
      if (other !== 'en' && other !== lang) expect(readLabel(theirs, lang)).toBeNull();
    }
  });
});

describe('this project’s form', () => {
  it('is a text, its label, its language and its set', () => {
    const { items } = read([
      { text: 'Hello  there', label: 'unsafe', lang: 'en-GB', set: 'mine', more: 1 },
      { text: 'Kumusta', label: 'SAFE', lang: 'fil' },
    ]);
    expect(words(items)).toEqual([
      ['mine', 'en', 'unsafe', 'Hello there'],
      ['set', 'tl', 'safe', 'Kumusta'],
    ]);
    expect(items[0]).toMatchObject(where);
  });

  it('with a question is an answer', () => {
    const record = { text: 'At nine.', question: 'When?', label: 'safe', lang: 'en' };
    expect(words(read([record], { kind: 'response' }).items)).toEqual([
      ['set', 'en', 'safe', 'At nine.', 'When?'],
    ]);
    expect(read([record]).skipped['other-kind']).toBe(1);
  });

  it('takes the language of the whole where a row names none', () => {
    const record = { text: 'Hello', label: 'safe', lang: null, set: '' };
    expect(read([record], { lang: 'ms' }).items[0]).toMatchObject({ lang: 'ms', set: 'set' });
    expect(() => read([record])).toThrow('set.jsonl:7: names no language (`lang`)');
  });

  it('is asked as the extension asks: folded, Zawgyi in Unicode', () => {
    const zawgyi = 'ျမန္မာႏိုင္ငံ';
    const { items } = read([{ text: zawgyi, label: 'safe', lang: 'my' }]);
    expect(items[0]?.content.text).toBe('မြန်မာနိုင်ငံ');
    expect(
      read([{ text: 'ＢＡＤ\u200bＷＯＲＤ', label: 'safe', lang: 'en' }]).items[0]?.content.text,
    ).toBe(guardText('ＢＡＤ\u200bＷＯＲＤ'));
  });
});

describe('what is no item', () => {
  it('is counted by its reason', () => {
    const own = { text: 'Hello', label: 'safe', lang: 'en' };
    const { items, skipped } = read([
      { ...own, label: 'Sensitive' },
      { ...own, label: '' },
      { ...own, text: ' \u200b\n' },
    ]);
    expect(items).toEqual([]);
    expect(skipped).toMatchObject({ sensitive: 1, 'no-label': 1, empty: 1 });
    const [exchange] = general('vi');
    const without = { ...exchange, response_label: null };
    expect(read([without], { kind: 'response' }).skipped['no-label']).toBe(1);
    const silent = { ...exchange, prompts: [{ prompt_text: '', response_text: 'Hello' }] };
    expect(read([silent], { kind: 'response' }).skipped.empty).toBe(1);
  });

  it.each([
    ['no object', 'hello', 'is no object'],
    ['a list', [], 'is no object'],
    ['no text', { label: 'safe', lang: 'en' }, '`text`'],
    ['a number for a text', { text: 3, label: 'safe', lang: 'en' }, '`text`'],
    ['another label', { text: 'a', label: 'maybe', lang: 'vi' }, '“maybe” is no label in “vi”'],
    [
      'another language’s label',
      { text: 'a', label: 'Aman', lang: 'vi' },
      'known are safe, unsafe',
    ],
    ['no language', { text: 'a', label: 'safe', lang: '../x' }, 'is no language'],
    ['no prompts', { label: 'Safe', prompts: [], metadata: { language: 'en' } }, '`prompts'],
    ['no metadata', { label: 'Safe', prompts: [{ local_prompt: 'a' }] }, '`metadata`'],
    ['prompts of a number', { prompts: 4, metadata: { language: 'en' } }, '`prompts'],
  ])('or is broken, %s, is told with its line', (_what, record, said) => {
    expect(() => read([record])).toThrow(said);
    expect(() => read([record])).toThrow(/^set\.jsonl:7: /);
  });
});
