/** An open guard: a build on the first device that computes its known answers. */
import {
  buildBytes,
  type GraphVariant,
  type GuardBuild,
  type LogitPair,
} from '../core/guard-build';
import type { GuardDevice, GuardState } from '../platform/guard-protocol';
import { type BuildFiles, openBuild, parseJson, type ReadFile } from './build-files';
import { Decoder, type Past, presentNames } from './decoder';
import { adapterName, attempts, type DeviceAttempt, findAdapter, openGpu } from './device';
import { MemoryEmbeddingTable } from './embeddings';
import { GuardError, messageOf } from './errors';
import { PromptTokenizer } from './prompt';
import { selfTest } from './self-test';
import { openSession, type SessionFiles } from './session';
import type { OrtRuntime } from './tensor';

export type ShowState = (state: GuardState) => void;

/** What `openGuard` found to run on. */
interface OpenDevice {
  readonly decoder: Decoder;
  readonly device: GuardDevice;
  readonly gpu: GPUDevice | null;
}

export class Guard {
  private constructor(
    readonly build: GuardBuild,
    readonly device: GuardDevice,
    /** Resolves when the graphics device is lost, never for the processor. */
    readonly lost: Promise<string>,
    readonly prompt: PromptTokenizer,
    private readonly decoder: Decoder,
    private readonly gpu: GPUDevice | null,
    private readonly prefix: Past,
  ) {}

  /**
   * Opens a build: reads and checks its files, tries the devices in order, runs the self-test.
   * @throws GuardError with what was tried when no device will do
   */
  static async open(ort: OrtRuntime, readFile: ReadFile, show: ShowState): Promise<Guard> {
    let totalBytes = 0;
    const files = await openBuild(readFile, (loadedBytes) =>
      show({ status: 'loading', stage: 'files', loadedBytes, totalBytes }),
    );
    const { build } = files;
    totalBytes = buildBytes(build);
    const { chatTemplate } = build;
    if (chatTemplate === null)
      throw new GuardError('unsupported', 'the build has no tokenizer, so it cannot read text');
    const json = parseJson('tokenizer.json', await files.read('tokenizer.json'));
    const config = parseJson('tokenizer_config.json', await files.read('tokenizer_config.json'));
    const prompt = new PromptTokenizer(json, config, { chatTemplate, prompts: build.prompts });
    const embeddings = new MemoryEmbeddingTable(
      await files.read(build.embeddings.path),
      build.embeddings,
    );
    const found = await firstDevice(ort, files, embeddings, (stage) =>
      show({ status: 'loading', stage, loadedBytes: totalBytes, totalBytes }),
    );
    const prefix = await found.decoder.prefill(prompt.prefix).catch(async (error) => {
      await found.decoder.release().catch(() => {});
      found.gpu?.destroy();
      throw error;
    });
    const lost = found.gpu
      ? found.gpu.lost.then(({ message }) => message || 'the graphics device was lost')
      : new Promise<string>(() => {});
    return new Guard(build, found.device, lost, prompt, found.decoder, found.gpu, prefix);
  }

  /** One forward pass: [safe, unsafe] logits for suffixes that `prompt.suffix` made. */
  ask(suffixes: readonly (readonly number[])[]): Promise<LogitPair[]> {
    return this.decoder.ask(this.prefix, suffixes);
  }

  async dispose(): Promise<void> {
    this.prefix.dispose();
    await this.decoder.release();
    this.gpu?.destroy();
  }
}

async function firstDevice(
  ort: OrtRuntime,
  files: BuildFiles,
  embeddings: MemoryEmbeddingTable,
  show: (stage: 'starting' | 'self-test') => void,
): Promise<OpenDevice> {
  const { build } = files;
  const adapter = await findAdapter();
  const precisions = build.variants.map(({ precision }) => precision);
  const tried: string[] = [];
  let wrongNumbers = false;
  for (const attempt of attempts(adapter, precisions, buildBytes(build))) {
    show('starting');
    const name = nameOf(attempt);
    let opened: { decoder: Decoder; gpu: GPUDevice | null };
    try {
      opened = await start(ort, files, attempt, embeddings);
    } catch (error) {
      if (error instanceof GuardError) throw error;
      tried.push(`${name}: ${messageOf(error)}`);
      continue;
    }
    const { decoder, gpu } = opened;
    show('self-test');
    const tolerance = build.selfTest.tolerance[attempt.precision];
    const outcome = await selfTest(decoder, build.selfTest.cases, tolerance).catch(messageOf);
    if (typeof outcome === 'number' && outcome <= tolerance) {
      const device: GuardDevice = {
        kind: attempt.kind,
        precision: attempt.precision,
        adapter: attempt.kind === 'webgpu' ? adapterName(attempt.adapter) : 'processor',
        subgroups: attempt.kind === 'webgpu' && attempt.subgroups,
        selfTestDifference: outcome,
      };
      return { decoder, device, gpu };
    }
    wrongNumbers ||= typeof outcome === 'number';
    tried.push(
      typeof outcome === 'number'
        ? `${name}: its answers differ from the known ones by ${outcome.toPrecision(2)}`
        : `${name}: ${outcome}`,
    );
    await decoder.release().catch(() => {});
    gpu?.destroy();
  }
  if (tried.length === 0)
    throw new GuardError(
      'no-device',
      `There is no WebGPU here, and ${build.name} is too large for the processor alone.`,
    );
  throw new GuardError(wrongNumbers ? 'self-test' : 'no-device', tried.join('; '));
}

async function start(
  ort: OrtRuntime,
  files: BuildFiles,
  attempt: DeviceAttempt,
  embeddings: MemoryEmbeddingTable,
): Promise<{ decoder: Decoder; gpu: GPUDevice | null }> {
  const variant = files.build.variants.find(({ precision }) => precision === attempt.precision);
  if (!variant) throw new Error(`the build has no ${attempt.precision} graph`);
  const read = await readVariant(files, variant);
  const { decoder: info, vision } = files.build;
  const gpu = await openGpu(attempt);
  try {
    const session = await openSession(ort, gpu, read, presentNames(info.layers));
    const imageToken = vision?.imageToken;
    return { decoder: new Decoder(ort, session, { info, variant, embeddings, imageToken }), gpu };
  } catch (error) {
    gpu?.destroy();
    throw error;
  }
}

async function readVariant(files: BuildFiles, variant: GraphVariant): Promise<SessionFiles> {
  const graph = new Uint8Array(await files.read(variant.graph));
  const externalData: { path: string; data: Uint8Array }[] = [];
  for (const path of variant.weights)
    externalData.push({ path, data: new Uint8Array(await files.read(path)) });
  return { graph, externalData };
}

const nameOf = (attempt: DeviceAttempt): string =>
  attempt.kind === 'wasm'
    ? 'processor'
    : `WebGPU (${attempt.precision}${attempt.subgroups ? ', subgroups' : ''})`;
