/** The known answers of a build's vision tower, asked of this very device before it is believed. */
import type { VisionInfo } from '../core/guard-build';
import { sampleDifference, testPatches, visionSample } from '../core/vision-test';
import type { VisionTower } from './vision';

/**
 * @returns the largest difference, as a share of the outputs' root mean square; infinite where an
 * answer was no number
 */
export async function visionTest(
  tower: Pick<VisionTower, 'see'>,
  info: VisionInfo,
  known: NonNullable<VisionInfo['selfTest']>,
): Promise<number> {
  const { gridHeight, gridWidth } = known;
  const expected = [known.features, ...known.deepstack];
  try {
    const values = testPatches(known, info);
    const { features, deepstack } = await tower.see({ values, gridHeight, gridWidth });
    const found = [features, ...deepstack].map(visionSample);
    if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
    const differences = expected.map((each, i) => {
      const own = found[i];
      return own ? sampleDifference(own, each) : Number.POSITIVE_INFINITY;
    });
    return Math.max(...differences);
  } catch (error) {
    if (error instanceof RangeError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}
