import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MODELS, type ModelName } from '../../synthetic/models';
import { shapeOfConfig } from './fixture';
import { stretched } from './llama';
import { interleavedAxes } from './qwen3-vl';
import { ropeFrequencies } from './shape';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-families-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

type Edit = (config: Record<string, unknown>, text: Record<string, unknown>) => void;

/** The shape that a published config gives, with something changed in it. */
async function shapeOf(name: ModelName, edit: Edit = () => {}) {
  const model = MODELS[name];
  const config = structuredClone(model.config(model.layers, true));
  edit(config, (config.text_config as Record<string, unknown> | undefined) ?? config);
  return shapeOfConfig(folder, name, config);
}

describe('the published configurations', () => {
  it('Qwen3-VL: three axes, DeepStack, tied in the 4B alone', async () => {
    const four = await shapeOf('qwen3-vl-4b');
    expect(four.family).toBe('qwen3-vl');
    expect(four.decoder).toMatchObject({
      layers: 36,
      hiddenSize: 2560,
      qkNorm: true,
      sandwichNorms: false,
      contextLimit: 8192,
      deepstackLayers: 3,
      imageAttention: 'causal',
      head: 'model.language_model.embed_tokens.weight',
    });
    // [24, 20, 20] of 64 pairs: height and width take turns with time until they are used up.
    const { axes = [] } = four.decoder.rotary;
    expect([0, 1, 2].map((axis) => axes.filter((each) => each === axis).length)).toEqual([
      24, 20, 20,
    ]);
    expect(axes.slice(0, 6)).toEqual([0, 1, 2, 0, 1, 2]);
    expect(axes.slice(60)).toEqual([0, 0, 0, 0]);
    expect(four.vision).toMatchObject({ layers: 24, merge: 2, positionSide: 48, temporalPatch: 2 });
    const eight = await shapeOf('qwen3-vl-8b');
    expect(eight.decoder.head).toBe('lm_head.weight');
  });

  it('Llama 3.1: stretched frequencies, a head of its own, no tower', async () => {
    const { decoder, vision } = await shapeOf('llama-8b');
    expect(vision).toBeUndefined();
    expect(decoder).toMatchObject({ qkNorm: false, head: 'lm_head.weight', halfActivations: true });
    const plain = ropeFrequencies(500_000, 128);
    expect(decoder.rotary.inverseFrequencies[0]).toBe(plain[0]);
    expect(decoder.rotary.inverseFrequencies[63]).toBeCloseTo((plain[63] ?? 0) / 8, 12);
  });

  it('Gemma 3: five local layers to a full one, scaled embeddings, activations that no half holds', async () => {
    const { decoder, vision } = await shapeOf('gemma3-12b');
    expect(decoder).toMatchObject({
      normScale: 'one-plus',
      sandwichNorms: true,
      imageAttention: 'both-ways',
      halfActivations: false,
      embeddingScale: Math.fround(Math.sqrt(3840)),
    });
    expect(decoder.local?.window).toBe(1024);
    expect(decoder.local?.layers.slice(0, 7)).toEqual([true, true, true, true, true, false, true]);
    expect(decoder.rotary.inverseFrequencies[0]).toBe(1 / 8);
    expect(decoder.local?.inverseFrequencies[0]).toBe(1);
    expect(vision).toMatchObject({ imageSize: 896, merge: 4, positionSide: 64 });
  });
});

describe('a configuration that the graphs do not compute is refused by name', () => {
  it.each<[ModelName, RegExp, Edit]>([
    [
      'gemma3-12b',
      /config\.json: text_config\.final_logit_softcapping/,
      (_, text) => {
        text.final_logit_softcapping = 30;
      },
    ],
    [
      'gemma3-12b',
      /layer_types does not name each layer/,
      (_, text) => {
        text.layer_types = ['full_attention'];
      },
    ],
    [
      'qwen3-vl-4b',
      /config\.json: text_config\.hidden_act/,
      (_, text) => {
        text.hidden_act = 'relu';
      },
    ],
    [
      'qwen3-vl-4b',
      /config\.json: text_config\.attention_bias/,
      (_, text) => {
        text.attention_bias = true;
      },
    ],
    [
      'llama-8b',
      /config\.json: rope_scaling/,
      (config) => {
        config.rope_scaling = { rope_type: 'yarn', factor: 4 };
      },
    ],
    [
      'llama-8b',
      /num_attention_heads \(32\) is no multiple of num_key_value_heads \(5\)/,
      (config) => {
        config.num_key_value_heads = 5;
      },
    ],
  ])('%s %s', async (name, says, edit) => {
    await expect(shapeOf(name, edit)).rejects.toThrow(says);
  });
});

describe('stretched', () => {
  it('keeps short waves, slows long ones by the factor, and blends between', () => {
    const scaling = {
      rope_type: 'llama3',
      factor: 8,
      low_freq_factor: 1,
      high_freq_factor: 4,
      original_max_position_embeddings: 8192,
    } as const;
    const wave = (length: number) => (2 * Math.PI) / length;
    const [short, long, between] = stretched([wave(100), wave(10_000), wave(4096)], scaling);
    expect(short).toBe(wave(100));
    expect(long).toBe(wave(10_000) / 8);
    // 8192 / 4096 = 2 of 1 … 4: a third of the way.
    expect(between).toBeCloseTo(wave(4096) * (2 / 3 / 8 + 1 / 3), 12);
  });
});

describe('interleavedAxes', () => {
  it('gives time what the sections of height and width leave', () => {
    expect(interleavedAxes(8, [4, 2, 2])).toEqual([0, 1, 2, 0, 1, 2, 0, 0]);
  });
});
