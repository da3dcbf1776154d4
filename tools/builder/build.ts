/** From a checkpoint to a guard build: the whole way, in one function. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { GUARD_BUILD_FORMAT, GuardBuild } from '../../src/core/guard-build';
import { decoderInfo, visionInfo } from './describe';
import { tokenTable } from './families/shape';
import { activationsOf, decoderGraph } from './graph/decoder';
import { visionGraph } from './graph/vision';
import type { Meter } from './hub/meter';
import { legalFiles } from './legal';
import { sha256 } from './output';
import { Plan } from './plan';
import { storeEmbeddings } from './quantise/embeddings';
import { knownAnswers, testCases } from './self-test';
import { storeDecoder, type VerdictTokens } from './store/decoder';
import { storeVision } from './store/vision';
import { type StoredLinear, type TensorReport, TensorStore } from './tensors';
import { PROMPTS, readTokenizer, verdictTokens } from './tokenizer';
import { towerAnswers, towerShare } from './tower-answers';
import { atWork, type BuildOptions, visionBits, type Work } from './work';

export interface BuildResult {
  readonly build: GuardBuild;
  readonly tensors: readonly TensorReport[];
}

/** The weights are read to be quantised, then read again for the known answers. */
const PASSES = 2;

/**
 * Writes a guard build. The same checkpoint and options give the same bytes.
 * @throws BuildError when the checkpoint cannot be built from; nothing is left at the target then.
 */
export const buildGuard = (options: BuildOptions): Promise<BuildResult> =>
  atWork(options, PASSES, writeBuild);

async function writeBuild(work: Work): Promise<BuildResult> {
  const { checkpoint, shape, output, pool, signal, meter } = work;
  const { decoder } = shape;
  const { hiddenSize: columns, vocabulary: rows } = decoder;
  const tokenizer = await readTokenizer(work.from);
  const tokens = verdictTokens(tokenizer, work.verdictTokens, rows);
  const embeddings: GuardBuild['embeddings'] = {
    path: 'embeddings.bin',
    rows,
    columns,
    bits: work.bits === 'none' ? 32 : 8,
  };
  await output.expect(await plannedBytes(work, embeddings, tokens));
  await storeEmbeddings({
    output,
    checkpoint,
    pool,
    name: tokenTable(decoder),
    rows,
    columns,
    scale: decoder.embeddingScale,
    bits: embeddings.bits,
    signal,
    onBytes: (bytes) => meter.arrived('token table', bytes),
  });
  const { store, variants } = await writeDecoder(work, tokens);
  const vision = await writeVision(work);
  for (const [name, text] of tokenizer?.files ?? []) await output.file(name, text);
  for (const [name, text] of await legalFiles(work.from)) await output.file(name, text);
  if (shape.vision) await copyOptional(work, 'preprocessor_config.json');

  // Its threads' memory is the known answers' from here on.
  await pool.destroy();
  const done = partsTo(meter, 'known answers', checkpoint.bytes);
  const decoderShare = 1 - (shape.vision ? towerShare(shape.vision) : 0);
  const selfTest = await knownAnswers({
    checkpoint,
    shape: decoder,
    folder: output.folder,
    linears: store.linears,
    embeddings,
    verdictTokens: tokens,
    cases: testCases(tokenizer?.prompt, rows, shape.vision?.imageToken),
    progress: (part) => done(part * decoderShare),
    signal,
  });
  const towerTest =
    vision &&
    (await towerAnswers({
      checkpoint,
      shape: vision.shape,
      folder: output.folder,
      linears: vision.linears,
      progress: (part) => done(decoderShare + part * (1 - decoderShare)),
      signal,
    }));

  const content: Omit<GuardBuild, 'id'> = {
    format: GUARD_BUILD_FORMAT,
    name: work.name,
    practice: work.practice ?? false,
    source: work.source,
    family: shape.family,
    bits: work.bits === 'none' ? 32 : work.bits,
    contextLimit: decoder.contextLimit,
    verdictTokens: tokens,
    chatTemplate: tokenizer?.chatTemplate ?? null,
    prompts: PROMPTS,
    decoder: decoderInfo(decoder),
    ...(vision && towerTest ? { vision: { ...vision.info, selfTest: towerTest } } : {}),
    embeddings,
    variants,
    files: output.files.map((file) => ({ ...file })),
    selfTest,
  };
  // Verdicts are remembered under this id, so it changes with anything that a verdict depends on:
  // weights, prompts, verdict tokens, limits.
  const digest = sha256(new TextEncoder().encode(JSON.stringify(content))).slice(0, 12);
  const id = `${work.practice ? 'practice' : shape.family}-${digest}`;
  const build: GuardBuild = v.parse(GuardBuild, { ...content, id });
  const tensors = [...store.report, ...(vision?.tensors ?? [])];
  await output.report(tensors);
  await output.file('build.json', `${JSON.stringify(build, null, 1)}\n`);
  return { build, tensors };
}

/** Room for graphs, the tokenizer and the tables in it. */
const SMALL_FILES_BYTES = 64 * 1024 * 1024;

/** @throws BuildError when a tensor is missing or misshapen: now, not when its turn comes */
async function plannedBytes(
  { checkpoint, shape, bits, keep8bit, precisions }: Work,
  embeddings: GuardBuild['embeddings'],
  tokens: VerdictTokens,
): Promise<number> {
  const { decoder, vision } = shape;
  const types = [...new Set(precisions.map((precision) => activationsOf(decoder, precision)))];
  const plan = new Plan({ checkpoint, bits, keep8bit, precisions: types });
  plan.embeddings(tokenTable(decoder), embeddings);
  await storeDecoder(checkpoint, decoder, plan, tokens);
  const tower = new Plan({ checkpoint, bits: visionBits(bits), precisions: ['f32'] });
  if (vision) await storeVision(checkpoint, vision, tower);
  return plan.bytes + tower.bytes + SMALL_FILES_BYTES;
}

async function writeDecoder(work: Work, tokens: VerdictTokens) {
  const { checkpoint, output, pool, signal } = work;
  const { decoder } = work.shape;
  const activations = work.precisions.map((precision) => activationsOf(decoder, precision));
  const store = new TensorStore({
    output,
    checkpoint,
    pool,
    stem: 'decoder',
    bits: work.bits,
    keep8bit: work.keep8bit,
    precisions: [...new Set(activations)],
    signal,
    onBytes: (bytes) => work.meter.arrived('decoder', bytes),
  });
  const stored = await storeDecoder(checkpoint, decoder, store, tokens);
  await store.close();
  const written = output.files.map(({ path }) => path);
  const variants: GuardBuild['variants'] = [];
  for (const precision of work.precisions) {
    const type = activationsOf(decoder, precision);
    const graph = `decoder.${precision}.onnx`;
    await output.file(graph, decoderGraph(decoder, stored, precision, 'fused'));
    // The processor runs float32 only.
    const processorGraph = precision === 'f32' ? 'decoder.f32.processor.onnx' : undefined;
    if (processorGraph)
      await output.file(processorGraph, decoderGraph(decoder, stored, precision, 'plain'));
    variants.push({
      precision,
      activations: type,
      graph,
      ...(processorGraph ? { processorGraph } : {}),
      weights: written.filter((path) =>
        ['decoder.weights.', `decoder.scales.${type}.`].some((stem) => path.startsWith(stem)),
      ),
    });
  }
  return { store, variants };
}

async function writeVision(work: Work) {
  const { checkpoint, output, pool, signal } = work;
  const { vision } = work.shape;
  if (!vision) return undefined;
  const store = new TensorStore({
    output,
    checkpoint,
    pool,
    stem: 'vision',
    bits: visionBits(work.bits),
    precisions: ['f32'],
    signal,
    onBytes: (bytes) => work.meter.arrived('vision', bytes),
  });
  const stored = await storeVision(checkpoint, vision, store);
  await store.close();
  const weights = output.files.map(({ path }) => path).filter((path) => path.startsWith('vision.'));
  await output.file('vision.onnx', visionGraph(vision, stored));
  const linears = new Map<string, StoredLinear>(store.linears);
  if (vision.projector.kind === 'pool' && stored.pool)
    linears.set(vision.projector.matrix, { kind: 'dense', stored: stored.pool.matrix });
  return { shape: vision, info: visionInfo(vision, weights), linears, tensors: store.report };
}

async function copyOptional({ from, output }: Work, name: string): Promise<void> {
  const text = await readFile(join(from, name), 'utf8').catch(() => undefined);
  if (text !== undefined) await output.file(name, text);
}

/** Parts of a whole, from 0 to 1, as bytes of it. */
function partsTo(meter: Meter, step: string, bytes: number): (part: number) => void {
  let before = 0;
  return (part) => {
    meter.arrived(step, (part - before) * bytes);
    before = part;
  };
}
