/**
 * The other side: `@huggingface/transformers` generating the answer the model card's way, one prompt
 * after another (its layout takes batch 1), greedy, with its cache of keys and values.
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PreTrainedModel } from '@huggingface/transformers';
import type { Runtime } from './runtime';
import type { Texts } from './texts';

/**
 * `safe` is one token and the turn's end another: the shortest answer there is. (`unsafe` is two and
 * the end.) The card's own limit is larger; generation stops at the end.
 */
export const NEW_TOKENS = 2;

export async function openTheirs(
  { library, gpu }: Runtime,
  folder: string,
): Promise<PreTrainedModel> {
  library.env.allowRemoteModels = false;
  library.env.allowLocalModels = true;
  library.env.localModelPath = `${dirname(folder)}/`;
  // In Node the library leaves files of weights to onnxruntime-node, which finds them by itself.
  const onnx = join(folder, 'onnx');
  const names = (await readdir(onnx)).filter((name) => /\.onnx_data(_\d+)?$/.test(name));
  const externalData = await Promise.all(
    names.map(async (path) => ({ path, data: await readFile(join(onnx, path)) })),
  );
  const executionProviders = gpu ? [{ name: 'webgpu', device: gpu }] : ['wasm'];
  return library.AutoModelForImageTextToText.from_pretrained(basename(folder), {
    device: 'auto',
    dtype: 'q4',
    session_options: { executionProviders, externalData },
  });
}

/** @param newTokens 1: the first answer token alone, without a step of decoding */
export async function generate(
  { library }: Runtime,
  model: PreTrainedModel,
  { prefix, suffixes }: Texts,
  newTokens = NEW_TOKENS,
): Promise<void> {
  for (const suffix of suffixes) {
    const tokens = [...prefix, ...suffix];
    const shape = [1, tokens.length];
    const ids = new library.Tensor('int64', BigInt64Array.from(tokens, BigInt), shape);
    const mask = new library.Tensor('int64', new BigInt64Array(tokens.length).fill(1n), shape);
    await model.generate({
      input_ids: ids,
      attention_mask: mask,
      max_new_tokens: newTokens,
      do_sample: false,
      // Random weights may end anywhere.
      eos_token_id: -1,
    } as Parameters<PreTrainedModel['generate']>[0]);
  }
}
