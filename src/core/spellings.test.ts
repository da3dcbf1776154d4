import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { respelled, spellings } from './spellings';

describe('plain text has one spelling', () => {
  it.each([
    'You will need a good bottle.',
    'orang2 itu, anak2 dan 3kali 5kg 10am 1st 2nd 4G 3D 100rb 1juta',
    'B2B and H1N1, MP3, COVID19, A4, X5, RTX4090Ti, F1, Q3 2026',
    'World War III, Louis XXX, chapter viii',
    'www.example.com',
    'Write to ani@contoh.example or @budi!',
    '$100, S$10, 50 000, 1,000,000, 12:30',
    'Hello! Where? Wow!',
    'Maaf, saat itu taat. Oo, maaari.',
    'ถนนสวรรค์ กรรม พรรคพวก',
    'பாப்பா பள்ளிக்கூடம்',
    'မမ လာပြီ။ ကကတ်',
    'Cảm ơn bạn rất nhiều',
    'ខ្ញុំស្រឡាញ់អ្នក',
    'Так как это news из Москвы',
  ])('%s', (text) => {
    expect(spellings(text)).toEqual([text]);
    expect(respelled(text)).toBe('');
  });

  const PROSE = join(import.meta.dirname, '../../../shared/data/screening');
  const absent = existsSync(PROSE) ? '' : ` (skipped: ${PROSE} is absent)`;
  it.skipIf(absent !== '')(`in everyday prose nearly always${absent}`, () => {
    let all = 0;
    const doubtful: string[] = [];
    for (const lang of ['en', 'id', 'ms', 'my', 'ta', 'th', 'tl', 'vi'])
      for (const line of readFileSync(join(PROSE, `${lang}-belebele.jsonl`), 'utf8').split('\n')) {
        if (line === '') continue;
        all++;
        const { text } = JSON.parse(line) as { text: string };
        if (spellings(text.normalize('NFC')).length > 1) doubtful.push(text);
      }
    expect(all).toBeGreaterThan(400);
    expect(doubtful.length / all, doubtful.join('\n')).toBeLessThan(0.01);
  });
});

describe('a doubtful spelling', () => {
  it.each([
    ['shuuut uuup you idiot', 'shut up you idiot'],
    ['just killl yourself', 'just kill yourself'],
    ['juuust killl yourseeelf', 'just kill yourself'],
    ['SHUUUT UP', 'SHUT UP'],
    ['shut up you 1d10t', 'shut up you idiot'],
    ['shuuut up you 1d10t', 'shut up you idiot'],
    ['dasar g0bl0k', 'dasar goblok'],
    ['b@bi', 'babi'],
    ['b4b1', 'babi'],
    ['4nj1ng', 'anjing'],
    ['4njing', 'anjing'],
    ['sh!t', 'shit'],
    ['$hit', 'shit'],
    ['l0ser! w0r1d', 'loser! world'],
    ['Loserrrr h3l1o', 'Loserr hello'],
    ['มากกกก', 'มาก'],
    ['นะคะะะะ', 'นะคะ'],
    ['ดีีีมาก', 'ดีมาก'],
    ['taiii', 'tai'],
    ['நீீ', 'நீ'],
    ['သေေ', 'သေ'],
    ['mày chếếết đi', 'mày chết đi'],
    ['a сех word', 'a cex word'],
  ])('%s may read %s', (text, meant) => {
    const [own, ...others] = spellings(text);
    expect(own).toBe(text);
    expect(others).toContain(meant);
    expect(others.length).toBeLessThanOrEqual(3);
  });

  it('of a long text is told of its sentences alone', () => {
    const text = `${'The ferry leaves at noon. '.repeat(50)}Shuuut up, you! ${'It is late. '.repeat(50)}`;
    expect(respelled(text).split('\n')).toEqual(['Shut up, you!', 'Shuut up, you!']);
  });
});

it('gives a few that all differ, whatever the text, and soon', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc
      .array(fc.constantFrom(...'aaabl1034!$@.กกะมеဘာေ '), { maxLength: 40 })
      .map((all) => all.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const all = spellings(text);
      expect(all[0]).toBe(text);
      expect(all.length).toBeLessThanOrEqual(4);
      expect(new Set(all).size).toBe(all.length);
    }),
    { numRuns: 1_000 },
  );
  for (const piece of [
    'a',
    '1a',
    'a1',
    '\u0301',
    'กะ',
    '!a',
    'IVX',
    'a ',
    '@',
    '၁',
    'shuuut 1d10t. ',
  ]) {
    const started = performance.now();
    const text = piece.repeat(Math.floor(65_536 / piece.length));
    spellings(text);
    respelled(text);
    expect(performance.now() - started, JSON.stringify(piece)).toBeLessThan(1_500);
  }
});
