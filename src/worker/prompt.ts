/**
 * The official prompts as tokens: for each kind a fixed prefix, then the page's text and a tail.
 *
 *   template's control tokens ┊ fixed words │ seam  page's text  template's text ┊ control tokens
 *   └────────────── prefix ─────────────────┘└─────────────── suffix ────────────────────────────┘
 *
 * Tokens of prefix and suffix together are those of the whole prompt. Words merge into tokens only
 * between control tokens (┊), so the text is encoded with all that stands there with it, save for
 * the fixed words whose tokens no text can change. Page text never becomes control tokens: that
 * stretch is encoded by a second tokenizer, which does not know them.
 */
import { PreTrainedTokenizer } from '@huggingface/transformers';
import * as v from 'valibot';
import type { GuardBuild } from '../core/guard-build';
import type { PromptKind } from '../platform/guard-protocol';

/** What is asked of a guard about one text, or one window of it. */
export type Question =
  | { readonly kind: 'prompt'; readonly text: string }
  | { readonly kind: 'response'; readonly text: string; readonly question: string };

const AddedToken = v.looseObject({ content: v.string() });
const TokenizerJson = v.looseObject({ added_tokens: v.optional(v.array(AddedToken), []) });
const TokenizerConfig = v.looseObject({});

/** Stand for the question and the text while the template is rendered; no template holds them. */
const STAND_IN = '\u{F0000}';
const QUESTION = `${STAND_IN}question${STAND_IN}`;
const TEXT = `${STAND_IN}text${STAND_IN}`;
const SPACE = '\n \n';

/**
 * How texts begin that might merge with what stands before them: letters and digits with and without
 * a space, signs, white space, combining marks of several scripts, joiners, surrogate pairs.
 */
const BEGINNINGS = (() => {
  const single = ['', 'a', 'The', 'é', 'ก', '\u0e31', 'မ', '\u103b', 'த', '\u0bcd', '1', '٣'];
  const signs = [...'.,:;!?)]}>"\'-/_=…“@#', "'s", "'ll", '//', '...', '<|', '</', '://'];
  const marks = ['\u0301', '\u0338', '\u200d', '\ufe0f', '\u202e', '👩‍👩‍👧', '🇹🇭'];
  const spaces = ['\n', '\r\n', '\n\n', '\t', '\u00a0', '\u3000', ' \n'];
  const all = [...single, ...signs, ...marks, ...spaces];
  return [...all, ...all.map((each) => ` ${each}`)];
})();

/** One kind of prompt, taken apart. */
interface Frame {
  readonly prefix: readonly number[];
  /** Characters before the question or the text that are encoded together with it. */
  readonly seam: string;
  /** Between question and text. */
  readonly middle: string;
  /** After the text, up to the next control token. */
  readonly after: string;
  readonly tail: readonly number[];
  /** What of the page's text the template removes at its ends. */
  readonly trimsStart: boolean;
  readonly trimsEnd: boolean;
}

export class PromptTokenizer {
  private readonly full: PreTrainedTokenizer;
  private readonly plain: PreTrainedTokenizer;
  private readonly controls: readonly string[];
  private readonly frames: Readonly<Record<PromptKind, Frame>>;

  /**
   * @param json,config the contents of `tokenizer.json` and `tokenizer_config.json`
   * @throws ValiError or Error when they are no tokenizer, or the template does not hold the text
   */
  constructor(
    json: unknown,
    config: unknown,
    private readonly build: Pick<GuardBuild, 'prompts'> & { readonly chatTemplate: string },
  ) {
    const tokenizerJson = v.parse(TokenizerJson, json);
    const tokenizerConfig = v.parse(TokenizerConfig, config);
    this.full = new PreTrainedTokenizer(tokenizerJson, tokenizerConfig);
    this.plain = new PreTrainedTokenizer({ ...tokenizerJson, added_tokens: [] }, tokenizerConfig);
    // Runs of white space that a vocabulary lists among them (Gemma's) are ordinary text.
    this.controls = tokenizerJson.added_tokens
      .map(({ content }) => content)
      .filter((content) => content.trim() !== '');
    this.frames = { prompt: this.frame('prompt'), response: this.frame('response') };
  }

  /** Tokens before the page's text: the same for every text of a kind. */
  prefix(kind: PromptKind): readonly number[] {
    return this.frames[kind].prefix;
  }

  /** Tokens after the prefix: the page's text, made ready, and the tail. */
  suffix(asked: Question): number[] {
    const { seam, middle, after, tail, trimsStart, trimsEnd } = this.frames[asked.kind];
    const own = asked.kind === 'response' ? asked.question + middle + asked.text : asked.text;
    const begun = seam + (trimsStart ? own.trimStart() : own);
    return [...encode(this.plain, (trimsEnd ? begun.trimEnd() : begun) + after), ...tail];
  }

  /** Tokens of a whole prompt around a user turn of our own writing, control tokens read as such. */
  whole(content: string): number[] {
    return encode(this.full, this.render(content));
  }

  /** Tokens of a text by itself. */
  textTokens(text: string): number[] {
    return encode(this.plain, text);
  }

  /** @throws Error when the chat template does not hold the texts exactly once, in their order */
  private frame(kind: PromptKind): Frame {
    const content = userTurn(this.build.prompts, kind);
    const parts = this.render(content).split(kind === 'response' ? QUESTION : TEXT);
    const [before, rest] = parts;
    const around = kind === 'response' ? rest?.split(TEXT) : ['', rest];
    const [middle, end] = around ?? [];
    if (
      before === undefined ||
      middle === undefined ||
      end === undefined ||
      parts.length !== 2 ||
      around?.length !== 2
    )
      throw new Error('the chat template does not hold the text exactly once');
    const start = this.lastControl(before);
    const stop = this.firstControl(end);
    const words = before.slice(start);
    const after = end.slice(0, stop);
    const seam = this.seamOf(words, after);
    return {
      prefix: [
        ...encode(this.full, before.slice(0, start)),
        ...encode(this.plain, words.slice(0, words.length - seam.length)),
      ],
      seam,
      middle,
      after,
      tail: encode(this.full, end.slice(stop)),
      trimsStart: content.startsWith(STAND_IN) && !this.keeps(SPACE + content),
      trimsEnd: content.endsWith(STAND_IN) && !this.keeps(content + SPACE),
    };
  }

  /** The shortest end of the fixed words without which their tokens are the same for every text. */
  private seamOf(words: string, after: string): string {
    for (let at = words.length; at > 0; at--) {
      const fixed = encode(this.plain, words.slice(0, at));
      const holds = BEGINNINGS.every((beginning) => {
        const whole = encode(this.plain, words + beginning + after);
        const own = encode(this.plain, words.slice(at) + beginning + after);
        return whole.length === fixed.length + own.length && startsWith(whole, [...fixed, ...own]);
      });
      if (holds) return words.slice(at);
    }
    return words;
  }

  /** Where the last control token ends. */
  private lastControl(text: string): number {
    const ends = this.controls.map((control) => {
      const at = text.lastIndexOf(control);
      return at < 0 ? 0 : at + control.length;
    });
    return Math.max(0, ...ends);
  }

  /** Where the first control token begins. */
  private firstControl(text: string): number {
    const starts = this.controls.map((control) => text.indexOf(control)).filter((at) => at >= 0);
    return Math.min(text.length, ...starts);
  }

  /** Whether the template gives a user turn as it is. */
  private keeps(content: string): boolean {
    return this.render(content).includes(content);
  }

  private render(content: string): string {
    const { system } = this.build.prompts;
    return this.full.apply_chat_template(
      [...(system ? [{ role: 'system', content: system }] : []), { role: 'user', content }],
      { tokenize: false, add_generation_prompt: true, chat_template: this.build.chatTemplate },
    ) as string;
  }
}

/** A kind's user turn with stand-ins for what the page gives. */
function userTurn(prompts: GuardBuild['prompts'], kind: PromptKind): string {
  return kind === 'prompt'
    ? prompts.prompt.replace('{text}', () => TEXT)
    : prompts.response.replace('{prompt}', () => QUESTION).replace('{response}', () => TEXT);
}

const startsWith = (tokens: readonly number[], start: readonly number[]): boolean =>
  start.every((token, i) => token === tokens[i]);

const encode = (tokenizer: PreTrainedTokenizer, text: string): number[] =>
  text === '' ? [] : tokenizer.encode(text, { add_special_tokens: false });
