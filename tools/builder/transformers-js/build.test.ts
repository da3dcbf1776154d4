import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PreTrainedModel, Tensor } from '@huggingface/transformers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Precision } from '../../../src/core/guard-build';
import { VisionTower } from '../../../src/worker/vision';
import { type Golden, type GoldenCase, parseGolden, patchesOf } from '../../verify/golden';
import type { Bits, BuildOptions } from '../work';
import { buildTransformersJs } from './build';

const GOLDENS = join(import.meta.dirname, '../../../../shared/goldens');
const FAMILIES = ['llama', 'qwen3-vl', 'gemma3'] as const;
/** Float32 against float32, as the goldens ask. */
const BOUND = 1e-3;
const NEW_TOKENS = 5;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-transformers-js-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const checkpointOf = (family: string) => join(GOLDENS, `${family}-tiny`);

const optionsOf = (
  family: string,
  out: string,
  bits: Bits,
  precisions: Precision[],
): BuildOptions => ({
  from: checkpointOf(family),
  out,
  bits,
  precisions,
  name: family,
  source: { model: family, revision: 'none', licence: 'Apache-2.0' },
  verdictTokens: ['101', '202'],
});

async function goldenOf(family: string): Promise<Golden> {
  const path = join(checkpointOf(family), 'golden.json');
  return parseGolden(await readFile(path, 'utf8'), path);
}

/** The library, which must find its runtime before anything else imports it. */
const libraryAt = () => import('./library');

async function load(out: string, dtype?: 'q4' | 'q4f16' | 'q8' | 'uint8' | 'fp16') {
  const { library, localModel } = await libraryAt();
  const { id, options } = await localModel(out);
  const config = await library.AutoConfig.from_pretrained(id);
  const automatic =
    config.model_type === 'llama'
      ? library.AutoModelForCausalLM
      : library.AutoModelForImageTextToText;
  return automatic.from_pretrained(id, { ...options, ...(dtype ? { dtype } : {}) });
}

async function inputsOf(tokens: readonly number[], pixels?: GoldenCase['pixels']) {
  const { library } = await libraryAt();
  const ids = (values: readonly number[], shape: number[]) =>
    new library.Tensor('int64', BigInt64Array.from(values, BigInt), shape);
  return {
    input_ids: ids(tokens, [1, tokens.length]),
    attention_mask: ids(
      tokens.map(() => 1),
      [1, tokens.length],
    ),
    ...(pixels
      ? { pixel_values: new library.Tensor('float32', pixels.values, [...pixels.shape]) }
      : {}),
    ...(pixels?.grid ? { image_grid_thw: ids(pixels.grid, [1, 3]) } : {}),
  };
}

type Inputs = Awaited<ReturnType<typeof inputsOf>>;

async function lastLogits(model: PreTrainedModel, inputs: Inputs): Promise<Float32Array> {
  const { logits }: { logits: Tensor } = await model(inputs);
  const [batch, rows = 0, vocabulary = 0] = logits.dims;
  expect(batch).toBe(1);
  expect(rows).toBe(inputs.input_ids.dims[1]);
  return Float32Array.from(logits.data as Float32Array).subarray((rows - 1) * vocabulary);
}

function difference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);
}

const largest = (values: Float32Array): number => values.indexOf(Math.max(...values));

/** Greedy, with the cache. @returns the new tokens, and the logits that each was taken from */
async function generate(model: PreTrainedModel, inputs: Inputs, count: number) {
  const { library } = await libraryAt();
  const seen: Float32Array[] = [];
  class Listener extends library.LogitsProcessor {
    override _call(_ids: bigint[][], logits: Tensor): Tensor {
      seen.push(Float32Array.from(logits.data as Float32Array));
      return logits;
    }
  }
  const listeners = new library.LogitsProcessorList();
  listeners.push(new Listener());
  const answer = await model.generate({
    ...inputs,
    max_new_tokens: count,
    do_sample: false,
    // An end would stop it early.
    eos_token_id: -1,
    logits_processor: listeners,
  });
  const all = Array.from((answer as Tensor).data as BigInt64Array, Number);
  return { tokens: all.slice(inputs.input_ids.dims[1]), seen };
}

describe.skipIf(!existsSync(GOLDENS))(
  'a layout, by transformers.js itself (../shared/goldens)',
  () => {
    describe.each(FAMILIES)('%s, unquantised', (family) => {
      let model: PreTrainedModel;
      let golden: Golden;

      beforeAll(async () => {
        const out = join(folder, family);
        await buildTransformersJs(optionsOf(family, out, 'none', ['f32']));
        model = await load(out);
        golden = await goldenOf(family);
      });
      afterAll(() => model?.dispose());

      it('gives the reference’s logits over the whole vocabulary', async () => {
        for (const { tokens, pixels, lastLogits: wanted } of golden.cases)
          if (!pixels)
            expect(
              difference(await lastLogits(model, await inputsOf(tokens)), wanted),
            ).toBeLessThan(BOUND);
      });

      it('generates the token that the reference finds likeliest', async () => {
        for (const { tokens, pixels, lastLogits: wanted } of golden.cases) {
          if (pixels) continue;
          const { tokens: answer } = await generate(model, await inputsOf(tokens), 1);
          expect(answer).toEqual([largest(wanted)]);
        }
      });

      it('generates with its cache what whole passes give', async () => {
        for (const { tokens, pixels } of golden.cases) {
          const { tokens: answer, seen } = await generate(
            model,
            await inputsOf(tokens, pixels),
            NEW_TOKENS,
          );
          expect(answer).toHaveLength(NEW_TOKENS);
          const text = [...tokens];
          for (const [step, token] of answer.entries()) {
            const whole = await lastLogits(model, await inputsOf(text, pixels));
            expect(difference(seen[step] ?? new Float32Array(), whole)).toBeLessThan(BOUND);
            expect(token).toBe(largest(whole));
            text.push(token);
          }
        }
      });

      it.skipIf(family === 'llama')('sees images as the guard’s tower does', async () => {
        const { buildGuard } = await import('../build');
        const { ort } = await import('../ort');
        const out = join(folder, `${family}-guard`);
        const { build } = await buildGuard(optionsOf(family, out, 'none', ['f32']));
        if (!build.vision) throw new Error('the build sees no images');
        const weights = build.files.filter(({ path }) => /^vision\.(weights|scales)/.test(path));
        const session = await ort.InferenceSession.create(
          await readFile(join(out, 'vision.onnx')),
          {
            externalData: await Promise.all(
              weights.map(async ({ path }) => ({ path, data: await readFile(join(out, path)) })),
            ),
          },
        );
        const tower = new VisionTower(ort, session, build.vision);
        const images = golden.cases.flatMap(({ pixels }) => (pixels ? [pixels] : []));
        expect(images.length).toBeGreaterThan(0);
        const wanted: number[] = [];
        for (const image of images) {
          const { features } = await tower.see(patchesOf(image, build.vision, family));
          wanted.push(...features);
          const alone: Tensor = await model.encode_image(await inputsOf([0], image));
          expect(difference(Float32Array.from(alone.data), features)).toBeLessThan(BOUND);
        }
        await tower.release();
        // And several at once: none sees the others.
        const { library } = await libraryAt();
        const twice = [...images, ...images];
        const inputs = await Promise.all(twice.map((image) => inputsOf([0], image)));
        const together: Tensor = await model.encode_image({
          pixel_values: library.cat(
            inputs.flatMap(({ pixel_values }) => pixel_values ?? []),
            0,
          ),
          image_grid_thw: library.cat(
            inputs.map(({ image_grid_thw, input_ids }) => image_grid_thw ?? input_ids),
            0,
          ),
        });
        const both = Float32Array.from([...wanted, ...wanted]);
        expect(difference(Float32Array.from(together.data), both)).toBeLessThan(BOUND);
      });
    });

    it.each(FAMILIES)('%s: every dtype loads and answers', async (family) => {
      const golden = await goldenOf(family);
      for (const [bits, dtypes] of [
        [4, ['q4f16', 'q4']],
        [8, ['uint8', 'q8']],
      ] as const) {
        const out = join(folder, `${family}-${bits}`);
        const result = await buildTransformersJs(optionsOf(family, out, bits, ['f16', 'f32']));
        expect(result.dtypes).toEqual(dtypes);
        for (const dtype of dtypes) {
          const model = await load(out, dtype);
          for (const { tokens, pixels, lastLogits: wanted } of golden.cases) {
            const logits = await lastLogits(model, await inputsOf(tokens, pixels));
            expect(logits.every(Number.isFinite)).toBe(true);
            if (!pixels && bits === 8) expect(difference(logits, wanted)).toBeLessThan(1);
          }
          await model.dispose();
        }
      }
    });

    it('names files of weights as config.json says, and writes the same bytes again', async () => {
      const read = async (out: string) => {
        await buildTransformersJs(optionsOf('gemma3', out, 4, ['f16', 'f32']));
        const names = (await readdir(out, { recursive: true })).sort();
        const files = new Map<string, string>();
        for (const name of names)
          if ((await stat(join(out, name))).isFile())
            files.set(name, await readFile(join(out, name), 'base64'));
        return files;
      };
      const files = await read(join(folder, 'once'));
      expect(await read(join(folder, 'again'))).toEqual(files);
      const stems = ['decoder_model_merged', 'embed_tokens', 'vision_encoder'].flatMap((session) =>
        ['q4', 'q4f16'].map((dtype) => `${session}_${dtype}.onnx`),
      );
      const { 'transformers.js_config': told } = JSON.parse(
        Buffer.from(files.get('config.json') ?? '', 'base64').toString(),
      );
      expect(told).toEqual({
        dtype: 'q4',
        kv_cache_dtype: { q4f16: 'float16' },
        use_external_data_format: Object.fromEntries(stems.map((stem) => [stem, 2])),
      });
      expect([...files.keys()]).toEqual(
        [
          'config.json',
          ...stems
            .flatMap((stem) => [stem, `${stem}_data`, `${stem}_data_1`])
            .map((name) => `onnx/${name}`),
          'quantisation.json',
        ].sort(),
      );
    });
  },
);
