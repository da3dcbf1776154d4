import { describe, expect, it } from 'vitest';
import { drawImages, drawnImage } from '../../platform/image-handover';
import { drawSvg } from './draw';

const RED = '<rect width="100%" height="100%" fill="red"/>';
const svg = (attributes: string, content = RED) =>
  new Blob([`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`]);

function pixels(bitmap: ImageBitmap | null): ImageData {
  if (!bitmap) return expect.fail('nothing was drawn');
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d') ?? expect.fail('no context');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}
const at = ({ data, width }: ImageData, x: number, y: number) => [
  ...data.slice((y * width + x) * 4, (y * width + x) * 4 + 4),
];
const sizeOf = async (attributes: string, side = 1_024) => {
  const bitmap = await drawSvg(svg(attributes), side);
  return bitmap && [bitmap.width, bitmap.height];
};

describe('an SVG is drawn', () => {
  it.each([
    ['at its size', 'width="400" height="200"', [400, 200]],
    ['in the shape of its box', 'viewBox="0 0 300 600"', [300, 600]],
    ['in the shape of its box, as wide as it says', 'viewBox="0,0,1,2" width="500"', [500, 1000]],
    ['in its shape, no larger than asked', 'width="4000" height="1000"', [1024, 256]],
    ['larger than it is where it is small', 'width="16" height="8"', [256, 128]],
    ['as CSS would where it says nothing', '', [300, 150]],
    ['as CSS would where it says shares', 'width="100%" height="50%"', [300, 150]],
    ['as CSS would where it says nonsense', 'width="wide" viewBox="a b"', [300, 150]],
    ['however huge it says it is', 'width="1e30" height="1e30"', [1024, 1024]],
    ['however long', 'width="1000000" height="1"', [1024, 1]],
  ])('%s', async (_how, attributes, size) => {
    expect(await sizeOf(attributes)).toEqual(size);
  });

  it('with all of its drawing, scaled', async () => {
    const quarter = '<rect x="10" y="5" width="10" height="5" fill="rgb(0,0,255)"/>';
    const image = pixels(await drawSvg(svg('width="20" height="10"', quarter), 200));
    expect([image.width, image.height]).toEqual([200, 100]);
    expect(at(image, 50, 25)).toEqual([0, 0, 0, 0]);
    expect(at(image, 150, 75)).toEqual([0, 0, 255, 255]);
  });

  it('with a foreign object in it, and can leave the document', async () => {
    const div = '<div xmlns="http://www.w3.org/1999/xhtml" style="background:red;height:99px"/>';
    const content = `<foreignObject width="300" height="99">${div}</foreignObject>`;
    const image = pixels(await drawSvg(svg('width="300" height="99"', content), 300));
    expect(at(image, 100, 50)).toEqual([255, 0, 0, 255]);
  });

  it('without running its scripts and without loading anything', async () => {
    const loads: string[] = [];
    const observer = new PerformanceObserver((list) =>
      loads.push(...list.getEntries().map(({ name }) => name)),
    );
    observer.observe({ type: 'resource' });
    const script = 'top.document.title="ran";document.documentElement.remove()';
    const content =
      `<script>${script}</script><image href="/never.png" width="9" height="9"/>` +
      `<style>@import url("/never.css");</style>${RED}`;
    const hostile = svg(
      `width="300" height="100" onload="${script.replaceAll('"', "'")}"`,
      content,
    );
    expect(at(pixels(await drawSvg(hostile, 300)), 150, 50)).toEqual([255, 0, 0, 255]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    observer.disconnect();
    expect(document.title).not.toBe('ran');
    expect(loads.filter((name) => name.includes('never'))).toEqual([]);
  });
});

describe('nothing is drawn', () => {
  it.each([
    ['of another kind of document', '<html xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['of an SVG without its name space', '<svg width="9" height="9"/>'],
    ['of broken markup', '<svg xmlns="http://www.w3.org/2000/svg"><rect></svg>'],
    ['of nothing', ''],
    ['of bytes that are no text', '\u0000\u0001\u0002'],
    [
      'of more than is looked at',
      `<svg xmlns="http://www.w3.org/2000/svg"><!--${'-'.repeat(2_100_000)}--></svg>`,
    ],
  ])('%s', async (_what, content) => {
    expect(await drawSvg(new Blob([content]), 100)).toBeNull();
  });
});

it('whoever asks gets the picture', async () => {
  const end = drawImages(drawSvg);
  try {
    const drawn = await drawnImage(svg('width="300" height="100"'), 300, 5_000);
    expect(at(pixels(drawn), 10, 10)).toEqual([255, 0, 0, 255]);
    expect(await drawnImage(new Blob(['<svg']), 300, 5_000)).toBeNull();
  } finally {
    end();
  }
});
