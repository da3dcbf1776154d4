/** From a build's files to a decoder on the first device that computes its known answers. */
import { buildBytes, graphFor } from '../core/guard-build';
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
import { checkReadable, openWeights, placesIn } from './graph-files';
import type { LoadProgress } from './load-progress';
import { Releases } from './releases';
import { selfTest } from './self-test';
import { openSession } from './session';
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
  /** Where more graphs can be opened; null on the processor. */
  readonly place: GpuPlace | null;
}

/** A graphics device, and what it takes at a time. */
export interface GpuPlace {
  readonly gpu: GPUDevice;
  readonly limits: Pick<GPUSupportedLimits, 'maxBufferSize' | 'maxStorageBufferBindingSize'>;
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
    place: gpu && attempt.kind === 'webgpu' ? { gpu, limits: attempt.adapter.limits } : null,
    device: {
      kind: attempt.kind,
      precision: attempt.precision,
      adapter: attempt.kind === 'webgpu' ? adapterName(attempt.adapter) : 'processor',
      subgroups: attempt.kind === 'webgpu' && attempt.subgroups,
      selfTestDifference: difference,
    },
  };
}
