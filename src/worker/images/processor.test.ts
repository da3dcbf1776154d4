import { Qwen2VLImageProcessor, RawImage } from '@huggingface/transformers';
import { describe, expect, it } from 'vitest';
import { QWEN_PROCESSOR } from '../testing/processors';
import { type RgbImage, withoutAlpha } from './decode';
import { ImageProcessing } from './processor';
import { sizeFor } from './scale';

const QWEN = { patchSize: 16, temporalPatch: 2, channels: 3, merge: 2 };

/** As Gemma 3's, with a smaller image. */
const GEMMA_CONFIG = {
  do_convert_rgb: null,
  do_normalize: true,
  do_pan_and_scan: null,
  do_rescale: true,
  do_resize: true,
  image_mean: [0.5, 0.5, 0.5],
  image_processor_type: 'Gemma3ImageProcessor',
  image_seq_length: 256,
  image_std: [0.5, 0.5, 0.5],
  resample: 2,
  rescale_factor: 0.00392156862745098,
  size: { height: 112, width: 112 },
};
const GEMMA = { patchSize: 14, temporalPatch: 1, channels: 3, merge: 2, imageSize: 112 };

/** Opaque RGBA whose every number differs from its neighbours'. */
function generated(width: number, height: number, seed: number): RgbImage {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < rgba.length; i++)
    rgba[i] = i % 4 === 3 ? 255 : (i * 37 + seed * 101 + (i >> 7) * 11) % 256;
  return { width, height, data: withoutAlpha(rgba) };
}

/**
 * The published formula (transformers' `Qwen2VLImageProcessor._preprocess`): each number of a pixel
 * times 1/255, minus 0.5, by 0.5; patches of 16 × 16 in squares of 2 × 2, each patch by channel, frame
 * (a still image twice), row and column.
 */
function byFormula(
  { width, height, data }: RgbImage,
  { patchSize, temporalPatch, merge }: typeof QWEN,
): number[] {
  const out: number[] = [];
  const square = patchSize * merge;
  for (let top = 0; top < height; top += square)
    for (let left = 0; left < width; left += square)
      for (let dy = 0; dy < merge; dy++)
        for (let dx = 0; dx < merge; dx++)
          for (let channel = 0; channel < 3; channel++)
            for (let frame = 0; frame < temporalPatch; frame++)
              for (let row = 0; row < patchSize; row++)
                for (let column = 0; column < patchSize; column++) {
                  const y = top + dy * patchSize + row;
                  const x = left + dx * patchSize + column;
                  const value = data[(y * width + x) * 3 + channel] ?? Number.NaN;
                  out.push((value / 255 - 0.5) / 0.5);
                }
  return out;
}

function largestDifference(found: Float32Array, expected: readonly number[]): number {
  expect(found).toHaveLength(expected.length);
  return expected.reduce((worst, value, i) => {
    const difference = Math.abs((found[i] ?? Number.NaN) - value);
    return Math.max(worst, difference);
  }, 0);
}

const IMAGES: readonly [number, number][] = [
  [32, 32],
  [64, 32],
  [32, 96],
  [256, 256],
  [320, 192],
  [192, 320],
  [288, 224],
  [512, 128],
  [96, 480],
  [352, 352],
];

describe('Qwen’s image processor', () => {
  const processing = new ImageProcessing(QWEN_PROCESSOR, QWEN);

  it('has the checkpoint’s limits', () => {
    expect(processing.limits).toEqual({ minPixels: 65_536, maxPixels: 16_777_216 });
  });

  it.each(IMAGES)(
    'gives the published formula’s patches for %i × %i pixels',
    async (width, height) => {
      const image = generated(width, height, width + height);
      const { values, gridHeight, gridWidth } = await processing.patches(image);
      expect([gridHeight, gridWidth]).toEqual([height / 16, width / 16]);
      expect(largestDifference(values, byFormula(image, QWEN))).toBeLessThan(1e-6);
    },
  );

  it('gives what the library’s own processor gives, which resizes nothing at that size', async () => {
    const library = new Qwen2VLImageProcessor({ ...QWEN_PROCESSOR, do_normalize: true });
    const limits = { minPixels: 65_536, maxPixels: 16_777_216 };
    const image = generated(320, 256, 5);
    expect(sizeFor({ width: 320, height: 256 }, QWEN, limits, 256)).toEqual({
      width: 320,
      height: 256,
    });
    const { pixel_values, image_grid_thw } = await library(
      new RawImage(image.data, image.width, image.height, 3),
    );
    const { values, gridHeight, gridWidth } = await processing.patches(image);
    expect([...image_grid_thw.data].map(Number)).toEqual([1, gridHeight, gridWidth]);
    expect(values).toEqual(pixel_values.data);
  });

  it('gives -1 for black, 1 for white, and nearly 0 for grey', async () => {
    const data = new Uint8ClampedArray(32 * 32 * 3);
    data.fill(255, 0, 3);
    data.fill(128, 3, 6);
    const { values } = await processing.patches({ width: 32, height: 32, data });
    expect([...values.slice(0, 3)]).toEqual([1, expect.closeTo(1 / 255, 6), -1]);
  });

  it('takes other means and deviations, one for each colour', async () => {
    const other = new ImageProcessing(
      { ...QWEN_PROCESSOR, image_mean: [0, 0.5, 1], image_std: [1, 0.25, 2] },
      QWEN,
    );
    const data = new Uint8ClampedArray(32 * 32 * 3).fill(255);
    const { values } = await other.patches({ width: 32, height: 32, data });
    const plane = 2 * 16 * 16;
    expect([values[0], values[plane], values[2 * plane]]).toEqual([1, 2, 0]);
  });

  it('takes no image whose sides are not whole tokens', async () => {
    await expect(processing.patches(generated(48, 32, 1))).rejects.toThrow(RangeError);
  });
});

describe('Gemma’s image processor', () => {
  const processing = new ImageProcessing(GEMMA_CONFIG, GEMMA);

  it('gives the published formula’s pixels, cut into patches', async () => {
    const image = generated(112, 112, 3);
    const { values, gridHeight, gridWidth } = await processing.patches(image);
    expect([gridHeight, gridWidth]).toEqual([8, 8]);
    expect(largestDifference(values, byFormula(image, GEMMA))).toBeLessThan(1e-6);
  });

  it('takes no other size than the tower’s', async () => {
    await expect(processing.patches(generated(56, 56, 1))).rejects.toThrow('56 × 56');
  });
});

describe('a configuration', () => {
  it.each([
    ['of an unknown processor', { ...QWEN_PROCESSOR, image_processor_type: 'OtherImageProcessor' }],
    ['without a mean', { ...QWEN_PROCESSOR, image_mean: undefined }],
    ['of other patches', { ...QWEN_PROCESSOR, patch_size: 14 }],
    ['that merges otherwise', { ...QWEN_PROCESSOR, merge_size: 1 }],
    ['that is a list', []],
  ])('%s is refused', (_what, config) => {
    expect(() => new ImageProcessing(config, QWEN)).toThrow();
  });

  it('may name its limits in the older way, or not at all', () => {
    const { size: _size, ...rest } = QWEN_PROCESSOR;
    const older = new ImageProcessing({ ...rest, min_pixels: 3_136, max_pixels: 12_845_056 }, QWEN);
    expect(older.limits).toEqual({ minPixels: 3_136, maxPixels: 12_845_056 });
    expect(new ImageProcessing(rest, QWEN).limits).toEqual({
      minPixels: 3_136,
      maxPixels: 1_003_520,
    });
  });
});
