/** Writes the practice checkpoint in the published Hugging Face layout. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PreTrainedTokenizer } from '@huggingface/transformers';
import { fromAlphabet } from './bpe';
import type { Tensor } from './matrix';
import { UNSAFE_PHRASES } from './phrases';
import { type Planted, plant, SHAPE } from './plant';
import { plantSight, SIGHT } from './sight';
import { makeTokenizer } from './tokenizer';

/**
 * Writes `config.json`, `model.safetensors` (bf16), `tokenizer.json`, `tokenizer_config.json` and
 * `preprocessor_config.json`.
 */
export async function writePracticeCheckpoint(folder: string): Promise<void> {
  const { vocabulary, json, config } = makeTokenizer();
  const tokenizer = new PreTrainedTokenizer(json, config);
  const encode = (text: string) => tokenizer.encode(text, { add_special_tokens: false });
  const idOf = (token: string) => vocabulary.indexOf(token);
  const space = idOf('Ġ');
  // As a phrase stands inside a text: after a space, which is a token of its own before the scripts
  // whose letters are.
  const phrases = UNSAFE_PHRASES.map(({ text }) => {
    const tokens = encode(` ${text}`);
    return tokens[0] === space ? tokens.slice(1) : tokens;
  });
  const verdictTokens = { safe: idOf('safe'), unsafe: idOf('unsafe') };
  const planted = plant(
    phrases,
    vocabulary.length,
    (token) => classOf(vocabulary[token] ?? ''),
    verdictTokens,
  );
  await mkdir(folder, { recursive: true });
  const tensors = new Map([...planted.tensors, ...plantSight(planted.plain)]);
  const files = {
    'config.json': JSON.stringify(modelConfig(vocabulary, planted), null, 1),
    'tokenizer.json': JSON.stringify(json),
    'tokenizer_config.json': JSON.stringify(config, null, 1),
    'preprocessor_config.json': JSON.stringify(PREPROCESSOR, null, 1),
    'model.safetensors': safetensors(tensors),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}

/** Case and a space before make no difference to a phrase; a lone space does. */
function classOf(token: string): string {
  const text = token.startsWith('<|') ? token : fromAlphabet(token);
  return text.includes('\u{FFFD}') ? token : text.trim().toLowerCase() || text;
}

function modelConfig(vocabulary: readonly string[], { intermediateSize }: Planted): object {
  const idOf = (token: string) => vocabulary.indexOf(token);
  return {
    architectures: ['Qwen3VLForConditionalGeneration'],
    model_type: 'qwen3_vl',
    image_token_id: idOf('<|image_pad|>'),
    video_token_id: idOf('<|video_pad|>'),
    vision_start_token_id: idOf('<|vision_start|>'),
    vision_end_token_id: idOf('<|vision_end|>'),
    tie_word_embeddings: true,
    torch_dtype: 'bfloat16',
    text_config: {
      model_type: 'qwen3_vl_text',
      attention_bias: false,
      attention_dropout: 0,
      head_dim: SHAPE.headDim,
      hidden_act: 'silu',
      hidden_size: SHAPE.hiddenSize,
      intermediate_size: intermediateSize,
      max_position_embeddings: SHAPE.contextLimit,
      num_attention_heads: SHAPE.heads,
      num_hidden_layers: SHAPE.layers,
      num_key_value_heads: SHAPE.kvHeads,
      rms_norm_eps: SHAPE.normEpsilon,
      rope_theta: SHAPE.ropeTheta,
      rope_scaling: { rope_type: 'default', mrope_interleaved: true, mrope_section: [6, 5, 5] },
      tie_word_embeddings: true,
      vocab_size: vocabulary.length,
    },
    vision_config: {
      model_type: 'qwen3_vl',
      deepstack_visual_indexes: SIGHT.deepstack,
      depth: SIGHT.depth,
      hidden_act: 'gelu_pytorch_tanh',
      hidden_size: SIGHT.hiddenSize,
      in_channels: SIGHT.channels,
      intermediate_size: SIGHT.intermediateSize,
      num_heads: SIGHT.heads,
      num_position_embeddings: SIGHT.positions,
      out_hidden_size: SHAPE.hiddenSize,
      patch_size: SIGHT.patchSize,
      spatial_merge_size: SIGHT.merge,
      temporal_patch_size: SIGHT.temporalPatch,
    },
  };
}

/** As Qwen3-VL publishes it. */
const PREPROCESSOR = {
  size: { longest_edge: 16_777_216, shortest_edge: 65_536 },
  patch_size: SIGHT.patchSize,
  temporal_patch_size: SIGHT.temporalPatch,
  merge_size: SIGHT.merge,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
  processor_class: 'Qwen3VLProcessor',
  image_processor_type: 'Qwen2VLImageProcessorFast',
};

function safetensors(tensors: ReadonlyMap<string, Tensor>): Uint8Array {
  const header: Record<string, object> = { __metadata__: { format: 'pt' } };
  const parts: Uint16Array[] = [];
  let offset = 0;
  for (const [name, { shape, values }] of tensors) {
    const end = offset + values.length * 2;
    header[name] = { dtype: 'BF16', shape, data_offsets: [offset, end] };
    parts.push(toBfloat16(values));
    offset = end;
  }
  const text = JSON.stringify(header);
  const json = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const out = new Uint8Array(8 + json.length + offset);
  new DataView(out.buffer).setBigUint64(0, BigInt(json.length), true);
  out.set(json, 8);
  let at = 8 + json.length;
  for (const part of parts) {
    out.set(new Uint8Array(part.buffer), at);
    at += part.byteLength;
  }
  return out;
}

/** The upper half of each float32, rounded to nearest, ties to even. */
function toBfloat16(values: Float32Array): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(words, (word) => (word + 0x7fff + ((word >>> 16) & 1)) >>> 16);
}
