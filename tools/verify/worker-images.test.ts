/**
 * The golden images by the Worker's own way: tower, prompt, cached prefix and packed run of an open
 * guard, against what the reference PyTorch code computed. The checkpoints have no tokenizer, so they
 * are given one whose letters are token ids.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeFileReader } from '../../src/worker/build-files';
import type { Suffix } from '../../src/worker/decoder';
import { Guard } from '../../src/worker/guard';
import { buildGuard } from '../builder/build';
import { ort } from '../builder/ort';
import { type GoldenCase, parseGolden, patchesOf } from './golden';
import { idTokenizer, letterOf } from './testing/tokenizers';

const GOLDENS = join(import.meta.dirname, '../../../shared/goldens');
const WHY = existsSync(GOLDENS) ? '' : ' (skipped: no golden checkpoints here)';
const BOUND = 1e-3;

const letters = (tokens: readonly number[]): string => tokens.map(letterOf).join('');

describe.each([
  ['qwen3-vl-tiny', 2],
  ['gemma3-tiny', 1],
])(`the images of %s in an open guard${WHY}`, { timeout: 120_000 }, (name, images) => {
  const folder = join(GOLDENS, name);
  let scratch: string;
  let verdictTokens: readonly [number, number];
  let cases: readonly GoldenCase[] = [];
  let imageToken = -1;

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'seawall-golden-images-'));
    if (WHY) return;
    const golden = parseGolden(await readFile(join(folder, 'golden.json'), 'utf8'), name);
    verdictTokens = golden.verdictTokens;
    cases = golden.cases.filter(({ pixels }) => pixels);
    const [safe, unsafe] = verdictTokens;
    const { build } = await buildGuard({
      ...{ from: folder, out: join(scratch, 'build'), bits: 'none', precisions: ['f32'], name },
      source: { model: name, revision: '1', licence: 'Apache-2.0' },
      verdictTokens: [String(safe), String(unsafe)],
    });
    imageToken = build.vision?.imageToken ?? -1;
  }, 120_000);
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  /** The guard with a chat template that writes a case's own tokens before its image. */
  async function open(before: readonly number[]): Promise<Guard> {
    const read = (path: string) => readFile(join(scratch, 'build', path));
    const build = JSON.parse(await readFile(join(scratch, 'build', 'build.json'), 'utf8'));
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

  it.skipIf(WHY)('have the reference’s logits, alone and packed beside texts', async () => {
    expect(cases).toHaveLength(images);
    for (const { tokens, pixels, lastLogits } of cases) {
      if (!pixels) throw new Error('no image');
      const expected = verdictTokens.map((token) => lastLogits[token] ?? Number.NaN);
      const first = tokens.indexOf(imageToken);
      const guard = await open(tokens.slice(0, first));
      const { vision } = guard.build;
      if (!vision) throw new Error('no tower');
      const features = await guard.see(patchesOf(pixels, vision, name));
      const imageTokens = features.gridHeight * features.gridWidth;
      const caption = letters(tokens.slice(first + imageTokens));
      const suffix = guard.prompt.suffix({ kind: 'image', text: caption, imageTokens });
      expect([...guard.prompt.prefix('image'), ...suffix]).toEqual(tokens);
      const image: Suffix = { tokens: suffix, images: [features] };
      const runs: [Suffix[], number[]][] = [
        [[image], [0]],
        [
          [[11, 12, 13], image, [21, 22], image],
          [1, 3],
        ],
      ];
      for (const [suffixes, places] of runs) {
        const pairs = await guard.ask('image', suffixes);
        for (const place of places)
          for (const [side, logit] of expected.entries())
            expect(Math.abs((pairs[place]?.[side] ?? Number.NaN) - logit)).toBeLessThan(BOUND);
      }
      // The texts beside it are what they are without it.
      const texts = await guard.ask('image', [
        [11, 12, 13],
        [21, 22],
      ]);
      const beside = await guard.ask('image', [[11, 12, 13], image, [21, 22]]);
      for (const side of [0, 1] as const) {
        expect(beside[0]?.[side]).toBeCloseTo(texts[0]?.[side] ?? Number.NaN, 4);
        expect(beside[2]?.[side]).toBeCloseTo(texts[1]?.[side] ?? Number.NaN, 4);
      }
      await guard.dispose();
    }
  });
});
