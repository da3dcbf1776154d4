import { expect, test } from 'vitest';
import { type GivenImage, giveImages, takeImage } from './image-handover';

test('an image is given to whoever takes it by its token', async () => {
  const bytes = new TextEncoder().encode('bytes');
  const given: Record<string, GivenImage> = {
    there: { ok: true, bytes },
    lost: { ok: false, trouble: 'image-missing', message: 'It is gone.' },
  };
  const end = giveImages(async (token) => given[token] ?? null);
  try {
    const [there, lost] = await Promise.all([takeImage('there', 5_000), takeImage('lost', 5_000)]);
    if (!there.ok) expect.fail('not given');
    expect(new TextDecoder().decode(there.bytes)).toBe('bytes');
    expect(lost).toEqual(given.lost);
    await expect(takeImage('unknown', 50)).rejects.toThrow('no answer');
    const abort = new AbortController();
    const taking = takeImage('unknown', 5_000, abort.signal);
    abort.abort(new Error('nobody wants it'));
    await expect(taking).rejects.toThrow('nobody wants it');
  } finally {
    end();
  }
});
