import { describe, expect, it } from 'vitest';
import { readImageHeader } from './image-header';

const latin = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const number = (value: number, bytes: number, little = false) => {
  const all = Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256);
  return Uint8Array.from(little ? all : all.reverse());
};
const blob = (...parts: (string | Uint8Array<ArrayBuffer>)[]) =>
  new Blob(parts.map((part) => (typeof part === 'string' ? latin(part) : part)));

const png = (width: number, height: number) =>
  blob('\x89PNG\r\n\x1a\n', number(13, 4), 'IHDR', number(width, 4), number(height, 4), '\x08\x06');
const gif = (width: number, height: number) =>
  blob('GIF89a', number(width, 2, true), number(height, 2, true), '\0\0\0');
/** Metadata in front, as cameras write it, in blocks of at most 64 KB. */
const jpeg = (width: number, height: number, metadata: number) => {
  const parts: (string | Uint8Array<ArrayBuffer>)[] = ['\xff\xd8'];
  for (let left = metadata; left > 0; left -= 60_000) {
    parts.push('\xff\xe2', number(60_002, 2), new Uint8Array(60_000));
  }
  parts.push('\xff\xc0\x00\x11\x08', number(height, 2), number(width, 2), '\x03', 'x'.repeat(20));
  return blob(...parts);
};

it('takes markup behind other bytes for no image, whatever size it claims', async () => {
  const bytes = blob('\xbb\xbf <svg width="1" height="1e999"/>');
  expect(await readImageHeader(bytes)).toBeNull();
  expect(await readImageHeader(blob('x<svg width="9" height="9"/>'))).toBeNull();
});

describe('the header of an image', () => {
  it.each([
    ['a PNG', png(12_000, 9_000), 12_000, 9_000],
    ['a GIF', gif(300, 200), 300, 200],
    ['a JPEG', jpeg(4_000, 3_000, 1), 4_000, 3_000],
    ['a JPEG behind 1 MB of metadata', jpeg(4_000, 3_000, 1_000_000), 4_000, 3_000],
  ])('tells the size of %s', async (_what, bytes, width, height) => {
    expect(await readImageHeader(bytes)).toEqual({ kind: 'pixels', width, height });
  });

  it.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['\u00ef\u00bb\u00bf\n <?xml version="1.0"?><!-- a --><svg/>'],
    [`<!--${'-'.repeat(300_000)}--><svg/>`],
  ])('tells an SVG', async (text) => {
    expect(await readImageHeader(blob(text))).toEqual({ kind: 'svg' });
  });

  it.each([
    ['nothing', blob()],
    ['a text', blob('not an image at all')],
    ['a PNG without pixels', png(0, 10)],
    ['a PNG that is cut short', blob('\x89PNG\r\n\x1a\n')],
    ['a JPEG behind more metadata than is looked at', jpeg(4_000, 3_000, 5_000_000)],
  ])('is none in %s', async (_what, bytes) => {
    expect(await readImageHeader(bytes)).toBeNull();
  });
});
