/**
 * From a checkpoint to the folder that `@huggingface/transformers` 4.3 loads, for measurements side by
 * side with a guard build and for other users.
 *
 *     config.json               the checkpoint's own, with `transformers.js_config`
 *     generation_config.json, tokenizer.json, …    as they are
 *     onnx/model_q4.onnx        Llama: token ids in, logits out
 *     onnx/embed_tokens_q4.onnx, decoder_model_merged_q4.onnx, vision_encoder_q4.onnx    the others
 *     onnx/….onnx_data, ….onnx_data_1, …    weights of the graph of that name, each under 1 GiB
 *
 * One dtype for each precision that is asked for (`names.ts`); each has weights of its own. Texts are
 * taken one at a time (batch 1), up to the guard's context limit. What images lose there is said in
 * `decoder-graph.ts`. A matrix over 1 GiB, such as an unquantised vocabulary projection of most
 * checkpoints, ends in an error.
 *
 * The library asks for a WebGPU device by itself and runs no known answers: on an adapter whose
 * `subgroups` compute wrong (SwiftShader: texts of 32 tokens and more) give it a device without them,
 * `session_options: { executionProviders: [{ name: 'webgpu', device }] }`.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Precision } from '../../../src/core/guard-build';
import { rotaryTables } from '../../../src/worker/rotary';
import { BuildError } from '../errors';
import { type DecoderShape, tokenTable } from '../families/shape';
import { activationsOf } from '../graph/decoder';
import { legalFiles } from '../legal';
import { Plan } from '../plan';
import { storeFinalNorm, storeLayers } from '../store/decoder';
import { storeVision } from '../store/vision';
import type { StoredLinear, TensorReport, TensorSink, TensorStore } from '../tensors';
import { atWork, type Bits, type BuildOptions, visionBits, type Work } from '../work';
import { languageModelGraph, type StoredLanguageModel } from './decoder-graph';
import { embeddingsGraph } from './embeddings-graph';
import { type Dtype, dtypeOf, graphFile } from './names';
import { writeSession } from './session-weights';
import { visionEncoderGraph, withoutDeepstack } from './vision-graph';

export interface TransformersJsResult {
  /** In the order of the precisions asked for. */
  readonly dtypes: readonly Dtype[];
  /** What quantisation cost, a tensor of a session after another. */
  readonly tensors: readonly TensorReport[];
  /** Of all files. */
  readonly bytes: number;
}

/** What the library reads beside config.json. */
const COPIED = [
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'chat_template.jinja',
  'chat_template.json',
  'preprocessor_config.json',
  'video_preprocessor_config.json',
  'processor_config.json',
  'README.md',
];

/** Bits of the token table, as a guard build's: it is looked up, so what it loses stays lost. */
const tableBits = (bits: Bits): Bits => (bits === 'none' ? 'none' : 8);

interface LayoutWork extends Work {
  /** What quantisation cost so far. */
  readonly tensors: TensorReport[];
}

/**
 * Writes the layout. The same checkpoint and options give the same bytes.
 * @throws BuildError when the checkpoint cannot be built from; nothing is left at the target then.
 */
export const buildTransformersJs = (options: BuildOptions): Promise<TransformersJsResult> =>
  atWork(options, options.precisions.length, async (work) => {
    const tensors: TensorReport[] = [];
    const dtypes = await writeAll({ ...work, tensors });
    await work.output.report(tensors);
    return { dtypes, tensors, bytes: work.output.files.reduce((sum, { size }) => sum + size, 0) };
  });

async function writeAll(work: LayoutWork): Promise<Dtype[]> {
  await work.output.expect(await plannedBytes(work));
  const dtypes: Dtype[] = [];
  /** Files of weights, by graph. */
  const chunks: Record<string, number> = {};
  for (const precision of work.precisions) {
    const dtype = dtypeOf(work.bits, precision);
    dtypes.push(dtype);
    for (const [session, count] of Object.entries(await writeSessions(work, dtype, precision)))
      chunks[graphFile(session, dtype)] = count;
  }
  for (const name of COPIED) {
    const text = await readFile(join(work.from, name)).catch(() => undefined);
    if (text) await work.output.file(name, text);
  }
  for (const [name, text] of await legalFiles(work.from)) await work.output.file(name, text);
  await work.output.file('config.json', `${JSON.stringify(configOf(work, chunks), null, 2)}\n`);
  return dtypes;
}

/** Room for graphs, the tokenizer and what else is copied. */
const SMALL_FILES_BYTES = 64 * 1024 * 1024;

/** @throws BuildError when a tensor is missing or misshapen: now, not when its turn comes */
async function plannedBytes(work: LayoutWork): Promise<number> {
  const { decoder, vision, family } = work.shape;
  const { checkpoint, bits, keep8bit } = work;
  let bytes = SMALL_FILES_BYTES;
  for (const precision of work.precisions) {
    const precisions = [activationsOf(decoder, precision)];
    const table = new Plan({ checkpoint, bits: tableBits(bits), precisions });
    const model = new Plan({ checkpoint, bits, keep8bit, precisions });
    const tower = new Plan({ checkpoint, bits: visionBits(bits), precisions: ['f32'] });
    const rows = await storeTable(decoder, table);
    const tied = family === 'llama' && decoder.head === tokenTable(decoder);
    await storeModel(decoder, model, tied ? rows : undefined);
    if (vision) await storeVision(checkpoint, withoutDeepstack(vision), tower);
    bytes += table.bytes + model.bytes + tower.bytes;
  }
  return bytes;
}

function configOf(
  { checkpoint, bits, precisions }: LayoutWork,
  chunks: Record<string, number>,
): unknown {
  const config = v.safeParse(v.record(v.string(), v.unknown()), checkpoint.config);
  if (!config.success) throw new BuildError('config.json: is no object');
  const halves = precisions.includes('f16') ? { [dtypeOf(bits, 'f16')]: 'float16' } : {};
  return {
    ...config.output,
    'transformers.js_config': {
      // For those who name none: float32 runs everywhere.
      dtype: dtypeOf(bits, precisions.includes('f32') ? 'f32' : 'f16'),
      // Read by the library before its version 4; since then the graph's own types tell.
      kv_cache_dtype: halves,
      use_external_data_format: chunks,
    },
  };
}

/** @returns the number of files of weights, by session */
async function writeSessions(
  work: LayoutWork,
  dtype: Dtype,
  precision: Precision,
): Promise<Record<string, number>> {
  const { decoder, family } = work.shape;
  const activations = activationsOf(decoder, precision);
  const table = tokenTable(decoder);
  // Llama's class has one session, the others' take embeddings between which images may lie.
  if (family === 'llama')
    return {
      model: await writeSession(
        { name: 'model', dtype, activations },
        // Where the head is tied to the table, they are one tensor here.
        { ...stores(work), keep8bit: eitherOf(work.keep8bit, table) },
        async (store) => {
          const rows = await storeTable(decoder, store);
          const model = await storeModel(decoder, store, decoder.head === table ? rows : undefined);
          return reported(work, store, { ...model, table: rows });
        },
        (stored) => languageModelGraph(decoder, stored, precision),
      ),
    };
  const embed_tokens = await writeSession(
    { name: 'embed_tokens', dtype, activations },
    { ...stores(work), bits: tableBits(work.bits) },
    async (store) => reported(work, store, await storeTable(decoder, store)),
    (stored) => embeddingsGraph(decoder, stored, precision),
  );
  const decoder_model_merged = await writeSession(
    { name: 'decoder_model_merged', dtype, activations },
    stores(work),
    async (store) => reported(work, store, await storeModel(decoder, store)),
    (stored) => languageModelGraph(decoder, stored, precision),
  );
  const vision_encoder = await writeVision(work, dtype);
  return { embed_tokens, decoder_model_merged, ...vision_encoder };
}

/** In float32 whatever the dtype, as a guard build's tower is. */
async function writeVision(work: LayoutWork, dtype: Dtype): Promise<Record<string, number>> {
  const { vision } = work.shape;
  if (!vision) return {};
  const shape = withoutDeepstack(vision);
  const vision_encoder = await writeSession(
    { name: 'vision_encoder', dtype, activations: 'f32' },
    { ...stores(work), bits: visionBits(work.bits) },
    async (store) => reported(work, store, await storeVision(work.checkpoint, shape, store)),
    (stored) => visionEncoderGraph(shape, stored),
  );
  return { vision_encoder };
}

function stores({ output, checkpoint, pool, bits, keep8bit, signal, meter }: LayoutWork) {
  const onBytes = (bytes: number) => meter.arrived('weights', bytes);
  return { output, checkpoint, pool, bits, keep8bit, signal, onBytes };
}

/** Keeps what a store has to tell of its tensors. */
function reported<T>(work: LayoutWork, store: TensorStore, stored: T): T {
  work.tensors.push(...store.report);
  return stored;
}

function eitherOf(pattern: RegExp | undefined, name: string): RegExp {
  const exact = `^${name.replaceAll('.', '\\.')}$`;
  return new RegExp(pattern ? `${pattern.source}|${exact}` : exact);
}

const storeTable = (shape: DecoderShape, store: TensorSink): Promise<StoredLinear> =>
  store.linear(tokenTable(shape), shape.vocabulary, shape.hiddenSize);

/** @param tied the head, where it is stored already */
async function storeModel(
  shape: DecoderShape,
  store: TensorSink,
  tied?: StoredLinear,
): Promise<StoredLanguageModel> {
  const { rotary, local } = shape;
  return {
    layers: await storeLayers(shape, store),
    finalNorm: await storeFinalNorm(shape, store),
    head: tied ?? (await store.linear(shape.head, shape.vocabulary, shape.hiddenSize)),
    rotary: await storeRotary(shape, store, rotary.inverseFrequencies),
    ...(local ? { localRotary: await storeRotary(shape, store, local.inverseFrequencies) } : {}),
  };
}

/** Computed here in float64: a GPU's sine of thousands of radians is not to be trusted. */
async function storeRotary(
  { contextLimit }: DecoderShape,
  store: TensorSink,
  inverseFrequencies: readonly number[],
) {
  // The library counts Gemma's positions from 1.
  const positions = Array.from({ length: contextLimit + 1 }, (_, position) => position);
  const { cos, sin } = rotaryTables(inverseFrequencies, [positions]);
  const shape = [positions.length, inverseFrequencies.length];
  return { cos: await store.dense(cos, shape), sin: await store.dense(sin, shape) };
}
