/**
 * The practice guard's tokenizer: a byte-level BPE with Qwen's normaliser, pre-tokenizer, control
 * tokens and chat template. The merges that matter are laid, not learned: the words of phrases and of
 * the official prompts are one token each, and a letter of Burmese, Tamil or Thai is one token
 * wherever it stands (those scripts join words, so that longer merges would depend on neighbours).
 */
import {
  PROMPT_CLASSIFICATION,
  RESPONSE_CLASSIFICATION,
  SYSTEM_PROMPT,
} from '../../src/core/prompts';
import { LaidBpe } from './bpe';
import { practiceCorpus } from './corpus';
import { UNSAFE_PHRASES } from './phrases';

const PRE_TOKENIZER =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

const CONTROL_TOKENS = [
  '<|endoftext|>',
  '<|im_start|>',
  '<|im_end|>',
  '<|object_ref_start|>',
  '<|object_ref_end|>',
  '<|box_start|>',
  '<|box_end|>',
  '<|quad_start|>',
  '<|quad_end|>',
  '<|vision_start|>',
  '<|vision_end|>',
  '<|vision_pad|>',
  '<|image_pad|>',
  '<|video_pad|>',
];

/** As Qwen3-VL-Instruct's, without tools. */
const CHAT_TEMPLATE = `{%- for message in messages %}
    {{- '<|im_start|>' + message.role + '\\n' }}
    {%- if message.content is string %}
        {{- message.content }}
    {%- else %}
        {%- for content in message.content %}
            {%- if content.type == 'image' %}
                {{- '<|vision_start|><|image_pad|><|vision_end|>' }}
            {%- elif content.type == 'text' %}
                {{- content.text }}
            {%- endif %}
        {%- endfor %}
    {%- endif %}
    {{- '<|im_end|>\\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
{%- endif %}
`;

const LEARNED_MERGES = 800;

/** Scripts whose letters stay single tokens. */
const SINGLE_LETTERS = /[\p{Script=Thai}\p{Script=Myanmar}\p{Script=Tamil}]/u;

export interface PracticeTokenizer {
  /** Token strings in the byte alphabet, by id, control tokens last. */
  readonly vocabulary: readonly string[];
  readonly json: object;
  readonly config: object;
}

export function makeTokenizer(): PracticeTokenizer {
  const bpe = new LaidBpe();
  const corpus = practiceCorpus();
  for (const letter of singleLetters(corpus)) bpe.lay(letter);
  for (const word of wholeWords()) {
    bpe.lay(word);
    bpe.lay(` ${word}`);
  }
  // Everyday words, so that a page has about as many tokens as with a real tokenizer.
  bpe.learn(
    latinWords(corpus).map((word) => ` ${word}`),
    LEARNED_MERGES,
  );
  const vocabulary = [...bpe.vocabulary, ...CONTROL_TOKENS];
  return { vocabulary, json: tokenizerJson(bpe, vocabulary), config: tokenizerConfig() };
}

function tokenizerJson(bpe: LaidBpe, vocabulary: readonly string[]): object {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: CONTROL_TOKENS.map((content) => ({
      id: vocabulary.indexOf(content),
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: { type: 'NFC' },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: PRE_TOKENIZER }, behavior: 'Isolated', invert: false },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false },
      ],
    },
    post_processor: {
      type: 'ByteLevel',
      add_prefix_space: false,
      trim_offsets: false,
      use_regex: false,
    },
    decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(bpe.vocabulary.map((token, id) => [token, id])),
      merges: bpe.merges,
    },
  };
}

function tokenizerConfig(): object {
  return {
    tokenizer_class: 'Qwen2Tokenizer',
    add_bos_token: false,
    add_prefix_space: false,
    bos_token: null,
    eos_token: '<|im_end|>',
    pad_token: '<|endoftext|>',
    unk_token: null,
    clean_up_tokenization_spaces: false,
    errors: 'replace',
    model_max_length: 8192,
    split_special_tokens: false,
    chat_template: CHAT_TEMPLATE,
  };
}

/** Every letter and sign of the phrases and the corpus that stays a token of its own. */
function singleLetters(corpus: string): string[] {
  const all = UNSAFE_PHRASES.map(({ text }) => text).join('') + corpus;
  return [...new Set(all.normalize('NFC'))].filter((c) => SINGLE_LETTERS.test(c)).sort();
}

/** Words that become whole tokens, phrases' words first, so that no later merge can split them. */
function wholeWords(): Set<string> {
  const words = new Set(['safe', 'unsafe', 'system', 'user', 'assistant']);
  for (const { text, lang } of UNSAFE_PHRASES) {
    const list = latinWords(text);
    for (const word of list) words.add(word);
    const [first] = list;
    if (first) words.add(capitalised(first));
    if (lang === 'en') for (const word of list) words.add(word.toUpperCase());
  }
  const prompts = `${SYSTEM_PROMPT} ${PROMPT_CLASSIFICATION} ${RESPONSE_CLASSIFICATION}`;
  for (const word of latinWords(prompts)) words.add(word);
  return words;
}

/** Words of the scripts that put spaces between them. */
function latinWords(text: string): string[] {
  return (text.normalize('NFC').match(/\p{L}+/gu) ?? []).filter((w) => !SINGLE_LETTERS.test(w));
}

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
