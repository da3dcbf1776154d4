import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../core/content-key';
import type { ImageSource } from '../../core/image';
import { bytesOf, contentOf, FakeFetcher, fromWeb } from '../testing/images';
import { type Found, Images, type Want } from './images';
import { Shelf } from './shelf';

const MEGABYTE = 1024 * 1024;

let fetcher: FakeFetcher;
let shelf: Shelf;
let images: Images;
beforeEach(() => {
  fetcher = new FakeFetcher();
  shelf = new Shelf();
  images = new Images({ fetcher, shelf });
});

const want = (source: ImageSource, priority: 0 | 1 | 2 = 2, remember = true): Want =>
  images.want(source, { priority, remember });
const found = async ({ found: promise }: Want): Promise<Extract<Found, { ok: true }>> => {
  const result = await promise;
  return result?.ok ? result : expect.fail(`not found: ${result?.trouble}`);
};
const hashOf = async (content: string) => sha256(new TextEncoder().encode(content));

describe('an image that is wanted', () => {
  it('is fetched, and named by its bytes', async () => {
    const one = want(fromWeb('a'), 1, false);
    expect(fetcher.underWay.get('a')).toMatchObject({ priority: 1, remember: false });
    fetcher.end('a');
    const { token, bytes } = await found(one);
    expect(token).toBe(await hashOf('bytes of a'));
    expect(contentOf(bytes)).toBe('bytes of a');
  });

  it('of a page’s own comes from its address', async () => {
    const one = want({ from: 'page', data: 'data:image/png;base64,YWJj' });
    expect((await found(one)).token).toBe(await hashOf('abc'));
    expect(fetcher.started).toEqual([]);
  });

  it('of a page’s own is broken where its address is', async () => {
    const { found: broken } = want({ from: 'page', data: 'data:image/png;base64,a' });
    expect(await broken).toEqual({ ok: false, trouble: 'image-broken' });
  });

  it('tells why it cannot be had', async () => {
    const { found: missing } = want(fromWeb('a'));
    fetcher.end('a', { ok: false, trouble: 'image-locked' });
    expect(await missing).toEqual({ ok: false, trouble: 'image-locked' });
  });
});

describe('the same address', () => {
  it('is fetched once at a time, for all who want it', async () => {
    const wants = [want(fromWeb('a')), want(fromWeb('a')), want(fromWeb('a'))];
    fetcher.end('a');
    const tokens = await Promise.all(wants.map(async (each) => (await found(each)).token));
    expect(new Set(tokens).size).toBe(1);
    expect(fetcher.started).toEqual(['a']);
  });

  it('is not fetched again a moment later', async () => {
    const first = want(fromWeb('a'));
    fetcher.end('a');
    await found(first);
    first.release();
    await found(want(fromWeb('a')));
    expect(fetcher.started).toEqual(['a']);
  });

  it('is fetched again after a failure', async () => {
    const first = want(fromWeb('a'));
    fetcher.end('a', { ok: false, trouble: 'image-missing' });
    await first.found;
    const second = want(fromWeb('a'));
    fetcher.end('a');
    await found(second);
    expect(fetcher.started).toEqual(['a', 'a']);
  });

  it('is wanted as soon as the most eager of all wants it', () => {
    const priority = () => fetcher.underWay.get('a')?.priority;
    const first = want(fromWeb('a'), 2);
    const second = want(fromWeb('a'), 0);
    expect(priority()).toBe(0);
    first.reprioritise(1);
    expect(priority()).toBe(0);
    second.release();
    expect(priority()).toBe(1);
    first.reprioritise(2);
    expect(priority()).toBe(2);
  });

  it('is fetched no longer than anybody wants it', async () => {
    const first = want(fromWeb('a'));
    const second = want(fromWeb('a'));
    first.release();
    expect(fetcher.underWay.size).toBe(1);
    second.release();
    second.release();
    expect(fetcher.underWay.size).toBe(0);
    expect(await first.found).toBeNull();
    expect(await second.found).toBeNull();
    const third = want(fromWeb('a'));
    fetcher.end('a');
    await found(third);
  });
});

describe('the guard’s Worker', () => {
  it('is given what is held', async () => {
    const one = want(fromWeb('a'));
    fetcher.end('a');
    const { token, bytes } = await found(one);
    expect(await images.give(token)).toEqual({ ok: true, bytes });
    expect(await images.give('nothing')).toBeNull();
  });

  it('is given what has left the shelf, got once more', async () => {
    const one = want(fromWeb('a'), 2);
    fetcher.end('a');
    const { token } = await found(one);
    shelf.remove(token);
    const given = [images.give(token), images.give(token)];
    expect(fetcher.underWay.get('a')?.priority).toBe(0);
    fetcher.end('a');
    for (const image of await Promise.all(given)) {
      if (!image?.ok) expect.fail('not given');
      expect(contentOf(image.bytes)).toBe('bytes of a');
    }
    expect(fetcher.started).toEqual(['a', 'a']);
  });

  it('is given a page’s own once more too', async () => {
    const one = want({ from: 'page', data: 'data:image/png;base64,YWJj' });
    const { token } = await found(one);
    shelf.remove(token);
    expect(await images.give(token)).toMatchObject({ ok: true });
  });

  it('is not given another image that has taken the address', async () => {
    const one = want(fromWeb('a'));
    fetcher.end('a');
    const { token } = await found(one);
    shelf.remove(token);
    const given = images.give(token);
    fetcher.end('a', { ok: true, bytes: bytesOf('another') });
    expect(await given).toMatchObject({ ok: false, trouble: 'image-missing' });
  });

  it('is told what went wrong the second time', async () => {
    const one = want(fromWeb('a'));
    fetcher.end('a');
    const { token } = await found(one);
    shelf.remove(token);
    const given = images.give(token);
    fetcher.end('a', { ok: false, trouble: 'image-missing' });
    expect(await given).toMatchObject({ ok: false, trouble: 'image-missing' });
  });

  it('has nothing fetched for it that nobody wants any more', async () => {
    const one = want(fromWeb('a'));
    fetcher.end('a');
    const { token } = await found(one);
    shelf.remove(token);
    const given = images.give(token);
    one.release();
    expect(await given).toBeNull();
    expect(fetcher.underWay.size).toBe(0);
    expect(await images.give(token)).toBeNull();
  });
});

describe('a private window', () => {
  it('leaves no bytes behind when it is answered', async () => {
    const one = want(fromWeb('a'), 2, false);
    fetcher.end('a');
    const { token } = await found(one);
    expect(await images.give(token)).toMatchObject({ ok: true });
    one.release();
    expect(shelf.count).toBe(0);
  });

  it('leaves none behind where it goes before they have come', async () => {
    const one = want(fromWeb('a'), 2, false);
    fetcher.end('a');
    one.release();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(shelf.count).toBe(0);
  });

  it('takes nothing away from another that shows the same', async () => {
    const [own, hidden] = [want(fromWeb('a'), 2, true), want(fromWeb('a'), 2, false)];
    fetcher.end('a');
    await found(own);
    hidden.release();
    own.release();
    expect(shelf.count).toBe(1);
  });
});

describe('a page of 1,000 images', () => {
  it('takes no more memory than the shelf has', async () => {
    const size = MEGABYTE / 4;
    const wants = Array.from({ length: 1_000 }, (_, i) => want(fromWeb(`image${i}`)));
    for (let i = 0; i < 1_000; i++) {
      const bytes = new Uint8Array(size);
      new DataView(bytes.buffer).setUint32(0, i);
      fetcher.end(`image${i}`, { ok: true, bytes });
      if (i % 50 === 49) await wants[i]?.found;
      expect(shelf.bytes).toBeLessThanOrEqual(64 * MEGABYTE);
    }
    const tokens = await Promise.all(wants.map(async (each) => (await found(each)).token));
    expect(new Set(tokens).size).toBe(1_000);
    expect(shelf.count).toBe(256);
    expect(shelf.bytes).toBe(64 * MEGABYTE);
  });
});
