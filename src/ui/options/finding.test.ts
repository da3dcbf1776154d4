import { describe, expect, it } from 'vitest';
import { folded, holdsAll, placesOf, wordsOf } from './finding';

const marked = (text: string, query: string): string[] =>
  placesOf(text, wordsOf(query)).map(([begin, end]) => text.slice(begin, end));

describe('the search of the options', () => {
  it('does not mind case or the accents of Latin letters', () => {
    expect(folded('Tiếng Việt Đà')).toBe('tieng viet da');
    expect(marked('Ngôn ngữ và Thông báo', 'ngon')).toEqual(['Ngôn']);
    // Written with combining marks.
    expect(marked('Ngo\u0302n', 'ngôn')).toEqual(['Ngo\u0302n']);
  });

  it('finds words where no space stands between them', () => {
    expect(marked('เครื่องมือสำหรับภาษาไทย', 'ภาษา')).toEqual(['ภาษา']);
    expect(marked('ဘာသာစကားကိုရွေးပါ', 'စကား')).toEqual(['စကား']);
    expect(marked('மொழியைத் தேர்ந்தெடு', 'மொழி')).toEqual(['மொழி']);
  });

  it('wants all the words, in whatever order', () => {
    expect(wordsOf('  Guard  memory guard ')).toEqual(['guard', 'memory']);
    expect(holdsAll(folded('Memory of the guard'), wordsOf('guard mem'))).toBe(true);
    expect(holdsAll(folded('Memory'), wordsOf('guard mem'))).toBe(false);
    expect(wordsOf('   ')).toEqual([]);
  });

  it('says where each stands, however often', () => {
    expect(placesOf('a guard, a Guard', ['guard'])).toEqual([
      [2, 7],
      [11, 16],
    ]);
    expect(placesOf('😀 ß guard', ['guard'])).toEqual([[5, 10]]);
  });
});
