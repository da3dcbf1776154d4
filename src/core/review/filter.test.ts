import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { isShown, QueueFilter } from './filter';
import { decision, entry, START } from './testing/entries';
import { MAX_WORDS, wordsOf } from './words';

describe('isShown', () => {
  it.each<[QueueFilter, boolean]>([
    [{}, true],
    [{ flag: 'unsafe' }, true],
    [{ flag: 'safe' }, false],
    [{ decision: 'none' }, false],
    [{ decision: 'any' }, true],
    [{ decision: 'overturn' }, true],
    [{ decision: 'agree' }, false],
    [{ site: 'example.com' }, true],
    [{ site: 'www.example.com' }, false],
    [{ language: 'en' }, true],
    [{ language: null }, false],
    [{ kind: 'text', flag: 'unsafe', site: 'example.com' }, true],
    [{ kind: 'image', flag: 'unsafe', site: 'example.com' }, false],
    [{ from: START + 7 }, true],
    [{ from: START + 8 }, false],
    [{ before: START + 8 }, true],
    [{ before: START + 7 }, false],
    [{ text: 'number words' }, true],
    [{ text: 'number nowhere' }, false],
    [{ text: ' !? ' }, true],
  ])('%j: %s', async (filter, isIn) => {
    const each = await entry(7, { decision: decision({ call: 'overturn' }) });
    expect(isShown(each, filter)).toBe(isIn);
  });

  it('takes no filter that it does not know', () => {
    expect(v.is(QueueFilter, { flag: 'unsafe' })).toBe(true);
    expect(v.is(QueueFilter, { flags: 'unsafe' })).toBe(false);
    expect(v.is(QueueFilter, { flag: 'unknown' })).toBe(false);
  });
});

describe('wordsOf', () => {
  it.each([
    ['English', 'You IDIOT, go away!', 'idiot'],
    ['Indonesian', 'Dasar bodoh, pergi sana.', 'Bodoh'],
    ['Malay', 'Awak memang bodoh betul', 'betul'],
    ['Filipino', 'Ang tanga mo talaga, umalis ka', 'tanga'],
    ['Thai', 'ฉันเกลียดคุณมาก', 'เกลียด'],
    ['Thai with sara am', 'อย่าทำแบบนี้อีกเลย', 'ทำ'],
    ['Vietnamese', 'Đồ ngu, cút đi', 'đồ ngu'],
    ['Vietnamese without accents', 'Đồ ngu, cút đi', 'do cut'],
    ['Tamil', 'நீ ஒரு முட்டாள், போ', 'முட்டாள்'],
    ['Burmese', 'မင်းကို ငါ မုန်းတယ်', 'မုန်း'],
  ])('finds a word in %s', (_language, text, asked) => {
    const words = wordsOf(text);
    const sought = wordsOf(asked);
    expect(sought.length).toBeGreaterThan(0);
    expect(words).toEqual(expect.arrayContaining(sought));
  });

  it('knows the same word in two spellings of Unicode', () => {
    expect(wordsOf('cafe\u0301')).toEqual(wordsOf('café'));
    expect(wordsOf('ｉｄｉｏｔ')).toEqual(['idiot']);
  });

  it('tells words of one script apart by their marks', () => {
    expect(wordsOf('มา')).not.toEqual(wordsOf('ม้า'));
  });

  it('keeps to its bound, and gives each word once', () => {
    expect(wordsOf('one one ONE')).toEqual(['one']);
    const many = Array.from({ length: 200 }, (_, at) => `w${at}`).join(' ');
    expect(wordsOf(many)).toHaveLength(MAX_WORDS);
  });
});
