/** `config.json` as the base models' publishers wrote it: short where the library's defaults do. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MODELS, type ModelName } from '../../synthetic/models';
import { shapeOfConfig } from './fixture';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-published-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const shapeOf = (name: ModelName, config: Record<string, unknown>) =>
  shapeOfConfig(folder, name, config);

/** What the synthetic model gives, whose config names every key. */
function spelledOut(name: ModelName) {
  const model = MODELS[name];
  return shapeOf(name, model.config(model.layers, true));
}

/** Names are made by functions, which are never equal. */
const plain = (shape: unknown): unknown => JSON.parse(JSON.stringify(shape));

const GEMMA = {
  architectures: ['Gemma3ForConditionalGeneration'],
  boi_token_index: 255_999,
  eoi_token_index: 256_000,
  eos_token_id: [1, 106],
  image_token_index: 262_144,
  initializer_range: 0.02,
  mm_tokens_per_image: 256,
  model_type: 'gemma3',
  text_config: {
    hidden_size: 3840,
    intermediate_size: 15_360,
    model_type: 'gemma3_text',
    num_attention_heads: 16,
    num_hidden_layers: 48,
    num_key_value_heads: 8,
    rope_scaling: { factor: 8.0, rope_type: 'linear' },
    sliding_window: 1024,
  },
  torch_dtype: 'bfloat16',
  transformers_version: '4.50.0.dev0',
  vision_config: {
    hidden_size: 1152,
    image_size: 896,
    intermediate_size: 4304,
    model_type: 'siglip_vision_model',
    num_attention_heads: 16,
    num_hidden_layers: 27,
    patch_size: 14,
    vision_use_head: false,
  },
};

const LLAMA = {
  architectures: ['LlamaForCausalLM'],
  attention_bias: false,
  attention_dropout: 0.0,
  bos_token_id: 128_000,
  eos_token_id: [128_001, 128_008, 128_009],
  hidden_act: 'silu',
  hidden_size: 4096,
  initializer_range: 0.02,
  intermediate_size: 14_336,
  max_position_embeddings: 131_072,
  mlp_bias: false,
  model_type: 'llama',
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
  pretraining_tp: 1,
  rms_norm_eps: 1e-5,
  rope_scaling: {
    factor: 8.0,
    low_freq_factor: 1.0,
    high_freq_factor: 4.0,
    original_max_position_embeddings: 8192,
    rope_type: 'llama3',
  },
  rope_theta: 500_000.0,
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
  transformers_version: '4.42.3',
  use_cache: true,
  vocab_size: 128_256,
};

const QWEN = {
  architectures: ['Qwen3VLForConditionalGeneration'],
  image_token_id: 151_655,
  model_type: 'qwen3_vl',
  text_config: {
    attention_bias: false,
    attention_dropout: 0.0,
    bos_token_id: 151_643,
    dtype: 'bfloat16',
    eos_token_id: 151_645,
    head_dim: 128,
    hidden_act: 'silu',
    hidden_size: 2560,
    initializer_range: 0.02,
    intermediate_size: 9728,
    max_position_embeddings: 262_144,
    model_type: 'qwen3_vl_text',
    num_attention_heads: 32,
    num_hidden_layers: 36,
    num_key_value_heads: 8,
    rms_norm_eps: 1e-6,
    rope_scaling: { mrope_interleaved: true, mrope_section: [24, 20, 20], rope_type: 'default' },
    rope_theta: 5_000_000,
    tie_word_embeddings: true,
    use_cache: true,
    vocab_size: 151_936,
  },
  tie_word_embeddings: true,
  transformers_version: '4.57.0.dev0',
  video_token_id: 151_656,
  vision_config: {
    deepstack_visual_indexes: [5, 11, 17],
    depth: 24,
    hidden_act: 'gelu_pytorch_tanh',
    hidden_size: 1024,
    in_channels: 3,
    initializer_range: 0.02,
    intermediate_size: 4096,
    model_type: 'qwen3_vl',
    num_heads: 16,
    num_position_embeddings: 2304,
    out_hidden_size: 2560,
    patch_size: 16,
    spatial_merge_size: 2,
    temporal_patch_size: 2,
  },
  vision_end_token_id: 151_653,
  vision_start_token_id: 151_652,
};

describe('a published config says what one that names every key says', () => {
  it.each<[ModelName, Record<string, unknown>]>([
    ['gemma3-12b', GEMMA],
    ['llama-8b', LLAMA],
    ['qwen3-vl-4b', QWEN],
  ])('%s', async (name, config) => {
    expect(plain(await shapeOf(name, config))).toEqual(plain(await spelledOut(name)));
  });
});

describe('as later versions of the library save it', () => {
  it('Gemma 3: both ropes in rope_parameters, keys that say nothing null', async () => {
    const { rope_scaling: _, ...text } = GEMMA.text_config;
    const config = {
      ...GEMMA,
      image_token_index: undefined,
      image_token_id: 262_144,
      tie_word_embeddings: true,
      text_config: {
        ...text,
        attn_logit_softcapping: null,
        final_logit_softcapping: null,
        use_bidirectional_attention: null,
        rope_parameters: {
          full_attention: { factor: 8.0, rope_theta: 1_000_000.0, rope_type: 'linear' },
          sliding_attention: { rope_theta: 10_000.0, rope_type: 'default' },
        },
      },
    };
    expect(plain(await shapeOf('gemma3-12b', config))).toEqual(
      plain(await spelledOut('gemma3-12b')),
    );
  });

  it('Llama 3.1: theta in rope_parameters, head_dim null', async () => {
    const { rope_scaling, rope_theta, ...rest } = LLAMA;
    const config = {
      ...rest,
      head_dim: null,
      rope_scaling: null,
      rope_parameters: { ...rope_scaling, rope_theta },
    };
    expect(plain(await shapeOf('llama-8b', config))).toEqual(plain(await spelledOut('llama-8b')));
  });

  it('Qwen3-VL: no mrope_section means that of the library; `type` is an older name', async () => {
    const config = {
      ...QWEN,
      text_config: { ...QWEN.text_config, rope_scaling: { type: 'default' } },
    };
    expect(plain(await shapeOf('qwen3-vl-4b', config))).toEqual(
      plain(await spelledOut('qwen3-vl-4b')),
    );
  });
});

describe('a config that means something else is refused by name', () => {
  const qwen = (text: object, vision: object = {}) => ({
    ...QWEN,
    text_config: { ...QWEN.text_config, ...text },
    vision_config: { ...QWEN.vision_config, ...vision },
  });
  const gemma = (text: object, vision: object = {}) => ({
    ...GEMMA,
    text_config: { ...GEMMA.text_config, ...text },
    vision_config: { ...GEMMA.vision_config, ...vision },
  });

  it.each<[ModelName, Record<string, unknown>, RegExp]>([
    [
      'qwen3-vl-4b',
      qwen({ rope_scaling: { rope_type: 'yarn', factor: 4, mrope_section: [24, 20, 20] } }),
      /text_config\.rope_scaling\.rope_type: .*yarn/,
    ],
    [
      'qwen3-vl-4b',
      qwen({}, { deepstack_visual_indexes: [17, 5, 11] }),
      /deepstack_visual_indexes \(17, 5, 11\)/,
    ],
    [
      'qwen3-vl-4b',
      qwen({}, { deepstack_visual_indexes: [5, 24] }),
      /deepstack_visual_indexes \(5, 24\)/,
    ],
    ['qwen3-vl-4b', qwen({ num_hidden_layers: 2 }), /deepstack_visual_indexes .* 2 layers/],
    ['qwen3-vl-4b', qwen({}, { num_heads: 12 }), /vision_config: .*1024.*12 heads/],
    ['gemma3-12b', gemma({}, { num_attention_heads: 10 }), /vision_config: .*1152.*10 heads/],
    ['qwen3-vl-4b', qwen({ head_dim: 2e9 }), /text_config\.head_dim/],
    ['llama-8b', { ...LLAMA, rope_theta: 0 }, /config\.json: rope_theta/],
    [
      'llama-8b',
      { ...LLAMA, rope_scaling: { type: 'dynamic', factor: 2 } },
      /rope_scaling\.rope_type: .*dynamic/,
    ],
    ['gemma3-12b', gemma({ rope_scaling: { rope_type: 'linear' } }), /rope_scaling\.factor/],
    [
      'llama-8b',
      { ...LLAMA, quantization_config: { quant_method: 'bitsandbytes', load_in_4bit: true } },
      /quantised already \(bitsandbytes\)/,
    ],
  ])('%s %#', async (name, config, says) => {
    await expect(shapeOf(name, config)).rejects.toThrow(says);
  });
});
