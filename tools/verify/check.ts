/**
 * Runs a build on a device, as the product opens it: devices in order, each put to the self-test.
 * No Node here: a browser's page runs the very same code.
 */
import type * as Ort from 'onnxruntime-web';
import {
  type GraphVariant,
  type GuardBuild,
  graphFor,
  type Precision,
} from '../../src/core/guard-build';
import { Decoder, presentNames } from '../../src/worker/decoder';
import {
  adapterName,
  attempts,
  type DeviceAttempt,
  findAdapter,
  openGpu,
} from '../../src/worker/device';
import type { EmbeddingTable } from '../../src/worker/embeddings';
import { messageOf } from '../../src/worker/errors';
import { selfTest } from '../../src/worker/self-test';
import { openSession, type SessionFiles } from '../../src/worker/session';
import type { OrtRuntime } from '../../src/worker/tensor';
import { VisionTower } from '../../src/worker/vision';
import { visionTest } from '../../src/worker/vision-test';
import { BuildError } from '../builder/errors';
import { boundFor } from './bounds';
import { runGolden, runSelfTest } from './cases';
import type { Golden } from './golden';
import { deviceLine, goldenHead, goldenLine, megabytes, selfTestLines, visionLine } from './lines';
import type { CheckResult } from './report';

/** A build's files and what runs them. */
export interface Materials {
  readonly ort: OrtRuntime;
  readonly build: GuardBuild;
  readonly embeddings: EmbeddingTable;
  graph(path: string): Promise<Uint8Array>;
  weights(path: string): Promise<Uint8Array | Blob>;
  /** A line for the person who waits. */
  say(line: string): void;
}

export interface Job {
  readonly device: 'wasm' | 'webgpu';
  /** The best that the device can do, if left out. */
  readonly precision: Precision | undefined;
  readonly golden: Golden | undefined;
  /** Relative bound in the place of the usual one. */
  readonly bound: number | undefined;
}

/** WASM addresses 4 GiB; runtime, activations and repacked matrices need some of it. */
const WASM_WEIGHT_BYTES = 3.25 * 1024 ** 3;

/** @throws BuildError where there is no such device, or the build is too large for it */
export async function check(materials: Materials, job: Job): Promise<CheckResult> {
  const { build, say } = materials;
  const refused: CheckResult['refused'] = [];
  for (const attempt of await attemptsFor(build, job)) {
    const name = nameOf(attempt);
    let opened: Opened;
    try {
      opened = await open(materials, attempt);
    } catch (error) {
      if (error instanceof BuildError) throw error;
      refused.push({ device: name, reason: messageOf(error) });
      say(`Refused: ${name}: ${messageOf(error)}`);
      continue;
    }
    try {
      const { decoder } = opened;
      const { precision } = attempt;
      const tolerance = build.selfTest.tolerance[precision];
      const outcome = await selfTest(decoder, build.selfTest.cases, tolerance).catch(messageOf);
      if (!(typeof outcome === 'number' && outcome <= tolerance)) {
        const reason = whyRefused(outcome, tolerance);
        refused.push({ device: name, reason });
        say(`Refused: ${name}: ${reason}`);
        continue;
      }
      return { refused, ...(await run(materials, job, attempt, opened)) };
    } finally {
      await opened.release();
    }
  }
  return { device: null, refused, selfTest: null, vision: null, golden: null };
}

/** @param outcome how far its answers were off, or what it failed with */
function whyRefused(outcome: number | string, tolerance: number): string {
  if (typeof outcome === 'string') return outcome;
  return Number.isFinite(outcome)
    ? `its answers differ from the known ones by ${outcome.toPrecision(2)}, tolerance ${tolerance}`
    : 'it gave no finite numbers';
}

async function run(
  materials: Materials,
  { golden, bound: override }: Job,
  attempt: DeviceAttempt,
  { decoder, vision }: Opened,
): Promise<Omit<CheckResult, 'refused'>> {
  const { build, say } = materials;
  const { precision } = attempt;
  const device = {
    kind: attempt.kind,
    precision,
    adapter: attempt.kind === 'webgpu' ? adapterName(attempt.adapter) : 'processor',
    subgroups: attempt.kind === 'webgpu' && attempt.subgroups,
  };
  say(deviceLine(device));
  const known = await runSelfTest(decoder, build.selfTest, precision);
  selfTestLines(known).forEach(say);
  const seen = await runVisionTest(materials, attempt, vision);
  if (!golden) return { device, selfTest: known, vision: seen, golden: null };
  const bound = boundFor(build.bits, precision, override);
  goldenHead(bound).forEach(say);
  const runs = await runGolden(decoder, vision, build, golden, bound, (each) =>
    say(goldenLine(each)),
  );
  return { device, selfTest: known, vision: seen, golden: { bound, runs } };
}

async function runVisionTest(
  { build, say }: Materials,
  attempt: DeviceAttempt,
  open: () => Promise<VisionTower>,
): Promise<CheckResult['vision']> {
  const { vision } = build;
  if (!vision?.selfTest) return null;
  if (attempt.kind === 'wasm' && wasmBytes(build, vision.weights) > WASM_WEIGHT_BYTES) {
    say('Its vision tower is not checked: beside the decoder it is too large for WASM.');
    return null;
  }
  const { selfTest } = vision;
  const difference = await visionTest(await open(), vision, selfTest);
  const report = {
    tolerance: selfTest.tolerance,
    difference: Number.isFinite(difference) ? difference : null,
  };
  say(visionLine(report));
  return report;
}

async function attemptsFor(build: GuardBuild, job: Job): Promise<DeviceAttempt[]> {
  const has = build.variants.map(({ precision }) => precision);
  const wanted = job.precision ? [job.precision] : has;
  const lacks = wanted.find((precision) => !has.includes(precision));
  if (lacks) throw new BuildError(`build.json has no ${lacks} variant, only ${has.join(', ')}`);
  if (job.device === 'wasm') {
    if (!wanted.includes('f32'))
      throw new BuildError('WASM runs f32 only: use --device webgpu, or --browser');
    checkFitsWasm(build, job);
    return [{ kind: 'wasm', precision: 'f32' }];
  }
  const adapter = await findAdapter();
  if (!adapter) throw new BuildError('There is no WebGPU adapter here.');
  const list = attempts(adapter, wanted, Number.POSITIVE_INFINITY);
  if (list.length > 0) return list;
  const why = !adapter.features.has('shader-f16')
    ? `${adapterName(adapter)} has no shader-f16`
    : 'this JavaScript has no Float16Array (Node has it from version 24; or use --browser)';
  throw new BuildError(
    wanted.includes('f16') ? `f16 cannot run here: ${why}` : 'the build has no f32 variant',
  );
}

function checkFitsWasm(build: GuardBuild, { golden }: Job): void {
  const sees = golden?.cases.some(({ pixels }) => pixels) ? build.vision?.weights : undefined;
  const bytes = wasmBytes(build, sees ?? []);
  if (bytes > WASM_WEIGHT_BYTES) throw tooLargeForWasm(bytes);
}

/** Of the weights that are loaded. @param tower weight files of it, where it is opened */
function wasmBytes(build: GuardBuild, tower: readonly string[]): number {
  const paths = new Set([...variantOf(build, 'f32').weights, ...tower]);
  return build.files.filter(({ path }) => paths.has(path)).reduce((sum, { size }) => sum + size, 0);
}

const tooLargeForWasm = (bytes: number): BuildError =>
  new BuildError(
    `This build's weights, ${megabytes(bytes)}, do not fit into WASM's 4 GB of memory: use --device webgpu`,
  );

interface Opened {
  readonly decoder: Decoder;
  /** Opens the vision tower on the same device, once. */
  readonly vision: () => Promise<VisionTower>;
  readonly release: () => Promise<void>;
}

async function open(materials: Materials, attempt: DeviceAttempt): Promise<Opened> {
  const { ort, build, embeddings } = materials;
  const variant = variantOf(build, attempt.precision);
  const gpu = await openGpu(attempt);
  let tower: VisionTower | undefined;
  try {
    const session = await openGraph(
      materials,
      gpu,
      { graph: graphFor(variant, attempt.kind), weights: variant.weights },
      presentNames(build.decoder.layers),
    );
    const decoder = new Decoder(ort, session, {
      info: build.decoder,
      variant,
      embeddings,
      imageToken: build.vision?.imageToken,
    });
    return {
      decoder,
      async vision() {
        const info = build.vision;
        if (!info) throw new BuildError('the build cannot see images');
        tower ??= new VisionTower(ort, await openGraph(materials, gpu, info), info);
        return tower;
      },
      async release() {
        await tower?.release().catch(() => {});
        await decoder.release().catch(() => {});
        gpu?.destroy();
      },
    };
  } catch (error) {
    gpu?.destroy();
    throw error;
  }
}

async function openGraph(
  { ort, graph, weights }: Materials,
  gpu: GPUDevice | null,
  files: { readonly graph: string; readonly weights: readonly string[] },
  kept: readonly string[] = [],
): Promise<Ort.InferenceSession> {
  const externalData: SessionFiles['externalData'] = [];
  let bytes = 0;
  for (const path of files.weights) {
    const data = await weights(path);
    bytes += data instanceof Uint8Array ? data.byteLength : data.size;
    externalData.push({ path, data });
  }
  try {
    return await openSession(ort, gpu, { graph: await graph(files.graph), externalData }, kept);
  } catch (error) {
    // Out of memory shows in many ways there; a small build has never run out.
    if (!gpu && bytes > 1e9) throw tooLargeForWasm(bytes);
    throw error;
  }
}

function variantOf(build: GuardBuild, precision: Precision): GraphVariant {
  const variant = build.variants.find((each) => each.precision === precision);
  if (!variant) throw new BuildError(`build.json has no ${precision} variant`);
  return variant;
}

const nameOf = (attempt: DeviceAttempt): string =>
  attempt.kind === 'wasm'
    ? 'WASM'
    : `WebGPU (${attempt.precision}, ${attempt.subgroups ? 'with' : 'without'} subgroups)`;
