/** The known answers of a build's vision tower, checked by the device that is to run it. */
import type { VisionInfo, VisionSample } from '../../src/core/guard-build';
import { testPatches, VISION_TOLERANCE, visionSample } from '../../src/core/vision-test';
import type { Checkpoint } from './checkpoint/checkpoint';
import { BuildError } from './errors';
import type { VisionShape } from './families/shape';
import { ProductPool } from './reference/pool';
import { towerFeatures } from './reference/tower';
import { BuiltTower } from './reference/tower-weights';
import type { WrittenFiles } from './reference/written';

export interface TowerAnswersOptions extends WrittenFiles {
  readonly checkpoint: Checkpoint;
  readonly shape: VisionShape;
  /** Of the whole, from 0 to 1. */
  readonly progress?: ((part: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const SEED = 1;

/**
 * A little image, wider than it is high, so that rows taken for columns are found out. A tower of one
 * size gets all of it: its answers are those of its last layer over all patches, and fewer would be
 * another tower's. That is some 6 TFLOP for SigLIP at 896 pixels, as much as the decoder's answers
 * take beside it: minutes, once a build.
 */
const imageOf = ({ imageSize, positionSide, merge }: VisionShape) => ({
  gridHeight: imageSize === undefined ? merge * 2 : positionSide,
  gridWidth: imageSize === undefined ? merge * 3 : positionSide,
  seed: SEED,
});

/** How much of all known answers a tower's are, about. */
export const towerShare = ({ imageSize }: VisionShape): number => (imageSize ? 0.4 : 0.04);

/** Computes what the tower makes of the test image with the weights that were written. */
export async function towerAnswers(
  options: TowerAnswersOptions,
): Promise<NonNullable<VisionInfo['selfTest']>> {
  const { checkpoint, shape, progress = () => {}, signal } = options;
  const image = imageOf(shape);
  const pool = new ProductPool(signal ? { signal } : {});
  try {
    const { features, deepstack } = await towerFeatures(
      shape,
      new BuiltTower(options, checkpoint, pool),
      { ...image, patches: Float64Array.from(testPatches(image, shape)) },
      (layer) => {
        signal?.throwIfAborted();
        progress((layer + 1) / shape.layers);
      },
    );
    const sample = (output: Float64Array): VisionSample => {
      const { values, rms } = visionSample(Float32Array.from(output));
      if (!Number.isFinite(rms) || rms === 0)
        throw new BuildError(`${checkpoint.folder}: its vision tower gives no finite numbers`);
      return { values: values.map(rounded), rms: rounded(rms) };
    };
    return {
      ...image,
      tolerance: VISION_TOLERANCE,
      features: sample(features),
      deepstack: deepstack.map(sample),
    };
  } finally {
    await pool.close();
  }
}

/** Six digits: `build.json` is to be the same whatever a processor's last digits are. */
const rounded = (value: number): number => Number(value.toPrecision(6));
