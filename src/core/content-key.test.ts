import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASKING_VERSION, contentKey, normalise } from './content-key';

describe('normalise', () => {
  it.each([
    ['  a \t b  ', 'a b'],
    ['a \n \n b', 'a\nb'],
    ['a\u00a0b', 'a b'],
    ['e\u0301', 'é'],
    ['lone \ud800 surrogate', 'lone \ufffd surrogate'],
    ['whole 😀 pair', 'whole 😀 pair'],
  ])('%j → %j', (text, expected) => expect(normalise(text)).toBe(expected));

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
      }),
    );
  });
});

describe('contentKey', () => {
  it('is a SHA-256 in hexadecimal, of text, kind and guard', async () => {
    const key = await contentKey('text', 'prompt', 'guard-1');
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(await contentKey('text', 'prompt', 'guard-1')).toBe(key);
    expect(await contentKey('text', 'prompt', 'guard-2')).not.toBe(key);
    expect(await contentKey('texts', 'prompt', 'guard-1')).not.toBe(key);
  });

  it('is another one where text is asked in another way', async () => {
    const bytes = new TextEncoder().encode(`guard-1\nprompt\n${ASKING_VERSION}\ntext`);
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
    expect(await contentKey('text', 'prompt', 'guard-1')).toBe(digest);
  });
});
