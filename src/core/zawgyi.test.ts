import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ZawgyiConverter } from 'myanmar-tools';
import { describe, expect, it } from 'vitest';
import { toUnicodeBurmese } from './zawgyi';

/** Of the practice guard's phrases (tools/practice/phrases.ts). */
const PHRASES = [
  'အသုံးမကျတဲ့ကောင်',
  'ခွေးမသား ငပေါ',
  'ပါးစပ်ပိတ်ထား ငတုံး',
  'မင်းကို သတ်ပစ်မယ်',
  'ချက်ချင်းချေးငွေ အပေါင်မလို',
];
const DATA = join(import.meta.dirname, '../../../shared/data/zawgyi');
const lines = (name: string): string[] =>
  readFileSync(join(DATA, name), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));

describe('Burmese', () => {
  it('in Unicode stays as it is, and so does what is no Burmese', () => {
    for (const text of [...PHRASES, 'ภาษาไทย', 'plain', ''])
      expect(toUnicodeBurmese(text)).toBe(text);
  });

  it('in Zawgyi reads as it does in Unicode', () => {
    const converter = new ZawgyiConverter();
    for (const text of PHRASES)
      expect(toUnicodeBurmese(converter.unicodeToZawgyi(text))).toBe(text);
  });

  describe.skipIf(!existsSync(DATA))('of the shared pairs', () => {
    it.each([
      ['mmgov_zawgyi_src.txt', 'mmgov_unicode_out.txt'],
      ['udhr_mya_zawgyi_out.txt', 'udhr_mya_unicode_src.txt'],
    ])('%s is told line by line, and its Unicode form is left alone', (zawgyi, unicode) => {
      const [written, meant] = [lines(zawgyi), lines(unicode)];
      expect(written.length).toBe(meant.length);
      let told = 0;
      let left = 0;
      written.forEach((line, i) => {
        if (toUnicodeBurmese(line) === meant[i]) told++;
        if (toUnicodeBurmese(meant[i] ?? '') === meant[i]) left++;
      });
      expect(told / written.length).toBeGreaterThan(0.95);
      expect(left / written.length).toBeGreaterThan(0.98);
    });
  });
});
