import { describe, expect, it, vi } from 'vitest';
import { Languages } from './language';
import { fakeElement } from './testing/fake-element';

// The page's own word, without a page.
const page = vi.hoisted(() => ({ lang: null as string | null }));
vi.mock('./dom', () => ({
  closest: () => (page.lang === null ? null : {}),
  attribute: () => page.lang,
}));

const INDONESIAN = 'Kapal berangkat pada tengah hari, jadi jangan sampai terlambat.';

async function told(text: string, lang: string | null, detected: string | null) {
  page.lang = lang;
  const element = fakeElement(1, text);
  const asked: string[] = [];
  let found = 0;
  const languages = new Languages(
    async (sample) => {
      asked.push(sample);
      return detected;
    },
    () => found++,
  );
  const first = languages.of(element);
  while (languages.step());
  await vi.waitFor(() => expect(languages.isIdle).toBe(true));
  await Promise.resolve();
  expect(found).toBe(asked.length);
  return { first, last: languages.of(element), asked: asked.length };
}

describe('what an element is written in', () => {
  it('is told by the detector where the text is long, not by the page', async () => {
    expect(await told(INDONESIAN, 'en', 'id')).toEqual({ first: 'en', last: 'id', asked: 1 });
  });

  it('is told by the page where the text is short', async () => {
    expect(await told('Selamat pagi', 'en', 'id')).toEqual({ first: 'en', last: 'en', asked: 0 });
  });

  it('is told by the detector where the page says nothing, however short', async () => {
    expect(await told('Selamat pagi', null, 'id')).toEqual({ first: null, last: 'id', asked: 1 });
  });

  it('is told by the page where the detector is not sure, or names a twin', async () => {
    expect((await told(INDONESIAN, 'en', null)).last).toBe('en');
    expect((await told(INDONESIAN, 'ms-MY', 'id')).last).toBe('ms-MY');
    expect((await told(INDONESIAN, 'en-GB', 'en')).last).toBe('en-GB');
  });

  it('is never what the script contradicts', async () => {
    expect((await told(INDONESIAN, 'th', 'ru')).last).toBeNull();
    expect((await told(INDONESIAN, 'en', 'ru')).last).toBe('en');
  });

  it('is told by the script where one language has it, and nobody is asked', async () => {
    const thai = 'วันนี้อากาศดีมาก พรุ่งนี้เราจะไปตลาดด้วยกัน แล้วกลับบ้านตอนเย็น';
    expect(await told(thai, 'en', 'lo')).toEqual({ first: 'th', last: 'th', asked: 0 });
    expect((await told('ၵႂၢမ်းတႆး', 'shn', 'my')).last).toBe('shn');
  });
});
