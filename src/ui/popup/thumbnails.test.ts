import * as v from 'valibot';
import { describe, expect, it, vi } from 'vitest';
import { type ImageSource, MAX_IMAGE_ADDRESS } from '../../core/image';
import type { ImageSummary } from '../../platform/messages';
import { Thumbnail, Thumbnails } from './thumbnails';

const SMALL = 'data:image/webp;base64,UklGRg==';
const always = (): AbortSignal => new AbortController().signal;
const at = (name: string): ImageSummary => ({
  src: `https://img.example/${name}`,
  width: 0,
  height: 0,
  thumbnail: null,
});

/** A background that answers when it is told to. */
function slow() {
  const asked: { source: ImageSource; answer(thumbnail: string | null): void; fail(): void }[] = [];
  const thumbnails = new Thumbnails(
    (source) =>
      new Promise((answer, reject) => {
        asked.push({ source, answer, fail: () => reject(new Error('no answer')) });
      }),
    3,
  );
  const names = () => asked.map(({ source }) => source.from === 'web' && source.url.slice(20));
  return { asked, names, thumbnails };
}

const soon = () => new Promise((done) => setTimeout(done));

describe('what may stand in an img', () => {
  it.each([SMALL, 'data:image/png;base64,iVBORw0KGgo=', 'data:image/jpeg;base64,/9j+4A'])(
    'is %s',
    (address) => expect(v.is(Thumbnail, address)).toBe(true),
  );

  it.each([
    'https://img.example/a.png',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'data:image/svg+xml,<svg onload="alert(1)"/>',
    'data:image/png,<svg/>',
    'data:image/png;base64,AAAA" onerror="alert(1)',
    'data:image/png;base64,AAAA\n',
    'data:text/html;base64,AAAA',
    'data:image/pngx;base64,AAAA',
    ' data:image/png;base64,AAAA',
    'data:image/png;base64,',
    'javascript:alert(1)',
    '',
  ])('is not %j', (address) => expect(v.is(Thumbnail, address)).toBe(false));

  it('is not of any length', () => {
    expect(v.is(Thumbnail, `data:image/png;base64,${'A'.repeat(150_000)}`)).toBe(true);
    expect(v.is(Thumbnail, `data:image/png;base64,${'A'.repeat(300_000)}`)).toBe(false);
  });
});

describe('small pictures', () => {
  it('that the page sent along are taken as they are, and nobody is asked', async () => {
    const { asked, thumbnails } = slow();
    const image = { ...at('a'), src: null, thumbnail: SMALL };
    expect(thumbnails.known(image)).toBe(SMALL);
    expect(await thumbnails.of(image, true, always())).toBe(SMALL);
    expect(asked).toEqual([]);
  });

  it('that the page sent in another form are made anew by the background', async () => {
    const { asked, thumbnails } = slow();
    const svg = 'data:image/svg+xml,<svg/>';
    const found = thumbnails.of({ ...at('a'), src: null, thumbnail: svg }, true, always());
    await soon();
    expect(asked[0]?.source).toEqual({ from: 'page', data: svg });
    asked[0]?.answer(SMALL);
    expect(await found).toBe(SMALL);
  });

  it.each([
    'ftp://img.example/a',
    'blob:https://a.example/1',
    `https://x/${'a'.repeat(MAX_IMAGE_ADDRESS)}`,
  ])('of no address that can be asked for are none: %.30s', async (src) => {
    const { asked, thumbnails } = slow();
    expect(thumbnails.known({ ...at('a'), src })).toBeNull();
    expect(await thumbnails.of({ ...at('a'), src }, true, always())).toBeNull();
    expect(asked).toEqual([]);
  });

  it('of one address are asked for once, and kept', async () => {
    const { asked, thumbnails } = slow();
    const rows = [1, 2, 3].map(() => thumbnails.of(at('a'), true, always()));
    await soon();
    expect(asked.length).toBe(1);
    expect(thumbnails.known(at('a'))).toBeUndefined();
    asked[0]?.answer(SMALL);
    expect(await Promise.all(rows)).toEqual([SMALL, SMALL, SMALL]);
    expect(thumbnails.known(at('a'))).toBe(SMALL);
    expect(await thumbnails.of(at('a'), true, always())).toBe(SMALL);
    expect(asked.length).toBe(1);
  });

  it('are asked for a few at a time, and those that wait hold up none that is judged', async () => {
    const { asked, names, thumbnails } = slow();
    for (const name of ['w1', 'w2', 'w3']) void thumbnails.of(at(name), false, always());
    for (const name of ['j1', 'j2', 'j3', 'j4', 'j5']) void thumbnails.of(at(name), true, always());
    await soon();
    expect(names()).toEqual(['w1', 'w2', 'j1', 'j2', 'j3', 'j4']);
    asked[2]?.answer(null);
    await soon();
    expect(names().slice(6)).toEqual(['j5']);
  });

  it('of rows that have gone before their turn are not asked for', async () => {
    const { asked, names, thumbnails } = slow();
    for (const name of ['j1', 'j2', 'j3', 'j4']) void thumbnails.of(at(name), true, always());
    const [scrolledPast, again] = [new AbortController(), new AbortController()];
    const gone = thumbnails.of(at('gone'), true, scrolledPast.signal);
    void thumbnails.of(at('two rows'), true, again.signal);
    void thumbnails.of(at('two rows'), true, always());
    scrolledPast.abort();
    again.abort();
    for (let i = 0; i < 4; i++) asked[i]?.answer(SMALL);
    expect(await gone).toBeNull();
    await soon();
    expect(names().slice(4)).toEqual(['two rows']);
    // It is back in sight.
    void thumbnails.of(at('gone'), true, always());
    await soon();
    expect(names().slice(5)).toEqual(['gone']);
  });

  it('that are not to be had are asked for once more when there is a verdict', async () => {
    const ask = vi.fn(async () => null);
    const thumbnails = new Thumbnails(ask);
    for (const judged of [false, false, true, true]) {
      expect(await thumbnails.of(at('a'), judged, always())).toBeNull();
    }
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('that nobody answered for are asked for anew', async () => {
    const { asked, thumbnails } = slow();
    const first = thumbnails.of(at('a'), true, always());
    await soon();
    asked[0]?.fail();
    expect(await first).toBeNull();
    const second = thumbnails.of(at('a'), true, always());
    await soon();
    asked[1]?.answer(SMALL);
    expect(await second).toBe(SMALL);
  });

  it('are nothing where the answer is no such picture', async () => {
    const thumbnails = new Thumbnails(async () => 'https://img.example/a');
    expect(await thumbnails.of(at('a'), true, always())).toBeNull();
    expect(thumbnails.known(at('a'))).toBeUndefined();
  });

  it('are kept in a bounded number, the latest used', async () => {
    const ask = vi.fn(async () => SMALL);
    const thumbnails = new Thumbnails(ask, 2);
    for (const name of ['a', 'b', 'a', 'c']) await thumbnails.of(at(name), true, always());
    expect(thumbnails.known(at('a'))).toBe(SMALL);
    expect(thumbnails.known(at('b'))).toBeUndefined();
    expect(thumbnails.known(at('c'))).toBe(SMALL);
  });
});
