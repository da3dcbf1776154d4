/** A vision tower's tensors on their way from a checkpoint into a build's files. */
import type { Checkpoint } from '../checkpoint/checkpoint';
import type { LinearNames, MergerNames, VisionLayerNames, VisionShape } from '../families/shape';
import type { StoredDense, StoredLinear, TensorSink } from '../tensors';
import { together, wholeBlocks } from './decoder';

export interface Biased {
  readonly weight: StoredLinear;
  readonly bias: StoredDense;
}

export interface StoredNorm {
  readonly weight: StoredDense;
  readonly bias: StoredDense;
}

export interface StoredVisionLayer {
  readonly norm1: StoredNorm;
  /** One fused projection, or three. */
  readonly qkv: readonly Biased[];
  readonly out: Biased;
  readonly norm2: StoredNorm;
  readonly fc1: Biased;
  readonly fc2: Biased;
}

export interface StoredMerger {
  readonly norm: StoredNorm;
  readonly fc1: Biased;
  readonly fc2: Biased;
}

export interface StoredVision {
  /** Kept whole: its columns are seldom a multiple of a block, and it is small. */
  readonly patch: { readonly weight: StoredDense; readonly bias: StoredDense };
  /** [side², hidden]. */
  readonly position: StoredDense;
  readonly layers: readonly StoredVisionLayer[];
  readonly finalNorm?: StoredNorm;
  readonly mergers: readonly StoredMerger[];
  readonly pool?: { readonly norm: StoredDense; readonly matrix: StoredDense };
}

export async function storeVision(
  checkpoint: Checkpoint,
  shape: VisionShape,
  store: TensorSink,
): Promise<StoredVision> {
  const { hiddenSize, names, projector, positionSide } = shape;
  const { channels, temporalPatch, patchSize } = shape;
  const layers: StoredVisionLayer[] = [];
  const patchShape = [
    hiddenSize,
    channels,
    ...(temporalPatch > 1 ? [temporalPatch] : []),
    patchSize,
    patchSize,
  ];
  const patch = {
    weight: await store.matrix(names.patch.weight, patchShape),
    bias: await store.vector(names.patch.bias, hiddenSize),
  };
  const table = [positionSide ** 2, hiddenSize];
  const position = await store.dense(await checkpoint.tensor(names.position, table), table);
  for (let index = 0; index < shape.layers; index++)
    layers.push(await storeLayer(shape, store, names.layer(index)));
  const mergers: StoredMerger[] = [];
  if (projector.kind === 'merger')
    for (const merger of [projector.merger, ...projector.deepstack.map(({ merger }) => merger)])
      mergers.push(await storeMerger(store, merger, hiddenSize, projector.size, shape.outSize));
  return {
    patch,
    position,
    layers,
    ...(names.finalNorm ? { finalNorm: await storeNorm(store, names.finalNorm, hiddenSize) } : {}),
    mergers,
    ...(projector.kind === 'pool'
      ? {
          pool: {
            norm: await store.vector(projector.norm, hiddenSize, { plusOne: true }),
            matrix: await store.dense(
              await checkpoint.tensor(projector.matrix, [hiddenSize, shape.outSize]),
              [hiddenSize, shape.outSize],
            ),
          },
        }
      : {}),
  };
}

async function storeLayer(
  shape: VisionShape,
  store: TensorSink,
  names: VisionLayerNames,
): Promise<StoredVisionLayer> {
  const { hiddenSize, intermediateSize } = shape;
  const padded = wholeBlocks(intermediateSize);
  const rows = (hiddenSize * 3) / names.qkv.length;
  return together({
    norm1: storeNorm(store, names.norm1, hiddenSize),
    qkv: Promise.all(names.qkv.map((part) => storeBiased(store, part, rows, hiddenSize))),
    out: storeBiased(store, names.out, hiddenSize, hiddenSize),
    norm2: storeNorm(store, names.norm2, hiddenSize),
    fc1: storeBiased(store, names.fc1, intermediateSize, hiddenSize, { rows: padded }),
    fc2: storeBiased(store, names.fc2, hiddenSize, intermediateSize, { columns: padded }),
  });
}

async function storeMerger(
  store: TensorSink,
  names: MergerNames,
  hiddenSize: number,
  size: number,
  outSize: number,
): Promise<StoredMerger> {
  return together({
    norm: storeNorm(store, names.norm, names.normsMerged ? size : hiddenSize),
    fc1: storeBiased(store, names.fc1, size, size),
    fc2: storeBiased(store, names.fc2, outSize, size),
  });
}

async function storeBiased(
  store: TensorSink,
  names: LinearNames,
  rows: number,
  columns: number,
  padded: { readonly rows?: number; readonly columns?: number } = {},
): Promise<Biased> {
  return together({
    weight: store.linear(names.weight, rows, columns, padded),
    bias: store.vector(names.bias, rows, padded.rows ? { padded: padded.rows } : {}),
  });
}

async function storeNorm(store: TensorSink, names: LinearNames, size: number): Promise<StoredNorm> {
  return together({
    weight: store.vector(names.weight, size),
    bias: store.vector(names.bias, size),
  });
}
