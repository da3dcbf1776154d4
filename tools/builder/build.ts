/** From a checkpoint to a guard build: the whole way, in one function. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { GUARD_BUILD_FORMAT, GuardBuild, type Precision } from '../../src/core/guard-build';
import {
  PROMPT_CLASSIFICATION,
  RESPONSE_CLASSIFICATION,
  SYSTEM_PROMPT,
} from '../../src/core/prompts';
import { MemoryEmbeddingTable } from '../../src/worker/embeddings';
import { PromptTokenizer } from '../../src/worker/prompt';
import { Checkpoint, readJson } from './checkpoint';
import { decoderGraph, storeDecoder } from './decoder';
import { quantiseEmbeddings } from './embeddings';
import { BuildError } from './errors';
import { decoderShape } from './families';
import { bytesOf, OutputFolder, sha256 } from './output';
import { FloatEmbeddingTable, openDecoder } from './run';
import { referenceLogits, SELF_TEST_TEXTS, TOLERANCE } from './self-test';
import { type TensorReport, TensorStore } from './tensors';

export interface BuildOptions {
  /** A folder in the Hugging Face layout. */
  readonly from: string;
  readonly out: string;
  readonly bits: 4 | 'none';
  readonly precisions: readonly Precision[];
  /** What a person reads. */
  readonly name: string;
  readonly practice: boolean;
  readonly source: GuardBuild['source'];
}

export interface BuildResult {
  readonly build: GuardBuild;
  readonly tensors: readonly TensorReport[];
}

const PRECISION_WEIGHTS = (precision: Precision) => `decoder.scales.${precision}`;

/**
 * Writes a guard build. The same checkpoint and options give the same bytes.
 * @throws BuildError when the checkpoint cannot be built from; nothing is left at the target then.
 */
export async function buildGuard(options: BuildOptions): Promise<BuildResult> {
  const checkpoint = await Checkpoint.open(options.from);
  const output = await OutputFolder.create(options.out);
  try {
    const result = await writeBuild(options, checkpoint, output);
    await output.commit();
    return result;
  } finally {
    await output.discard();
    await checkpoint.close();
  }
}

async function writeBuild(
  options: BuildOptions,
  checkpoint: Checkpoint,
  output: OutputFolder,
): Promise<BuildResult> {
  const shape = decoderShape(checkpoint);
  const { hiddenSize, vocabulary } = shape;
  const tokenizer = await readTokenizer(options.from);
  const verdictTokens = tokenizer.verdictTokens;

  const table = await checkpoint.tensor(`${shape.prefix}embed_tokens.weight`, [
    vocabulary,
    hiddenSize,
  ]);
  const embeddings = quantiseEmbeddings(table, vocabulary, hiddenSize);
  await output.file('embeddings.bin', embeddings);

  const store = new TensorStore(output, 'decoder');
  const stored = await storeDecoder(checkpoint, shape, store, verdictTokens, options.bits);
  await store.close();
  const shared = output.files
    .map(({ path }) => path)
    .filter((path) => path.startsWith('decoder.weights.'));
  for (const precision of ['f16', 'f32'] as const)
    await output.file(`decoder.${precision}.onnx`, decoderGraph(shape, stored, precision));
  await output.file('tokenizer.json', tokenizer.jsonText);
  await output.file('tokenizer_config.json', tokenizer.configText);

  const decoder: GuardBuild['decoder'] = {
    layers: shape.layers,
    hiddenSize,
    heads: shape.heads,
    kvHeads: shape.kvHeads,
    headDim: shape.headDim,
    inverseFrequencies: [...shape.inverseFrequencies],
  };
  const cases = SELF_TEST_TEXTS.map((text) => [
    ...tokenizer.prompt.prefix,
    ...tokenizer.prompt.suffix(text),
  ]);
  const reference = await referenceLogits(
    checkpoint,
    shape,
    verdictTokens,
    new FloatEmbeddingTable(table, vocabulary, hiddenSize),
    cases,
  );
  const own = await openDecoder(
    output.folder,
    [...shared, PRECISION_WEIGHTS('f32')],
    decoder,
    new MemoryEmbeddingTable(bytesOf(embeddings).slice().buffer, vocabulary, hiddenSize),
  );
  const selfTest: GuardBuild['selfTest']['cases'] = [];
  for (const [index, tokens] of cases.entries()) {
    const [logits] = await own.ask(own.empty(), [tokens]);
    const expected = reference[index];
    if (logits && expected) selfTest.push({ tokens, reference: expected, logits });
  }
  await own.release();

  const content: Omit<GuardBuild, 'id'> = {
    format: GUARD_BUILD_FORMAT,
    name: options.name,
    practice: options.practice,
    source: options.source,
    family: shape.family,
    contextLimit: shape.contextLimit,
    verdictTokens,
    chatTemplate: tokenizer.chatTemplate,
    prompts: PROMPTS,
    decoder,
    embeddings: { path: 'embeddings.bin', rows: vocabulary, columns: hiddenSize, bits: 8 },
    variants: options.precisions.map((precision) => ({
      precision,
      graph: `decoder.${precision}.onnx`,
      weights: [...shared, PRECISION_WEIGHTS(precision)],
    })),
    files: output.files.map((file) => ({ ...file })),
    selfTest: { tolerance: TOLERANCE, cases: selfTest },
  };
  // Verdicts are remembered under this id, so it changes with anything that a verdict depends on:
  // any byte of any file, prompts, template, rotary frequencies, limits.
  const digest = sha256(new TextEncoder().encode(JSON.stringify(content))).slice(0, 10);
  const id = `${options.practice ? 'practice' : shape.family}-${digest}`;
  const build: GuardBuild = v.parse(GuardBuild, { ...content, id });
  await output.file('build.json', `${JSON.stringify(build, null, 1)}\n`);
  return { build, tensors: store.report };
}

const PROMPTS = {
  system: SYSTEM_PROMPT,
  prompt: PROMPT_CLASSIFICATION,
  response: RESPONSE_CLASSIFICATION,
};

const ConfigWithTemplate = v.looseObject({ chat_template: v.optional(v.string()) });

async function readTokenizer(folder: string) {
  const jsonText = await textOf(folder, 'tokenizer.json');
  const configText = await textOf(folder, 'tokenizer_config.json');
  const json = await readJson(folder, 'tokenizer.json');
  const config = v.parse(ConfigWithTemplate, await readJson(folder, 'tokenizer_config.json'));
  // Newer checkpoints keep the template in a file of its own.
  const chatTemplate =
    config.chat_template ??
    (await readFile(join(folder, 'chat_template.jinja'), 'utf8').catch(() => undefined));
  if (!chatTemplate) throw new BuildError('tokenizer_config.json: has no chat_template');
  const prompt = new PromptTokenizer(json, config, { chatTemplate, prompts: PROMPTS });
  const [safe] = prompt.textTokens('safe');
  const [unsafe] = prompt.textTokens('unsafe');
  if (safe === undefined || unsafe === undefined || safe === unsafe)
    throw new BuildError('tokenizer.json: `safe` and `unsafe` begin with the same token');
  return { jsonText, configText, chatTemplate, prompt, verdictTokens: { safe, unsafe } };
}

async function textOf(folder: string, name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8').catch(() => {
    throw new BuildError(`${folder}: has no ${name}`);
  });
}
