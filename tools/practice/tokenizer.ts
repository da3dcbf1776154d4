/**
 * The practice guard's tokenizer: a byte-level BPE with Qwen's normaliser, pre-tokenizer, control
 * tokens and chat template. Its merges are not learned but laid: the words of the phrases and of
 * the official prompts are one token each, and a letter of Burmese, Tamil or Thai is one token
 * wherever it stands (those scripts join words, so that longer merges would depend on neighbours).
 */
import {
  PROMPT_CLASSIFICATION,
  RESPONSE_CLASSIFICATION,
  SYSTEM_PROMPT,
} from '../../src/core/prompts';
import { NEAR_MISSES } from './near-misses';
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
  for (const letter of singleLetters()) bpe.lay(letter);
  for (const word of wholeWords()) {
    bpe.lay(word);
    bpe.lay(` ${word}`);
  }
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

/** Every letter and sign of the phrases and near misses that stays a token of its own. */
function singleLetters(): string[] {
  const all = [...UNSAFE_PHRASES, ...NEAR_MISSES].map(({ text }) => text).join('');
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

/** GPT-2's alphabet: every byte as one printable character. */
const BYTE_ALPHABET: readonly string[] = (() => {
  const printable = (byte: number) =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCodePoint(printable(byte) ? byte : next++),
  );
})();

const toAlphabet = (text: string): string[] =>
  [...new TextEncoder().encode(text)].map((byte) => BYTE_ALPHABET[byte] ?? '');

/** A token string back to text; broken characters become U+FFFD. */
export function fromAlphabet(token: string): string {
  const bytes = [...token].map((c) => BYTE_ALPHABET.indexOf(c));
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** A BPE whose merges are added so that given strings become single tokens. */
class LaidBpe {
  readonly vocabulary: string[] = [...BYTE_ALPHABET];
  readonly merges: [string, string][] = [];
  private readonly ranks = new Map<string, number>();

  /**
   * Adds the merges that make `text` one token. Later merges rank lower, so that what has been laid
   * before stays whole.
   */
  lay(text: string): void {
    let tokens = this.encode(text);
    while (tokens.length > 1) {
      const [first = '', second = ''] = tokens;
      this.ranks.set(`${first} ${second}`, this.merges.length);
      this.merges.push([first, second]);
      if (!this.vocabulary.includes(first + second)) this.vocabulary.push(first + second);
      tokens = this.encode(text);
    }
  }

  private encode(text: string): string[] {
    let tokens = toAlphabet(text);
    for (;;) {
      let best = -1;
      let bestRank = Number.POSITIVE_INFINITY;
      for (let i = 0; i + 1 < tokens.length; i++) {
        const rank = this.ranks.get(`${tokens[i]} ${tokens[i + 1]}`);
        if (rank !== undefined && rank < bestRank) {
          best = i;
          bestRank = rank;
        }
      }
      if (best < 0) return tokens;
      const merged = `${tokens[best]}${tokens[best + 1]}`;
      tokens = [...tokens.slice(0, best), merged, ...tokens.slice(best + 2)];
    }
  }
}
