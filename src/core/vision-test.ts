/**
 * The known answers of a vision tower: pixels that builder and Worker both make from a seed, and the
 * few numbers of what the tower makes of them that a build keeps. Whole, they would be megabytes.
 */
import type { VisionInfo, VisionSample } from './guard-build';

/** Numbers kept from the beginning of an output, and as many from its middle on. */
const KEPT = 16;
/**
 * How far a device may be off, as a share of the output's root mean square. In float32 devices differ
 * by the order of summation alone, some 1e-5 after 27 layers; a wrong attention kernel is off by tenths.
 */
export const VISION_TOLERANCE = 5e-3;

type TestImage = Pick<NonNullable<VisionInfo['selfTest']>, 'gridHeight' | 'gridWidth' | 'seed'>;
type PatchSizes = Pick<VisionInfo, 'patchSize' | 'temporalPatch' | 'channels'>;

/**
 * The pixels of the known answers, as the tower takes them: [gridHeight · gridWidth patches,
 * channels · temporalPatch · patchSize²], in [-1, 1). The n-th number is a hash of `n + seed ·
 * 0x9e3779b9` (`lowbias32` of Chris Wellons' hash-prospector), its upper 24 bits as a fraction: exact
 * in float32, and the same everywhere.
 */
export function testPatches(
  { gridHeight, gridWidth, seed }: TestImage,
  { patchSize, temporalPatch, channels }: PatchSizes,
): Float32Array {
  const values = new Float32Array(
    gridHeight * gridWidth * channels * temporalPatch * patchSize ** 2,
  );
  const start = Math.imul(seed, 0x9e3779b9);
  for (let n = 0; n < values.length; n++) values[n] = (hash(start + n) >>> 8) / 2 ** 23 - 1;
  return values;
}

/** 32 bits in, 32 bits out. */
function hash(number: number): number {
  let x = number | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** What a build keeps of one of the tower's outputs ([tokens, hidden], row-major). */
export function visionSample(output: Float32Array): VisionSample {
  const middle = output.length >> 1;
  const values = [...output.slice(0, KEPT), ...output.slice(middle, middle + KEPT)];
  let squares = 0;
  for (const value of output) squares += value * value;
  return { values, rms: Math.sqrt(squares / output.length) };
}

/**
 * How far one output is from the known one, as a share of its root mean square.
 * @returns infinite where it has another size, or is no number
 */
export function sampleDifference(found: VisionSample, known: VisionSample): number {
  if (found.values.length !== known.values.length) return Number.POSITIVE_INFINITY;
  let worst = Math.abs(found.rms - known.rms);
  known.values.forEach((value, i) => {
    worst = Math.max(worst, Math.abs((found.values[i] ?? Number.NaN) - value));
  });
  const share = worst / known.rms;
  return Number.isFinite(share) ? share : Number.POSITIVE_INFINITY;
}
