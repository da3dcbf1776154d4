import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASKING_VERSION, contentKey, normalise, sha256 } from './content-key';

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
  const text = (content: string) => ({ kind: 'prompt', text: content }) as const;
  const image = {
    kind: 'image',
    bytes: 'ab'.repeat(32),
    detail: 'balanced',
    text: 'A sign',
  } as const;

  it('is a SHA-256 in hexadecimal, of text, kind and guard', async () => {
    const key = await contentKey(text('text'), 'guard-1');
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(await contentKey(text('text'), 'guard-1')).toBe(key);
    expect(await contentKey(text('text'), 'guard-2')).not.toBe(key);
    expect(await contentKey(text('texts'), 'guard-1')).not.toBe(key);
  });

  it('is another one where text is asked in another way', async () => {
    const bytes = new TextEncoder().encode(`guard-1\nprompt\n${ASKING_VERSION}\ntext`);
    expect(await contentKey(text('text'), 'guard-1')).toBe(await sha256(bytes));
  });

  it('of a text is what it has been since marks on a letter are bounded', async () => {
    // `printf 'guard-1\nprompt\n3\ntext' | sha256sum`
    expect(await contentKey(text('text'), 'guard-1')).toBe(
      '4b19b9cd7cc79248f580bdf1718148136732f8c2e8a0b32ea763f65f6e6c11bf',
    );
  });

  it('of a response depends on its question, and no part runs into another', async () => {
    const response = (question: string, content: string) =>
      contentKey({ kind: 'response', question, text: content }, 'guard-1');
    const keys = await Promise.all([
      response('How deep?', 'Ten metres.'),
      response('How far?', 'Ten metres.'),
      response('How deep?', 'Nine metres.'),
      response('a\nb', 'c'),
      response('a', 'b\nc'),
      response('a\n1', 'b'),
      response('1\na', 'b'),
      contentKey(text('Ten metres.'), 'guard-1'),
      contentKey(text('9\nHow deep?\nTen metres.'), 'guard-1'),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(await response('How deep?', 'Ten metres.')).toBe(keys[0]);
  });

  it('of an image depends on its bytes, its caption and how closely it is looked at', async () => {
    const keys = await Promise.all([
      contentKey(image, 'guard-1'),
      contentKey(image, 'guard-2'),
      contentKey({ ...image, bytes: 'cd'.repeat(32) }, 'guard-1'),
      contentKey({ ...image, detail: 'thorough' }, 'guard-1'),
      contentKey({ ...image, text: '' }, 'guard-1'),
      contentKey({ ...image, text: 'A sign\n' }, 'guard-1'),
      contentKey(text(`balanced\n${image.bytes}\nA sign`), 'guard-1'),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(await contentKey({ ...image }, 'guard-1')).toBe(keys[0]);
  });
});
