/** Where an image's patches lie, in the order that a vision tower takes them in. */
import type { VisionInfo } from '../core/guard-build';

export interface Patches {
  /** [gridHeight · gridWidth, channels · frames · size²], row-major. */
  readonly values: Float32Array;
  /** In patches. */
  readonly gridHeight: number;
  readonly gridWidth: number;
}

/** Row and column of each patch: those that become one token next to each other. */
export function patchOrder(
  gridHeight: number,
  gridWidth: number,
  merge: number,
): { readonly y: readonly number[]; readonly x: readonly number[] } {
  const y: number[] = [];
  const x: number[] = [];
  for (let top = 0; top < gridHeight; top += merge)
    for (let left = 0; left < gridWidth; left += merge)
      for (let dy = 0; dy < merge; dy++)
        for (let dx = 0; dx < merge; dx++) {
          y.push(top + dy);
          x.push(left + dx);
        }
  return { y, x };
}

type PatchSizes = Pick<VisionInfo, 'patchSize' | 'temporalPatch' | 'channels' | 'merge'>;

/**
 * Cuts an image into patches.
 * @param pixels [channels, height, width], rescaled and normalised
 * @throws RangeError when the sizes are no multiple of what becomes a token
 */
export function cutPatches(
  pixels: Float32Array,
  height: number,
  width: number,
  { patchSize, temporalPatch, channels, merge }: PatchSizes,
): Patches {
  const step = patchSize * merge;
  if (pixels.length !== channels * height * width || height % step !== 0 || width % step !== 0)
    throw new RangeError(`an image of ${height} × ${width} cannot be cut into patches`);
  const gridHeight = height / patchSize;
  const gridWidth = width / patchSize;
  const values = new Float32Array(pixels.length * temporalPatch);
  const { y, x } = patchOrder(gridHeight, gridWidth, merge);
  let at = 0;
  for (let patch = 0; patch < y.length; patch++)
    for (let channel = 0; channel < channels; channel++)
      for (let frame = 0; frame < temporalPatch; frame++)
        for (let row = 0; row < patchSize; row++) {
          const line = (channel * height + (y[patch] ?? 0) * patchSize + row) * width;
          const from = line + (x[patch] ?? 0) * patchSize;
          values.set(pixels.subarray(from, from + patchSize), at);
          at += patchSize;
        }
  return { values, gridHeight, gridWidth };
}

/**
 * From which rows of the learned table, a square of `side`², each patch's position is mixed, and by
 * how much: bilinear, the grid's corners on the table's (`fast_pos_embed_interpolate` of Qwen3-VL).
 * Where the grid is the table's own size that is each patch's own row.
 */
export function positionMix(
  gridHeight: number,
  gridWidth: number,
  merge: number,
  side: number,
): { readonly rows: readonly number[]; readonly weights: Float32Array; readonly corners: number } {
  const order = patchOrder(gridHeight, gridWidth, merge);
  const count = order.y.length;
  if (gridHeight === side && gridWidth === side)
    return {
      rows: order.y.map((y, i) => y * side + (order.x[i] ?? 0)),
      weights: new Float32Array(count).fill(1),
      corners: 1,
    };
  const rows: number[] = [];
  const weights = new Float32Array(count * 4);
  for (let i = 0; i < count; i++) {
    const y = along(order.y[i] ?? 0, gridHeight, side);
    const x = along(order.x[i] ?? 0, gridWidth, side);
    rows.push(y.low * side + x.low, y.low * side + x.high);
    rows.push(y.high * side + x.low, y.high * side + x.high);
    weights.set(
      [(1 - y.part) * (1 - x.part), (1 - y.part) * x.part, y.part * (1 - x.part), y.part * x.part],
      i * 4,
    );
  }
  return { rows, weights, corners: 4 };
}

function along(index: number, count: number, side: number) {
  const at = count === 1 ? 0 : (index * (side - 1)) / (count - 1);
  const low = Math.floor(at);
  return { low, high: Math.min(low + 1, side - 1), part: at - low };
}
