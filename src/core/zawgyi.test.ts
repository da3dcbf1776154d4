import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ZawgyiConverter } from 'myanmar-tools';
import { describe, expect, it, vi } from 'vitest';
import { guardText } from './guard-text';
import { toUnicodeBurmese } from './zawgyi';

/** Of the practice guard's phrases (tools/practice/phrases.ts). */
const PHRASES = [
  'အသုံးမကျတဲ့ကောင်',
  'ခွေးမသား ငပေါ',
  'ပါးစပ်ပိတ်ထား ငတုံး',
  'မင်းကို သတ်ပစ်မယ်',
  'ချက်ချင်းချေးငွေ အပေါင်မလို',
];
const SHARED = join(import.meta.dirname, '../../../shared/data');
const absent = existsSync(SHARED) ? '' : ` (skipped: ${SHARED} is absent)`;
const read = (name: string): string[] => readFileSync(join(SHARED, name), 'utf8').split('\n');
const lines = (name: string): string[] =>
  read(`zawgyi/${name}`).filter((line) => /[\u1000-\u109f]/.test(line) && !line.startsWith('#'));
const converter = new ZawgyiConverter();

describe('Burmese', () => {
  it('in Unicode stays as it is, and so does what is no Burmese', () => {
    for (const text of [...PHRASES, 'ภาษาไทย', 'plain', '', '၂၀၂၆', 'မေတ္တာထား၍', 'စားနပ်ရိက္ခာ'])
      expect(toUnicodeBurmese(text)).toBe(text);
  });

  it('in languages that share its letters stays as it is', () => {
    // Shan, Mon and S'gaw Karen.
    for (const text of ['ၵႂၢမ်းတႆး မိူင်းတႆး', 'ဘာသာမန် ဂကောံမန်', 'ကညီကျိာ် ပှၤကညီ'])
      expect(toUnicodeBurmese(text)).toBe(text);
  });

  it('in Zawgyi reads as it does in Unicode', () => {
    for (const text of PHRASES)
      expect(toUnicodeBurmese(converter.unicodeToZawgyi(text))).toBe(text);
  });

  it('without spaces is told and converted part by part, however long it is', () => {
    const sentence = `${PHRASES.join('').replaceAll(' ', '')}မင်္ဂလာပါ`;
    const unicode = sentence.repeat(Math.ceil(20_000 / sentence.length));
    const zawgyi = converter.unicodeToZawgyi(unicode);
    expect(toUnicodeBurmese(unicode)).toBe(unicode);
    const convert = vi.spyOn(ZawgyiConverter.prototype, 'zawgyiToUnicode');
    expect(toUnicodeBurmese(zawgyi)).toBe(unicode);
    const lengths = convert.mock.calls.map(([text]) => text.length);
    convert.mockRestore();
    expect(Math.max(...lengths)).toBeLessThanOrEqual(4_003);
    // Each part once, and a sample of the whole perhaps.
    expect(lengths.reduce((sum, each) => sum + each)).toBeLessThan(zawgyi.length + 4_010);
    expect(toUnicodeBurmese(`${unicode} ${zawgyi}`)).toBe(`${unicode} ${unicode}`);
  });

  it('in both at once is told piece by piece', () => {
    const [quoted = '', own = ''] = PHRASES;
    expect(toUnicodeBurmese(`${own} ${converter.unicodeToZawgyi(quoted)} ${own}`)).toBe(
      `${own} ${quoted} ${own}`,
    );
  });

  it('is told by what a reader sees: signs between its letters make Unicode look like Zawgyi', () => {
    for (const text of PHRASES) {
      const hidden = [...text].join('\u200c');
      expect(toUnicodeBurmese(hidden)).not.toBe(hidden);
      expect(guardText(hidden)).toBe(text);
    }
  });

  describe.skipIf(absent !== '')(`of the shared pairs${absent}`, () => {
    it.each([
      ['mmgov_zawgyi_src.txt', 'mmgov_unicode_out.txt'],
      ['udhr_mya_zawgyi_out.txt', 'udhr_mya_unicode_src.txt'],
    ])('%s: lines are told, and read as its pair but for few letters', (zawgyi, unicode) => {
      const [written, meant] = [lines(zawgyi), lines(unicode)];
      expect(written.length).toBe(meant.length);
      expect(meant.filter((line) => toUnicodeBurmese(line) !== line)).toEqual([]);
      // A heading of one word that is one in both.
      const left = written.filter((line) => toUnicodeBurmese(line) === line);
      expect(left.length, left.join()).toBeLessThanOrEqual(1);
      // Some pairs differ themselves: a word that was mistyped in one of them.
      const same = written.filter((line, i) => guardText(line) === guardText(meant[i] ?? ''));
      expect(same.length / written.length).toBeGreaterThan(0.95);
    });

    it('words of Zawgyi alone are told, but for those that are words in both', () => {
      const words = new Set(
        ['mmgov_zawgyi_src.txt', 'udhr_mya_zawgyi_out.txt']
          .flatMap(lines)
          .flatMap((line) => line.split(/[^\u1000-\u1049\u104c-\u109f]+/))
          .filter((word) => converter.zawgyiToUnicode(word) !== word),
      );
      const left = [...words].filter((word) => toUnicodeBurmese(word) === word);
      expect(words.size).toBeGreaterThan(800);
      expect(left.length / words.size).toBeLessThan(0.02);
    });
  });

  it.skipIf(absent !== '')(`everyday prose is in Unicode, whole and by words${absent}`, () => {
    const texts = read('screening/my-belebele.jsonl')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { text: string }).text);
    expect(texts.filter((text) => toUnicodeBurmese(text) !== text)).toEqual([]);
    const words = [...new Set(texts.flatMap((text) => text.split(/[\s\u104a\u104b]+/)))];
    const spoilt = words.filter((word) => toUnicodeBurmese(word) !== word);
    expect(words.length).toBeGreaterThan(2_000);
    expect(spoilt.length, spoilt.join()).toBeLessThanOrEqual(2);
  });
});
