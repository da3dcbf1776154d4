/** Writes the practice checkpoint in the published Hugging Face layout. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PreTrainedTokenizer } from '@huggingface/transformers';
import { fromAlphabet } from './bpe';
import { UNSAFE_PHRASES } from './phrases';
import { type Planted, plant, SHAPE, type Tensor } from './plant';
import { makeTokenizer } from './tokenizer';

/** Writes `config.json`, `model.safetensors` (bf16), `tokenizer.json`, `tokenizer_config.json`. */
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
  const files = {
    'config.json': JSON.stringify(modelConfig(vocabulary.length, planted), null, 1),
    'tokenizer.json': JSON.stringify(json),
    'tokenizer_config.json': JSON.stringify(config, null, 1),
    'model.safetensors': safetensors(planted.tensors),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}

/** Case and a space before make no difference to a phrase; a lone space does. */
function classOf(token: string): string {
  const text = token.startsWith('<|') ? token : fromAlphabet(token);
  return text.includes('\u{FFFD}') ? token : text.trim().toLowerCase() || text;
}

function modelConfig(vocabulary: number, { intermediateSize }: Planted): object {
  return {
    architectures: ['Qwen3VLForConditionalGeneration'],
    model_type: 'qwen3_vl',
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
      tie_word_embeddings: true,
      vocab_size: vocabulary,
    },
  };
}

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
