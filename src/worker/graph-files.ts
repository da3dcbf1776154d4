/** A graph and its weight files: that they fit each other, and opening them where they lie. */
import type { GraphVariant } from '../core/guard-build';
import type { BuildFiles } from './build-files';
import { GuardError, messageOf } from './errors';
import { type WeightPlace, weightsOf } from './graph-weights';
import { type LoadProgress, WatchedBlob } from './load-progress';
import type { SessionFiles } from './session';

type Graph = Pick<GraphVariant, 'graph' | 'weights'>;

/** @throws GuardError when the graph and the weight files do not fit each other */
export function placesIn(
  graph: Uint8Array,
  { graph: path, weights }: Graph,
  { build }: BuildFiles,
): WeightPlace[] {
  let places: WeightPlace[];
  try {
    places = weightsOf(graph);
  } catch (error) {
    throw new GuardError('unsupported', `${path} is not a graph (${messageOf(error)})`);
  }
  for (const { name, file, offset, length } of places) {
    const size = build.files.find((each) => each.path === file)?.size;
    if (size === undefined || !weights.includes(file))
      throw new GuardError('unsupported', `${path} needs ${file}, which the build does not have`);
    if (offset + length > size)
      throw new GuardError('unsupported', `${file} ends before ${name}, which ${path} needs`);
  }
  return places;
}

/** @param progress left out: nobody watches */
export async function openWeights(
  { weights }: Graph,
  files: BuildFiles,
  progress?: LoadProgress,
): Promise<SessionFiles['externalData']> {
  const opened: { path: string; data: Uint8Array | Blob }[] = [];
  for (const path of weights) {
    const data = await files.weights(path);
    if (data instanceof Blob && progress) {
      opened.push({ path, data: new WatchedBlob(data, (bytes) => progress.more(path, bytes)) });
    } else {
      progress?.whole(path);
      opened.push({ path, data });
    }
  }
  return opened;
}

/** A file that was cleared or cut since it was opened. @throws GuardError `missing` */
export async function checkReadable(weights: SessionFiles['externalData']): Promise<void> {
  for (const { path, data } of weights) {
    if (!(data instanceof Blob)) continue;
    try {
      await data.slice(Math.max(0, data.size - 1)).arrayBuffer();
    } catch (error) {
      throw new GuardError('missing', `${path} cannot be read any more (${messageOf(error)})`);
    }
  }
}
