/** From a build's files to a decoder on the first device that computes its known answers. */
import { buildBytes, type GraphVariant, graphFor } from '../core/guard-build';
import type { GuardDevice } from '../platform/guard-protocol';
import type { BuildFiles } from './build-files';
import { Decoder, presentNames } from './decoder';
import {
  adapterName,
  attemptName,
  attempts,
  type DeviceAttempt,
  findAdapter,
  openGpu,
  tooLarge,
} from './device';
import type { EmbeddingTable } from './embeddings';
import { GuardError, isOutOfMemory, messageOf } from './errors';
import { GpuWatch } from './gpu-watch';
import { type WeightPlace, weightsOf } from './graph-weights';
import { type LoadProgress, WatchedBlob } from './load-progress';
import { Releases } from './releases';
import { selfTest } from './self-test';
import { openSession, type SessionFiles } from './session';
import type { OrtRuntime } from './tensor';

export interface LoadParts {
  readonly ort: OrtRuntime;
  readonly files: BuildFiles;
  readonly embeddings: EmbeddingTable;
  readonly progress: LoadProgress;
  /** Paths that are loaded whatever the device. */
  readonly common: readonly string[];
}

/** A decoder that has passed its self-test. */
export interface LoadedDecoder {
  readonly decoder: Decoder;
  readonly device: GuardDevice;
  /** Null on the processor. */
  readonly watch: GpuWatch | null;
  /** Makes a run that is under way end, as far as the device can. */
  readonly stop: () => void;
}

/** This device does not do; the next one may. */
class DeviceRefused extends Error {
  constructor(
    message: string,
    readonly why: 'wrong-numbers' | 'no-memory' | 'other',
  ) {
    super(message);
  }
}

/**
 * Tries the devices in order.
 * @param releases what must be given back when the decoder is not needed any more
 * @throws GuardError when a file fails, or when no device will do: with what was tried
 */
export async function firstDecoder(parts: LoadParts, releases: Releases): Promise<LoadedDecoder> {
  const { build } = parts.files;
  const adapter = await findAdapter();
  const precisions = build.variants.map(({ precision }) => precision);
  const tried: DeviceRefused[] = [];
  for (const attempt of attempts(adapter, precisions, buildBytes(build))) {
    // What is too large for a graphics device is so with other features and in f32 too.
    if (attempt.kind === 'webgpu' && tried.some(({ why }) => why === 'no-memory')) continue;
    const own = new Releases();
    try {
      const loaded = await openOn(attempt, parts, own);
      releases.add(() => own.release());
      return loaded;
    } catch (error) {
      await own.release();
      const refused = asRefused(error);
      tried.push(new DeviceRefused(`${attemptName(attempt)}: ${refused.message}`, refused.why));
    }
  }
  throw noDevice(build.name, tried);
}

/** @throws what no other device would change */
function asRefused(error: unknown): DeviceRefused {
  if (error instanceof DeviceRefused) return error;
  if (isOutOfMemory(error)) return new DeviceRefused(messageOf(error), 'no-memory');
  if (error instanceof GuardError && error.code !== 'crashed') throw error;
  return new DeviceRefused(messageOf(error), 'other');
}

function noDevice(name: string, tried: readonly DeviceRefused[]): GuardError {
  if (tried.length === 0)
    return new GuardError(
      'no-device',
      `There is no WebGPU here, and ${name} is too large for the processor alone.`,
    );
  const list = tried.map(({ message }) => message).join('; ');
  if (tried.some(({ why }) => why === 'no-memory'))
    return new GuardError(
      'no-memory',
      `There is not enough memory for ${name}: close other tabs and programs, or choose a smaller guard (${list}).`,
    );
  const wrong = tried.some(({ why }) => why === 'wrong-numbers');
  return new GuardError(wrong ? 'self-test' : 'no-device', list);
}

async function openOn(
  attempt: DeviceAttempt,
  { ort, files, embeddings, progress, common }: LoadParts,
  releases: Releases,
): Promise<LoadedDecoder> {
  const { build } = files;
  const variant = build.variants.find(({ precision }) => precision === attempt.precision);
  if (!variant) throw new Error(`the build has no ${attempt.precision} graph`);
  const path = graphFor(variant, attempt.kind);
  progress.plan([...common, path, ...variant.weights]);
  progress.tell('files');
  const graph = new Uint8Array(await files.read(path));
  progress.whole(path);
  const places = placesIn(graph, { graph: path, weights: variant.weights }, files);
  const reason = attempt.kind === 'webgpu' ? tooLarge(places, attempt.adapter.limits) : null;
  if (reason) throw new DeviceRefused(reason, 'other');

  const gpu = await openGpu(attempt);
  if (gpu) releases.add(() => gpu.destroy());
  const watch = gpu && new GpuWatch(gpu);
  const weights = await openWeights(variant, files, progress);
  progress.started();
  const session = await openSession(
    ort,
    gpu,
    { graph, externalData: weights },
    presentNames(build.decoder.layers),
  ).catch(async (error) => {
    await checkReadable(weights);
    throw error;
  });
  const decoder = new Decoder(ort, session, {
    info: build.decoder,
    variant,
    embeddings,
    imageToken: build.vision?.imageToken,
  });
  releases.add(() => decoder.release());
  await watch?.check();

  progress.tell('self-test');
  const tolerance = build.selfTest.tolerance[attempt.precision];
  const difference = await selfTest(decoder, build.selfTest.cases, tolerance).catch(
    async (error) => {
      // What the device said of itself says more than what then failed.
      await watch?.check();
      throw error;
    },
  );
  await watch?.check();
  if (!(difference <= tolerance))
    throw new DeviceRefused(
      `its answers differ from the known ones by ${difference.toPrecision(2)}`,
      'wrong-numbers',
    );
  return {
    decoder,
    watch,
    stop: () => gpu?.destroy(),
    device: {
      kind: attempt.kind,
      precision: attempt.precision,
      adapter: attempt.kind === 'webgpu' ? adapterName(attempt.adapter) : 'processor',
      subgroups: attempt.kind === 'webgpu' && attempt.subgroups,
      selfTestDifference: difference,
    },
  };
}

/** @throws GuardError when the graph and the weight files do not fit each other */
function placesIn(
  graph: Uint8Array,
  { graph: path, weights }: Pick<GraphVariant, 'graph' | 'weights'>,
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

async function openWeights(
  { weights }: Pick<GraphVariant, 'weights'>,
  files: BuildFiles,
  progress: LoadProgress,
): Promise<SessionFiles['externalData']> {
  const opened: { path: string; data: Uint8Array | Blob }[] = [];
  for (const path of weights) {
    const data = await files.weights(path);
    if (data instanceof Blob) {
      opened.push({ path, data: new WatchedBlob(data, (bytes) => progress.more(path, bytes)) });
    } else {
      progress.whole(path);
      opened.push({ path, data });
    }
  }
  return opened;
}

/** A file that was cleared or cut since it was opened. @throws GuardError `missing` */
async function checkReadable(weights: SessionFiles['externalData']): Promise<void> {
  for (const { path, data } of weights) {
    if (!(data instanceof Blob)) continue;
    try {
      await data.slice(Math.max(0, data.size - 1)).arrayBuffer();
    } catch (error) {
      throw new GuardError('missing', `${path} cannot be read any more (${messageOf(error)})`);
    }
  }
}
