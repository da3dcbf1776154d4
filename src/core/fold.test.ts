import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from './fold';

const PLAIN = [
  'shut up you idiot',
  'ไปตายซะ ไอ้โง่',
  'மிகவும் நன்றி',
  'မင်းကို သတ်ပစ်မယ်',
  'Cảm ơn bạn rất nhiều',
  'Москва слезам не верит',
  'Η Αθήνα είναι όμορφη',
  '東京 が 好き です',
  'I am a B2B seller, aged 3 - 4',
  'U.S.A. and Ph.D.',
  '👩‍👩‍👧 🇹🇭 ❤️',
  'a b c',
  '१२३',
];

describe('what is written plainly', () => {
  it.each(PLAIN)('%s stays as it is', (text) => {
    expect(fold(text)).toBe(text);
  });
  it('keeps the joiners that mean something', () => {
    const tamil = 'க்\u200cஷ';
    expect(fold(tamil)).toBe(tamil);
    expect(fold('👨‍👩‍👧')).toBe('👨‍👩‍👧');
  });
});

describe('a disguise', () => {
  it.each([
    ['s\u200bh\u200bu\u200bt up you id\u00adiot', 'zero-width spaces and soft hyphens'],
    ['shut u\u200cp you i\u200ddiot', 'joiners'],
    ['\u202eshut up\u202c you \u2066idiot\u2069', 'marks of direction'],
    ['ѕhut uр уоu іdіоt', 'Cyrillic letters'],
    ['sһυt υp yοu idiοt', 'Greek letters'],
    ['𝐬𝐡𝐮𝐭 𝓾𝓹 𝖞𝖔𝖚 𝚒𝚍𝚒𝚘𝚝', 'mathematical letters'],
    ['ｓｈｕｔ ｕｐ ｙｏｕ ｉｄｉｏｔ', 'wide letters'],
    ['ⓢⓗⓤⓣ ⓤⓟ ⓨⓞⓤ ⓘⓓⓘⓞⓣ', 'circled letters'],
    ['🅢🅗🅤🅣 🅤🅟 🅨🅞🅤 🅘🅓🅘🅞🅣', 'white letters on black'],
    ['ꜱʜᴜᴛ ᴜᴘ ʏᴏᴜ ɪᴅɪᴏᴛ', 'small capitals'],
    ['s.h.u.t up you i-d-i-o-t', 'signs between letters'],
    ['s h u t  up  you  i d i o t', 'spaces between letters'],
  ])('%s is read through: %s', (text) => {
    expect(fold(text).replace(/ +/g, ' ')).toBe('shut up you idiot');
  });
  it('in a script without spaces is read through too', () => {
    expect(fold('ไ\u200bป\u200bตาย')).toBe('ไปตาย');
    expect(fold('သ\u200bတ်')).toBe('သတ်');
  });
});

it('folds what is folded no further', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const once = fold(text);
      expect(fold(once)).toBe(once);
    }),
  );
});
