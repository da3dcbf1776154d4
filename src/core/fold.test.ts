import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, visible } from './fold';

const PLAIN = [
  'shut up you idiot',
  'ไปตายซะ ไอ้โง่',
  'นะคะ น้ำ แท้ๆ ฯลฯ',
  'மிகவும் நன்றி',
  'မင်းကို သတ်ပစ်မယ်',
  'ကျွန်ုပ် ၂၀၂၆ ခုနှစ် ၁၀ ရက်၊ ဈေး စျေး',
  'ខ្ញុំ​'.slice(0, -1),
  'ຂອບໃຈຫຼາຍໆ',
  'Cảm ơn bạn rất nhiều',
  'Ny. Siti dan 3 orang2 lain, dll.',
  'Москва слезам не верит',
  'Η Αθήνα είναι όμορφη',
  '東京 が 好き です',
  '春 夏 秋 冬',
  'I am a B2B seller, aged 3 - 4',
  'U.S.A. and Ph.D., e.g. at 9 a.m. or n/a',
  'The Russian word сахар means sugar, and так means so',
  'ρg and σx are in the formula',
  'the sound [tʰ] and the 1ˢᵗ',
  'Parking 🅿 and 🅰️ positive; (⒜) first',
  'A B C D E',
  'A | B | C',
  'ก ข ค ง จ',
  '① ② x² 1️⃣',
  '👩‍👩‍👧 🇹🇭 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'a b c',
  '१२३',
  'می‌خواهم',
];

describe('what is written plainly', () => {
  it.each(PLAIN)('%s stays as it is', (text) => {
    expect(fold(text.normalize('NFC'))).toBe(text.normalize('NFC'));
  });

  it('keeps the joiners that mean something', () => {
    const tamil = 'க்\u200cஷ';
    expect(fold(tamil)).toBe(tamil);
    expect(fold('👨‍👩‍👧')).toBe('👨‍👩‍👧');
  });

  const PROSE = join(import.meta.dirname, '../../../shared/data/screening');
  const absent = existsSync(PROSE) ? '' : ` (skipped: ${PROSE} is absent)`;
  describe.skipIf(absent !== '')(`and everyday prose${absent}`, () => {
    it.each(['en', 'id', 'ms', 'my', 'ta', 'th', 'tl', 'vi'])(
      'in %s loses what shows nothing, and no letter',
      (lang) => {
        for (const line of readFileSync(join(PROSE, `${lang}-belebele.jsonl`), 'utf8').split(
          '\n',
        )) {
          if (line === '') continue;
          const { text } = JSON.parse(line) as { text: string };
          // Thai AM is typed in two ways that look the same.
          const seen = visible(text)
            .normalize('NFC')
            .replace(/\u0e4d\u0e32/gu, '\u0e33');
          expect(fold(text)).toBe(seen);
          expect(visible(text)).toBe(text.replace(/[\u00ad\u200b]/gu, '').replace(/\u00a0/gu, ' '));
        }
      },
    );
  });
});

describe('a disguise', () => {
  it.each([
    ['s\u200bh\u200bu\u200bt up you id\u00adiot', 'zero-width spaces and soft hyphens'],
    ['shut u\u200cp you i\u200ddiot', 'joiners'],
    ['s\ufe0fh\u{e0101}ut up\u{e0041}\u{e0042} you idiot', 'forms and tags'],
    ['\u202eshut up\u202c you \u2066idiot\u2069', 'marks of direction'],
    ['shut\u3164up\u2800you idiot', 'blanks'],
    ['ѕhut uр уоu іdіоt', 'Cyrillic letters'],
    ['sһυt υp yοu idiοt', 'Greek letters'],
    ['Sꓧꓴt ꓴꓑ you idiot', 'Lisu letters'],
    ['shut up уоυ idiot', 'a word of two other alphabets'],
    ['𝐬𝐡𝐮𝐭 𝓾𝓹 𝖞𝖔𝖚 𝚒𝚍𝚒𝚘𝚝', 'mathematical letters'],
    ['ｓｈｕｔ ｕｐ ｙｏｕ ｉｄｉｏｔ', 'wide letters'],
    ['ⓢⓗⓤⓣ ⓤⓟ ⓨⓞⓤ ⓘⓓⓘⓞⓣ', 'circled letters'],
    ['⒮⒣⒰⒯ ⒰⒫ ⒴⒪⒰ ⒤⒟⒤⒪⒯', 'letters in brackets'],
    ['🅢🅗🅤🅣 🅤🅟 🅨🅞🅤 🅘🅓🅘🅞🅣', 'white letters on black'],
    ['🆂🅷🆄🆃 🆄🅿️ 🆈🅾️🆄 🅸🅳🅸🅾️🆃', 'white letters on black squares'],
    ['ꜱʜᴜᴛ ᴜᴘ ʏᴏᴜ ɪᴅɪᴏᴛ', 'small capitals'],
    ['ˢʰᵘᵗ up ʸᵒᵘ ᶦᵈᶦᵒᵗ', 'raised letters'],
    ['s̶h̶u̶t̶ u̲p̲ you i̷d̷i̷o̷t̷', 'lines through letters'],
    ['s̴̢̛͇h̵̰̆͠u̷̡̥̽t̵̨̛͘ up you idiot', 'heaps of marks'],
    ['s.h.u.t up you i-d-i-o-t', 'signs between letters'],
    ['s.h.u.t u.p y.o.u i.d.i.o.t', 'signs between the letters of every word'],
    ['s h u t  u p  y o u  i d i o t', 'spaces between letters'],
    ['s\u00a0h\u00a0u\u00a0t up you i\u2009d\u2009i\u2009o\u2009t', 'spaces of other widths'],
    ['ѕ h υ t up you i.d.і.o.t', 'letters that look alike, spaced out'],
  ])('%s is read through: %s', (text) => {
    expect(fold(text).replace(/ +/g, ' ').toLowerCase()).toBe('shut up you idiot');
  });

  it.each([
    ['ไ\u200bป\u200bตาย', 'ไปตาย'],
    ['ไ ป ต า ย', 'ไปตาย'],
    ['เเทงบอล', 'แทงบอล'],
    ['น\u0e4d\u0e49\u0e32', 'น้ำ'],
    ['ເເມ່ນ', 'ແມ່ນ'],
    ['သ\u200bတ်', 'သတ်'],
    ['ခွေ.း.မ.သား', 'ခွေးမသား'],
    ['မ င်း ကို သ တ်', 'မင်းကိုသတ်'],
    ['၀မ်း', 'ဝမ်း'],
    ['ဇူလုိင်', 'ဇူလိုင်'],
    ['နீ\u200c ஒ\u200cரு', 'နீ ஒரு'],
    ['மு.ட்.டா.ள்', 'முட்டாள்'],
    ['ស្រ​ឡាញ់', 'ស្រឡាញ់'],
    ['သ.ာ.း.မ.ကို', 'သားမကို'],
    ['ட்\u200dட\u200cா', 'ட்டா'],
    ['f.i.r.s.t', 'first'],
    ['I h a t e you', 'I hate you'],
    ['đ.ồ.n.g.u', 'đồngu'],
    ['n\u200bg\u200bu', 'ngu'],
  ])('%s reads %s', (text, plain) => {
    expect(fold(text)).toBe(plain);
  });
});

it('folds what is folded no further', () => {
  const odd = [...'aB.- ѕοеⓢʰᵘ\u200b\u200d\u0332\u0301\ufe0fเ\u0e4d\u0e32\u0e49ကု\u102d\u1040்ก'];
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(fc.constantFrom(...odd), { maxLength: 30 }).map((letters) => letters.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const once = fold(text);
      expect(fold(once)).toBe(once);
    }),
    { numRuns: 1_000 },
  );
});

it('costs no more than its length, whatever a page has made up', () => {
  const length = 65_536;
  for (const piece of [
    'a ',
    'a.',
    's\u0301',
    'ѕ',
    'ပေ ',
    '\u200d',
    '🅿',
    'เ',
    '\u{e0041}',
    '\u0301',
  ]) {
    const started = performance.now();
    fold(piece.repeat(Math.floor(length / piece.length)));
    expect(performance.now() - started, JSON.stringify(piece)).toBeLessThan(1_000);
  }
});
