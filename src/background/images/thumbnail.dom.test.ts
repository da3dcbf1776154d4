import { beforeEach, describe, expect, it } from 'vitest';
import type { ImageSource, ImageTrouble } from '../../core/image';
import { PRIORITY } from '../../core/priority';
import { fromWeb } from '../testing/images';
import type { Found, Want, WantOptions } from './images';
import { THUMBNAIL_SIDE, Thumbnails } from './thumbnail';

let wanted: [ImageSource, WantOptions][];
let released: number;
let found: Found;
let drawings: number;
let thumbnails: Thumbnails;

beforeEach(() => {
  wanted = [];
  released = 0;
  drawings = 0;
  thumbnails = new Thumbnails({
    images: {
      want(source, options): Want {
        wanted.push([source, options]);
        return {
          found: Promise.resolve(found),
          reprioritise: () => {},
          release: () => {
            released++;
          },
        };
      },
    },
    draw: async (_svg, side) => {
      drawings++;
      return createImageBitmap(canvasOf(side * 2, side));
    },
    max: 3,
  });
});

function canvasOf(width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d') ?? expect.fail('no context');
  context.fillStyle = 'rgb(0,200,0)';
  context.fillRect(0, 0, width, height);
  return canvas;
}
const have = (bytes: Uint8Array<ArrayBuffer>, token = 'token'): void => {
  found = { ok: true, token, bytes };
};
const havePicture = async (width: number, height: number, token?: string): Promise<void> =>
  have(await bytesIn(canvasOf(width, height)), token);
const encode = (text: string) => new TextEncoder().encode(text);
const bytesIn = async (canvas: OffscreenCanvas) =>
  new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());

async function look(address: string | null) {
  const image = new Image();
  image.src = address ?? expect.fail('no thumbnail');
  await image.decode();
  const canvas = canvasOf(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext('2d') ?? expect.fail('no context');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(1, 1, 1, 1);
  return { size: [image.naturalWidth, image.naturalHeight], colour: [...data] };
}

describe('a thumbnail', () => {
  it.each([
    [800, 400, 96, 48],
    [400, 1_000, 38, 96],
    [20, 10, 20, 10],
    [2_000, 2, 96, 1],
  ])('of %d × %d pixels is %d × %d', async (width, height, smallWidth, smallHeight) => {
    await havePicture(width, height);
    const address = await thumbnails.of(fromWeb('a'), true);
    expect(address).toMatch(/^data:image\/webp;base64,/);
    expect((await look(address)).size).toEqual([smallWidth, smallHeight]);
  });

  it('shows what the image shows', async () => {
    await havePicture(300, 300);
    const { colour } = await look(await thumbnails.of(fromWeb('a'), true));
    for (const [i, value] of [0, 200, 0, 255].entries()) {
      expect(Math.abs((colour[i] ?? -1) - value)).toBeLessThan(8);
    }
  });

  it('of an SVG is drawn by whoever can', async () => {
    have(encode('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    const { size } = await look(await thumbnails.of(fromWeb('a'), true));
    expect(size).toEqual([THUMBNAIL_SIDE, THUMBNAIL_SIDE / 2]);
    expect(drawings).toBe(1);
  });

  it('is asked for behind what is in view, and its bytes are let go', async () => {
    await havePicture(10, 10);
    await thumbnails.of(fromWeb('a'), true);
    expect(wanted).toEqual([[fromWeb('a'), { priority: PRIORITY.near, remember: true }]]);
    expect(released).toBe(1);
  });

  it('is made once, and those shown longest ago are forgotten first', async () => {
    await havePicture(10, 10);
    for (const name of ['a', 'b', 'c', 'a', 'd']) await thumbnails.of(fromWeb(name), true);
    expect(thumbnails.count).toBe(3);
    expect(wanted).toHaveLength(4);
    await thumbnails.of(fromWeb('a'), true);
    expect(wanted).toHaveLength(4);
    await thumbnails.of(fromWeb('b'), true);
    expect(wanted).toHaveLength(5);
  });

  it('of a private window is not kept', async () => {
    await havePicture(10, 10);
    expect(await thumbnails.of(fromWeb('a'), false)).not.toBeNull();
    expect(thumbnails.count).toBe(0);
    expect(wanted[0]?.[1].remember).toBe(false);
  });

  it('of a page’s own is known by its bytes, not by its long address', async () => {
    const own = (data: string): ImageSource => ({ from: 'page', data: `data:image/png,${data}` });
    await havePicture(10, 10, 'one');
    const first = await thumbnails.of(own('1'), true);
    await havePicture(99, 50, 'two');
    expect(await thumbnails.of(own('2'), true)).not.toBe(first);
    expect(thumbnails.count).toBe(2);
  });
});

describe('there is no thumbnail', () => {
  /** A PNG of a few bytes that says it has 144 million pixels. */
  const bomb = () => {
    const bytes = new Uint8Array(60);
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
    bytes.set(new TextEncoder().encode('IHDR'), 12);
    const view = new DataView(bytes.buffer);
    view.setUint32(16, 12_000);
    view.setUint32(20, 12_000);
    return bytes;
  };

  it.each([
    ['of what is no image', () => encode('no image')],
    ['of an image that is too large', bomb],
    ['of an image that is cut short', () => encode('GIF89a\x20\x00\x20\x00\x00\x00\x00')],
  ])('%s', async (_what, bytes) => {
    have(bytes());
    expect(await thumbnails.of(fromWeb('a'), true)).toBeNull();
    expect(thumbnails.count).toBe(0);
    expect(released).toBe(1);
  });

  it('of what cannot be had', async () => {
    const trouble: ImageTrouble = 'image-missing';
    found = { ok: false, trouble };
    expect(await thumbnails.of(fromWeb('a'), true)).toBeNull();
  });

  it('of an SVG where nobody draws', async () => {
    have(encode('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    const alone = new Thumbnails({
      images: { want: () => ({ found: Promise.resolve(found), reprioritise() {}, release() {} }) },
      draw: () => Promise.reject(new Error('no answer in 3 s')),
    });
    expect(await alone.of(fromWeb('a'), true)).toBeNull();
  });
});
