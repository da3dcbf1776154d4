/**
 * The checkpoint's own image processor, from its `preprocessor_config.json`. Images come to it at
 * their final size, so that it rescales and normalises, and no more: its resizing would be another
 * one in Node (where it needs a native library) than in browsers.
 */
import {
  Gemma3ImageProcessor,
  Qwen2VLImageProcessor,
  RawImage,
  SiglipImageProcessor,
} from '@huggingface/transformers';
import * as v from 'valibot';
import type { VisionInfo } from '../../core/guard-build';
import { cutPatches, type Patches } from '../patches';
import type { RgbImage } from './decode';
import type { PixelLimits } from './scale';

const Count = v.pipe(v.number(), v.integer(), v.minValue(1));
const PerChannel = v.union([v.number(), v.pipe(v.array(v.number()), v.length(3))]);

/** By the names that transformers writes; the fast ones compute the same. */
const PROCESSORS = {
  Qwen2VLImageProcessor,
  Gemma3ImageProcessor,
  SiglipImageProcessor,
} as const;

const Config = v.looseObject({
  image_processor_type: v.pipe(
    v.string(),
    v.transform((name) => name.replace(/Fast$/, '')),
    v.picklist(['Qwen2VLImageProcessor', 'Gemma3ImageProcessor', 'SiglipImageProcessor']),
  ),
  image_mean: PerChannel,
  image_std: PerChannel,
  /** Where it is left out, all of these do. */
  do_normalize: v.nullish(v.boolean(), true),
  min_pixels: v.nullish(Count),
  max_pixels: v.nullish(Count),
  patch_size: v.nullish(Count),
  merge_size: v.nullish(Count),
  temporal_patch_size: v.nullish(Count),
  size: v.nullish(
    v.looseObject({ shortest_edge: v.nullish(Count), longest_edge: v.nullish(Count) }),
  ),
});

/** Defaults of transformers' `Qwen2VLImageProcessor`: 56 · 56 and 28 · 28 · 1280. */
const MIN_PIXELS = 3_136;
const MAX_PIXELS = 1_003_520;

type Tower = Pick<VisionInfo, 'patchSize' | 'temporalPatch' | 'channels' | 'merge' | 'imageSize'>;

export class ImageProcessing {
  readonly limits: PixelLimits;
  private readonly processor: InstanceType<(typeof PROCESSORS)[keyof typeof PROCESSORS]>;

  /**
   * @param config the contents of `preprocessor_config.json`
   * @throws ValiError or Error when that is no image processor that is known, or not the tower's
   */
  constructor(
    config: unknown,
    private readonly tower: Tower,
  ) {
    const parsed = v.parse(Config, config);
    const { patch_size, merge_size, temporal_patch_size, size } = parsed;
    const fits =
      (patch_size ?? tower.patchSize) === tower.patchSize &&
      (merge_size ?? tower.merge) === tower.merge &&
      (temporal_patch_size ?? tower.temporalPatch) === tower.temporalPatch;
    if (!fits) throw new Error('preprocessor_config.json has other patches than the build');
    this.limits = {
      minPixels: parsed.min_pixels ?? size?.shortest_edge ?? MIN_PIXELS,
      maxPixels: parsed.max_pixels ?? size?.longest_edge ?? MAX_PIXELS,
    };
    const given = { ...(config as object), do_normalize: parsed.do_normalize, do_resize: false };
    this.processor = new PROCESSORS[parsed.image_processor_type](given);
  }

  /**
   * Rescaled, normalised, and cut into the tower's patches. (The library's own cutting gives the same,
   * but takes most of a second for the largest image.)
   * @throws RangeError when an image has another size than the tower takes
   */
  async patches({ width, height, data }: RgbImage): Promise<Patches> {
    const { channels, imageSize } = this.tower;
    const raw = new RawImage(data, width, height, 3);
    const { pixel_values: pixels } = await this.processor.preprocess(raw);
    const [planes, rows, columns] = pixels.dims;
    const isWhole =
      planes === channels && rows === height && columns === width && pixels.dims.length === 3;
    const fits = imageSize === undefined || (rows === imageSize && columns === imageSize);
    if (!isWhole || !fits || !(pixels.data instanceof Float32Array))
      throw new RangeError(
        `the image processor gave ${pixels.dims.join(' × ')} for ${height} × ${width} pixels`,
      );
    return cutPatches(pixels.data, height, width, this.tower);
  }
}
