/**
 * The golden images by the Worker's own way: tower, prompt, cached prefix and packed run of an open
 * guard, against what the reference PyTorch code computed. The checkpoints have no tokenizer, so they
 * are given one whose letters are token ids.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wholeFileReader } from '../../../src/worker/build-files';
import type { Suffix } from '../../../src/worker/decoder';
import { Guard } from '../../../src/worker/guard';
import type { OrtRuntime } from '../../../src/worker/tensor';
import { buildGuard } from '../../builder/build';
import { type GoldenCase, parseGolden, patchesOf } from '../golden';
import { idTokenizer, letterOf } from './tokenizers';

export const GOLDENS = join(import.meta.dirname, '../../../../shared/goldens');

export interface GoldenImage {
  readonly device: string;
  /** Largest difference from the reference's logits, over the image alone and twice among texts. */
  readonly difference: number;
  /** Largest difference of texts beside the image from the same texts without it. */
  readonly textDifference: number;
  /** The prompt's tokens are the golden ones. */
  readonly sameTokens: boolean;
}

const letters = (tokens: readonly number[]): string => tokens.map(letterOf).join('');

/** Builds a golden checkpoint unquantised and asks it about each of its images. @param out a folder */
export async function askGoldenImages(
  ort: OrtRuntime,
  name: string,
  out: string,
): Promise<GoldenImage[]> {
  const folder = join(GOLDENS, name);
  const golden = parseGolden(await readFile(join(folder, 'golden.json'), 'utf8'), name);
  const [safe, unsafe] = golden.verdictTokens;
  const { build } = await buildGuard({
    ...{ from: folder, out, bits: 'none', precisions: ['f32'], name },
    source: { model: name, revision: '1', licence: 'Apache-2.0' },
    verdictTokens: [String(safe), String(unsafe)],
  });
  const imageToken = build.vision?.imageToken ?? -1;
  const results: GoldenImage[] = [];
  for (const each of golden.cases) {
    if (!each.pixels) continue;
    const guard = await open(ort, out, imageToken, each.tokens);
    try {
      const expected = golden.verdictTokens.map((token) => each.lastLogits[token] ?? Number.NaN);
      results.push(await ask(guard, each, imageToken, expected));
    } finally {
      await guard.dispose();
    }
  }
  return results;
}

async function ask(
  guard: Guard,
  { tokens, pixels }: GoldenCase,
  imageToken: number,
  expected: readonly number[],
): Promise<GoldenImage> {
  const { vision } = guard.build;
  if (!vision || !pixels) throw new Error('no tower, or no image');
  const features = await guard.see(patchesOf(pixels, vision, guard.build.name));
  const imageTokens = features.gridHeight * features.gridWidth;
  const caption = letters(tokens.slice(tokens.indexOf(imageToken) + imageTokens));
  const suffix = guard.prompt.suffix({ kind: 'image', text: caption, imageTokens });
  const image: Suffix = { tokens: suffix, images: [features] };
  const texts = [
    [11, 12, 13],
    [21, 22],
  ] as const;
  const [alone] = await guard.ask('image', [image]);
  const beside = await guard.ask('image', [texts[0], image, texts[1], image]);
  const without = await guard.ask('image', texts);
  const furthest = (pairs: readonly (readonly number[] | undefined)[], from: readonly number[]) => {
    if (from.length !== 2) throw new Error('no pair of logits to compare with');
    return Math.max(
      ...pairs.flatMap((pair) => from.map((logit, i) => Math.abs((pair?.[i] ?? NaN) - logit))),
    );
  };
  return {
    device: guard.device.kind,
    difference: furthest([alone, beside[1], beside[3]], expected),
    textDifference: Math.max(
      furthest([beside[0]], without[0] ?? []),
      furthest([beside[2]], without[1] ?? []),
    ),
    sameTokens:
      [...guard.prompt.prefix('image'), ...suffix].join() === tokens.join() && suffix.length > 0,
  };
}

/** The guard with a chat template that writes a case's own tokens before its image. */
async function open(
  ort: OrtRuntime,
  folder: string,
  imageToken: number,
  tokens: readonly number[],
): Promise<Guard> {
  const before = tokens.slice(0, tokens.indexOf(imageToken));
  const read = (path: string) => readFile(join(folder, path));
  const build = JSON.parse(await readFile(join(folder, 'build.json'), 'utf8'));
  const { json, config } = idTokenizer(build.embeddings.rows) as {
    json: { model: { vocab: Record<string, number> } };
    config: object;
  };
  delete json.model.vocab[letterOf(imageToken)];
  const tokenizer = {
    ...json,
    added_tokens: [{ id: imageToken, content: letterOf(imageToken), special: true }],
  };
  const own = new Map<string, Buffer>([
    ['tokenizer.json', Buffer.from(JSON.stringify(tokenizer))],
    ['tokenizer_config.json', Buffer.from(JSON.stringify(config))],
  ]);
  build.chatTemplate =
    '{%- for message in messages -%}{%- if message.content is string -%}{{ message.content }}' +
    "{%- else -%}{%- for item in message.content -%}{%- if item.type == 'image' -%}" +
    `{{ '${letters([...before, imageToken])}' }}{%- else -%}{{ item.text }}{%- endif -%}` +
    '{%- endfor -%}{%- endif -%}{%- endfor -%}';
  build.prompts = { system: '', prompt: '{text}', response: '{prompt}{response}' };
  for (const [path, bytes] of own)
    build.files.push({
      ...{ path, size: bytes.length },
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  own.set('build.json', Buffer.from(JSON.stringify(build)));
  const reader = wholeFileReader(
    async (path) => new Uint8Array(own.get(path) ?? (await read(path))).buffer,
  );
  return Guard.open(ort, reader, () => {});
}
