/**
 * Small tokenizers in the manner of Llama 3 and of Gemma 3, with their chat templates: what the rule
 * of the seam is held against beside the practice guard's, which is made in the manner of Qwen's.
 */
import { PROMPT_CLASSIFICATION, RESPONSE_CLASSIFICATION } from '../../../src/core/prompts';
import { LaidBpe } from '../../practice/bpe';
import { practiceCorpus } from '../../practice/corpus';

export interface SmallTokenizer {
  readonly json: object;
  readonly config: object;
  readonly chatTemplate: string;
  readonly controls: readonly string[];
  /** Stands for a piece of an image, in families that see. */
  readonly imageToken?: number;
}

/** What merges across a seam, if anything does: signs with words, spaces with signs. */
const SIGNS =
  ':the the :a :) :( ): :: :// :s :1 :: ": :" user: user:a Human: response: text: assistant: ' +
  ': : :. .: :, ?: !: \n: :\n :\n\n 12: :12 1: ';

const corpus = (): string =>
  [PROMPT_CLASSIFICATION, RESPONSE_CLASSIFICATION, SIGNS.repeat(20), practiceCorpus()].join('\n');

const LLAMA_WORDS =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

/** Byte-level BPE, words by a regular expression, no normaliser; the template trims. */
export function llamaTokenizer(merges = 500): SmallTokenizer {
  const bpe = new LaidBpe();
  bpe.learn(corpus().match(new RegExp(LLAMA_WORDS.replace('(?i:', '(?:'), 'gu')) ?? [], merges);
  const controls = [
    'begin_of_text',
    'end_of_text',
    'start_header_id',
    'end_header_id',
    'eot_id',
  ].map((name) => `<|${name}|>`);
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true };
  return {
    controls,
    chatTemplate:
      "{{- bos_token }}{%- for message in messages %}{{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] | trim + '<|eot_id|>' }}{%- endfor %}{%- if add_generation_prompt %}{{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{%- endif %}",
    json: {
      added_tokens: added(controls, bpe.vocabulary.length, true),
      normalizer: null,
      pre_tokenizer: {
        type: 'Sequence',
        pretokenizers: [
          { type: 'Split', pattern: { Regex: LLAMA_WORDS }, behavior: 'Isolated', invert: false },
          { ...byteLevel, use_regex: false },
        ],
      },
      post_processor: byteLevel,
      decoder: byteLevel,
      model: {
        type: 'BPE',
        unk_token: null,
        byte_fallback: false,
        ignore_merges: true,
        vocab: Object.fromEntries(bpe.vocabulary.map((token, id) => [token, id])),
        merges: bpe.merges,
      },
    },
    config: {
      tokenizer_class: 'PreTrainedTokenizerFast',
      bos_token: '<|begin_of_text|>',
      eos_token: '<|eot_id|>',
      clean_up_tokenization_spaces: false,
    },
  };
}

/** Letters in place of bytes, ▁ in place of spaces, no words at all, bytes for rare characters. */
export function gemmaTokenizer(merges = 500): SmallTokenizer {
  const text = corpus().replaceAll(' ', '▁');
  const words = text.match(/▁*[^▁\n]+|▁+/gu) ?? [];
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
  );
  const newlines = Array.from({ length: 7 }, (_, i) => '\n'.repeat(i + 1));
  const runs = newlines.flatMap((run, i) =>
    newlines.slice(0, newlines.length - i - 1).map((other): [string, string] => [run, other]),
  );
  const learned = learnLetters(words, merges);
  const image = ['<start_of_image>', '<end_of_image>', '<image_soft_token>'];
  const controls = ['<bos>', '<eos>', '<start_of_turn>', '<end_of_turn>', ...image];
  const vocabulary = [
    ...new Set([
      ...['<pad>', ...controls, '<unk>', ...bytes, ...newlines],
      // Of some letters there are only the bytes.
      ...[...new Set(text)].filter((letter) => !/[\u1000-\u1020]/.test(letter)),
      ...learned.map(([first, second]) => first + second),
    ]),
  ];
  return {
    controls,
    imageToken: vocabulary.indexOf('<image_soft_token>'),
    chatTemplate:
      "{{ bos_token }}{%- set first = messages[0]['content'] + '\\n\\n' -%}{%- set own = messages[1]['content'] -%}{{ '<start_of_turn>user\\n' + first }}{%- if own is string -%}{{ own | trim }}{%- else -%}{%- for item in own -%}{%- if item['type'] == 'image' -%}{{ '<start_of_image>' }}{%- elif item['type'] == 'text' -%}{{ item['text'] | trim }}{%- endif -%}{%- endfor -%}{%- endif -%}{{ '<end_of_turn>\\n' }}{%- if add_generation_prompt -%}{{ '<start_of_turn>model\\n' }}{%- endif -%}",
    json: {
      added_tokens: [
        ...added(controls, 1, true),
        ...added(newlines, vocabulary.indexOf('\n'), false),
      ],
      normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
      pre_tokenizer: {
        type: 'Split',
        pattern: { String: ' ' },
        behavior: 'MergedWithPrevious',
        invert: false,
      },
      post_processor: null,
      decoder: { type: 'Sequence', decoders: [{ type: 'ByteFallback' }, { type: 'Fuse' }] },
      model: {
        type: 'BPE',
        unk_token: '<unk>',
        fuse_unk: true,
        byte_fallback: true,
        ignore_merges: false,
        vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
        merges: [...runs, ...learned],
      },
    },
    config: {
      tokenizer_class: 'GemmaTokenizer',
      bos_token: '<bos>',
      eos_token: '<eos>',
      unk_token: '<unk>',
      boi_token: '<start_of_image>',
      eoi_token: '<end_of_image>',
      clean_up_tokenization_spaces: false,
    },
  };
}

/** A token for every character of a private-use area: token ids as a text, to ask a Worker about. */
export function idTokenizer(vocabulary: number): SmallTokenizer {
  const letters = Array.from({ length: vocabulary }, (_, id) => letterOf(id));
  return {
    controls: [],
    chatTemplate: '{%- for message in messages -%}{{ message.content }}{%- endfor -%}',
    json: {
      added_tokens: [],
      normalizer: null,
      pre_tokenizer: null,
      post_processor: null,
      decoder: { type: 'Fuse' },
      model: {
        type: 'BPE',
        unk_token: null,
        byte_fallback: false,
        ignore_merges: false,
        vocab: Object.fromEntries(letters.map((letter, id) => [letter, id])),
        merges: [],
      },
    },
    config: { tokenizer_class: 'PreTrainedTokenizerFast', clean_up_tokenization_spaces: false },
  };
}

/** The text that `idTokenizer` reads as this token. */
export const letterOf = (id: number): string => String.fromCodePoint(0xf0100 + id);

function added(contents: readonly string[], first: number, special: boolean): object[] {
  return contents.map((content, i) => ({
    id: first + i,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special,
  }));
}

/** BPE over letters (Sennrich et al., arXiv 1508.07909). */
function learnLetters(words: readonly string[], merges: number): [string, string][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  let parts = [...counts].map(([word, count]) => ({ tokens: [...word], count }));
  const learned: [string, string][] = [];
  while (learned.length < merges) {
    const pairs = new Map<string, number>();
    for (const { tokens, count } of parts)
      for (let i = 0; i + 1 < tokens.length; i++) {
        const pair = `${tokens[i]} ${tokens[i + 1]}`;
        pairs.set(pair, (pairs.get(pair) ?? 0) + count);
      }
    let best: [string, number] = ['', 1];
    for (const pair of pairs) if (pair[1] > best[1]) best = pair;
    const [first, second] = best[0].split(' ');
    if (!first || !second) break;
    learned.push([first, second]);
    parts = parts.map(({ tokens, count }) => ({ tokens: joined(tokens, first, second), count }));
  }
  return learned;
}

function joined(tokens: readonly string[], first: string, second: string): string[] {
  const out: string[] = [];
  for (const token of tokens)
    if (token === second && out.at(-1) === first) out[out.length - 1] = first + second;
    else out.push(token);
  return out;
}
