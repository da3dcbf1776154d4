import { describe, expect, it } from 'vitest';
import { readHeader } from './size';

const bytesOf = (...parts: (string | readonly number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : [...part],
    ),
  );
const long = (value: number): number[] => [
  value >>> 24,
  (value >> 16) & 255,
  (value >> 8) & 255,
  value & 255,
];
const word = (value: number): number[] => [value >> 8, value & 255];
const little = (value: number): number[] => [value & 255, value >> 8];

const png = (width: number, height: number) =>
  bytesOf([0x89], 'PNG\r\n\x1a\n', long(13), 'IHDR', long(width), long(height), [8, 2, 0, 0, 0]);
const gif = (width: number, height: number) => bytesOf('GIF89a', little(width), little(height));
/** @param metadata bytes of it before the size */
const jpeg = (width: number, height: number, metadata = 0) => {
  const jfif = [0xff, 0xe0, 0, 16, ...new Array(14).fill(0)];
  const segments: (string | number[])[] = [[0xff, 0xd8], jfif];
  for (let left = metadata; left > 0; left -= 60_000)
    segments.push(
      [0xff, 0xe2],
      word(Math.min(60_000, left) + 2),
      new Array(Math.min(60_000, left)).fill(1),
    );
  segments.push([0xff, 0xc0], word(17), [8], word(height), word(width), new Array(12).fill(0));
  return bytesOf(...segments);
};
const box = (type: string, ...inner: Uint8Array[]) => {
  const content = inner.flatMap((each) => [...each]);
  return bytesOf(long(content.length + 8), type, content);
};
const avif = (brand: string, width: number, height: number) => {
  const size = box('ispe', bytesOf(long(0), long(width), long(height)));
  const meta = box('meta', bytesOf(long(0)), box('iprp', box('ipco', size)));
  return bytesOf([...box('ftyp', bytesOf(brand, long(0), 'mif1'))], [...meta]);
};

const header = (bytes: Uint8Array<ArrayBuffer>, type = '') =>
  readHeader(new Blob([bytes], { type }));

describe('the size of an image, read from its first bytes', () => {
  it.each([
    ['PNG', png(640, 480)],
    ['GIF', gif(640, 480)],
    ['JPEG', jpeg(640, 480)],
    ['JPEG behind a megabyte of metadata', jpeg(640, 480, 1_000_000)],
    ['AVIF', avif('avif', 640, 480)],
    ['animated AVIF', avif('avis', 640, 480)],
  ])('is found in %s', async (_format, bytes) => {
    expect(await header(bytes)).toEqual({ kind: 'pixels', width: 640, height: 480 });
  });

  it.each([
    ['12,000 × 12,000 pixels', png(12_000, 12_000), '12000 × 12000'],
    ['the largest numbers that a header holds', png(0x7fffffff, 0x7fffffff), 'pixels'],
    ['one very long side', jpeg(65_535, 1_000), '65535 × 1000'],
  ])('is too large with %s', async (_what, bytes, says) => {
    await expect(header(bytes)).rejects.toMatchObject({
      reason: 'image-too-large',
      message: expect.stringContaining(says),
    });
  });

  it('is just small enough with 40 million pixels', async () => {
    expect(await header(png(8_000, 5_000))).toMatchObject({ width: 8_000, height: 5_000 });
  });

  it('does not matter in a file of too many bytes', async () => {
    const bytes = new Uint8Array(26 * 1024 * 1024);
    bytes.set(png(10, 10));
    await expect(header(bytes)).rejects.toMatchObject({ reason: 'image-too-large' });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', bytesOf('not an image at all, though long enough to be one')],
    ['no pixels', png(0, 10)],
    ['a header cut short', png(640, 480).slice(0, 14)],
    ['a JPEG without a size', jpeg(640, 480).slice(0, 8)],
  ])('is not there, and the image broken, in %s', async (_what, bytes) => {
    await expect(header(bytes, 'image/png')).rejects.toMatchObject({ reason: 'image-broken' });
  });

  it('is not asked of markup under another name', async () => {
    const bytes = bytesOf('<svg '.repeat(100_000));
    expect(await header(bytes, 'image/png')).toEqual({ kind: 'svg' });
  });

  it('is not asked of an SVG, however long', async () => {
    const svg = bytesOf('<svg '.repeat(1_000_000));
    expect(await header(svg, 'image/svg+xml; charset=utf-8')).toEqual({ kind: 'svg' });
    expect(await header(bytesOf('\n <?xml version="1.0"?><svg/>'))).toEqual({ kind: 'svg' });
    expect(await header(bytesOf([0xef, 0xbb, 0xbf], '<svg/>'))).toEqual({ kind: 'svg' });
  });
});
