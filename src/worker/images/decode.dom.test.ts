import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { drawImages } from '../../platform/image-handover';
import { decodeImage, type RgbImage } from './decode';
import type { Size } from './scale';

const natural = (size: Size): Size => size;
const to = (width: number, height: number) => (): Size => ({ width, height });

/** Colours of some pixels, each rounded to what is plainly meant. */
const at = ({ data, width }: RgbImage, x: number, y: number): number[] => {
  const from = (y * width + x) * 3;
  return [...data.slice(from, from + 3)].map((value) => Math.round(value / 25.5) / 10);
};
const RED = [1, 0, 0];
const GREEN = [0, 1, 0];
const BLUE = [0, 0, 1];
const WHITE = [1, 1, 1];
const BLACK = [0, 0, 0];

type Paint = (context: OffscreenCanvasRenderingContext2D) => void;

function painted(width: number, height: number, type: string, paint: Paint): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  paint(context);
  return canvas.convertToBlob({ type, quality: 1 });
}

/** Red on the left, blue on the right, a green stripe at the top. */
const flag: Paint = (context) => {
  const { width, height } = context.canvas;
  context.fillStyle = '#f00';
  context.fillRect(0, 0, width / 2, height);
  context.fillStyle = '#00f';
  context.fillRect(width / 2, 0, width / 2, height);
  context.fillStyle = '#0f0';
  context.fillRect(0, 0, width, height / 4);
};

/** A JPEG with an Exif segment that holds an orientation (Exif 2.3, tag 0x0112). */
async function turned(jpeg: Blob, orientation: number): Promise<Blob> {
  const bytes = new Uint8Array(await jpeg.arrayBuffer());
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, ...entry, 0, 0, 0, 0];
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  const segment = Uint8Array.of(0xff, 0xe1, 0, exif.length + 2, ...exif);
  return new Blob([bytes.slice(0, 2), segment, bytes.slice(2)], { type: 'image/jpeg' });
}

/** Bitmaps that were opened and not closed. */
let open = 0;
beforeEach(() => {
  open = 0;
  const create = globalThis.createImageBitmap;
  vi.stubGlobal('createImageBitmap', async (...args: Parameters<typeof create>) => {
    const bitmap = await create(...args);
    open++;
    const close = bitmap.close.bind(bitmap);
    bitmap.close = () => {
      open--;
      close();
    };
    return bitmap;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  expect(open).toBe(0);
});

describe('an image', () => {
  test('is decoded to its pixels, three numbers each', async () => {
    const image = await decodeImage(await painted(40, 20, 'image/png', flag), natural);
    expect([image.width, image.height, image.data.length]).toEqual([40, 20, 2_400]);
    expect([at(image, 0, 0), at(image, 5, 15), at(image, 35, 15)]).toEqual([GREEN, RED, BLUE]);
  });

  test.each(['image/jpeg', 'image/webp'])('is decoded from %s', async (type) => {
    const bytes = await painted(64, 64, type, flag);
    expect(bytes.type).toBe(type);
    const image = await decodeImage(bytes, natural);
    expect([at(image, 32, 4), at(image, 8, 56), at(image, 56, 56)]).toEqual([GREEN, RED, BLUE]);
  });

  // Orientation 6 is turned clockwise to be seen, 3 upside down, 8 anticlockwise.
  test.each([
    [6, [32, 64], { x: 28, y: 32 }, { x: 4, y: 8 }, { x: 4, y: 56 }],
    [3, [64, 32], { x: 32, y: 28 }, { x: 56, y: 4 }, { x: 8, y: 4 }],
    [8, [32, 64], { x: 4, y: 32 }, { x: 28, y: 56 }, { x: 28, y: 8 }],
  ])('is turned as its Exif orientation %i says', async (orientation, size, green, red, blue) => {
    const jpeg = await painted(64, 32, 'image/jpeg', flag);
    const seen: Size[] = [];
    const image = await decodeImage(await turned(jpeg, orientation), (size) => {
      seen.push(size);
      return size;
    });
    expect([image.width, image.height]).toEqual(size);
    expect(seen.map(({ width, height }) => [width, height])).toEqual([size]);
    expect(at(image, green.x, green.y)).toEqual(GREEN);
    expect(at(image, red.x, red.y)).toEqual(RED);
    expect(at(image, blue.x, blue.y)).toEqual(BLUE);
  });

  test('is the first frame of an animation', async () => {
    const image = await decodeImage(animatedGif(), natural);
    expect([image.width, image.height]).toEqual([2, 1]);
    expect([at(image, 0, 0), at(image, 1, 0)]).toEqual([RED, RED]);
  });

  test('lies on white where it is transparent, half where it is half', async () => {
    const bytes = await painted(30, 10, 'image/png', (context) => {
      context.fillStyle = '#000';
      context.fillRect(0, 0, 10, 10);
      context.fillStyle = 'rgb(0 0 0 / 50%)';
      context.fillRect(10, 0, 10, 10);
    });
    const image = await decodeImage(bytes, natural);
    expect([at(image, 5, 5), at(image, 15, 5), at(image, 25, 5)]).toEqual([
      BLACK,
      [0.5, 0.5, 0.5],
      WHITE,
    ]);
    const small = await decodeImage(bytes, to(15, 5));
    expect([at(small, 2, 2), at(small, 7, 2), at(small, 12, 2)]).toEqual([
      BLACK,
      [0.5, 0.5, 0.5],
      WHITE,
    ]);
  });
});

describe('scaling', () => {
  test('counts every pixel: a fine pattern becomes its mean, not one of its colours', async () => {
    const bytes = await painted(512, 512, 'image/png', (context) => {
      context.fillStyle = '#fff';
      context.fillRect(0, 0, 512, 512);
      context.fillStyle = '#000';
      for (let x = 0; x < 512; x += 8) context.fillRect(x, 0, 2, 512);
    });
    const { data } = await decodeImage(bytes, to(32, 32));
    // A quarter is black.
    expect(Math.min(...data)).toBeGreaterThan(180);
    expect(Math.max(...data)).toBeLessThan(202);
  });

  test('stretches to the size that is asked for, up as well as down', async () => {
    const bytes = await painted(40, 20, 'image/png', flag);
    const large = await decodeImage(bytes, to(256, 256));
    expect([large.width, large.height]).toEqual([256, 256]);
    expect([at(large, 128, 10), at(large, 20, 200), at(large, 240, 200)]).toEqual([
      GREEN,
      RED,
      BLUE,
    ]);
    const narrow = await decodeImage(await painted(500, 20, 'image/png', flag), to(32, 64));
    expect([at(narrow, 4, 60), at(narrow, 28, 60)]).toEqual([RED, BLUE]);
  });
});

describe('what is no image to look at', () => {
  const refused = async (bytes: Blob) =>
    decodeImage(bytes, natural).then(
      () => 'decoded',
      (error) => error.reason,
    );

  test.each(['image/png', 'image/jpeg', 'image/webp'])('is a truncated %s', async (type) => {
    const noise: Paint = (context) => {
      for (let i = 0; i < 2_000; i++) {
        context.fillStyle = `hsl(${(i * 47) % 360} 80% 50%)`;
        context.fillRect((i * 37) % 200, (i * 91) % 200, 9, 9);
      }
    };
    const whole = await painted(200, 200, type, noise);
    expect(await refused(whole)).toBe('decoded');
    expect(await refused(whole.slice(0, whole.size >> 1, type))).toBe('image-broken');
    expect(await refused(whole.slice(0, 20, type))).toBe('image-broken');
  });

  test('is anything else under an image’s name', async () => {
    expect(await refused(new Blob(['boats'], { type: 'image/png' }))).toBe('image-broken');
    expect(await refused(new Blob([], { type: 'image/png' }))).toBe('image-broken');
    // Markup may be a drawing: whoever has a document tells that it is none.
    const end = drawImages(async () => null);
    expect(await refused(new Blob(['<html>'], { type: 'image/png' }))).toBe('image-broken');
    end();
  });

  test('is a PNG that claims 12,000 × 12,000 pixels, which is never decoded', async () => {
    const small = new Uint8Array(await (await painted(2, 2, 'image/png', flag)).arrayBuffer());
    const view = new DataView(small.buffer);
    view.setUint32(16, 12_000);
    view.setUint32(20, 12_000);
    const decode = vi.fn();
    vi.stubGlobal('createImageBitmap', decode);
    expect(await refused(new Blob([small], { type: 'image/png' }))).toBe('image-too-large');
    expect(decode).not.toHaveBeenCalled();
  });
});

describe('an SVG', () => {
  const svg = new Blob(['<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>'], {
    type: 'image/svg+xml',
  });

  test('is drawn by whoever has a document, on white', async () => {
    const asked: number[] = [];
    const end = drawImages(async (bytes, side) => {
      asked.push(side);
      expect(await bytes.text()).toBe(await svg.text());
      const canvas = new OffscreenCanvas(20, 10);
      const context = canvas.getContext('2d');
      if (context) context.fillStyle = '#f00';
      context?.fillRect(0, 0, 10, 10);
      return canvas.transferToImageBitmap();
    });
    const image = await decodeImage(svg, natural);
    end();
    expect(asked).toEqual([1_024]);
    expect([image.width, image.height]).toEqual([20, 10]);
    expect([at(image, 5, 5), at(image, 15, 5)]).toEqual([RED, WHITE]);
  });

  test('that cannot be drawn is broken', async () => {
    const end = drawImages(async () => null);
    await expect(decodeImage(svg, natural)).rejects.toMatchObject({ reason: 'image-broken' });
    end();
  });
});

/** Two frames of 2 × 1 pixels, red and then blue (GIF89a, LZW codes of 3 bits). */
function animatedGif(): Blob {
  const frame = (code: number) => [
    ...[0x21, 0xf9, 4, 0, 10, 0, 0, 0],
    ...[0x2c, 0, 0, 0, 0, 2, 0, 1, 0, 0],
    // Clear (4), the colour twice, end (5), from the lowest bit up.
    ...[2, 2, (4 | (code << 3) | (code << 6)) & 255, (code >> 2) | (5 << 1), 0],
  ];
  const text = (letters: string) => [...letters].map((letter) => letter.charCodeAt(0));
  const bytes = Uint8Array.of(
    ...text('GIF89a'),
    ...[2, 0, 1, 0, 0x91, 0, 0],
    ...[255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0],
    ...[0x21, 0xff, 11, ...text('NETSCAPE2.0'), 3, 1, 0, 0, 0],
    ...frame(0),
    ...frame(1),
    0x3b,
  );
  return new Blob([bytes], { type: 'image/gif' });
}
