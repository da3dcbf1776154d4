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
 *
 * An image stands before the words, so that its prefix ends where the image begins: the image's
 * tokens and all fixed words after them are in the suffix.
 */
import { PreTrainedTokenizer } from '@huggingface/transformers';
import * as v from 'valibot';
import type { GuardBuild } from '../core/guard-build';
import type { PromptKind } from '../platform/guard-protocol';

/** What is asked of a guard about one text, or one window of it. */
export type Question =
  | { readonly kind: 'prompt'; readonly text: string }
  | { readonly kind: 'response'; readonly text: string; readonly question: string }
  /** An image of so many tokens; the text is its caption. */
  | { readonly kind: 'image'; readonly text: string; readonly imageTokens: number };

const AddedToken = v.looseObject({ content: v.string(), id: v.optional(v.number()) });
const TokenizerJson = v.looseObject({ added_tokens: v.optional(v.array(AddedToken), []) });
const Name = v.fallback(v.optional(v.string()), undefined);
const TokenizerConfig = v.looseObject({
  /** Around an image, in families whose templates name only the first of the two (Gemma). */
  boi_token: Name,
  eoi_token: Name,
});

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
  /** Between an image and the seam; nothing in texts. */
  readonly opening: readonly number[];
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
  private readonly frames: Record<Exclude<PromptKind, 'image'>, Frame> & { image?: Frame };
  private readonly image: ImageTokens | undefined;

  /**
   * @param json,config the contents of `tokenizer.json` and `tokenizer_config.json`
   * @throws ValiError or Error when they are no tokenizer, or the template does not hold the text
   */
  constructor(
    json: unknown,
    config: unknown,
    private readonly build: Pick<GuardBuild, 'prompts'> & {
      readonly chatTemplate: string;
      /** Token that stands for a piece of an image, in guards that see. */
      readonly imageToken?: number | undefined;
    },
  ) {
    const tokenizerJson = v.parse(TokenizerJson, json);
    const tokenizerConfig = v.parse(TokenizerConfig, config);
    this.full = new PreTrainedTokenizer(tokenizerJson, tokenizerConfig);
    this.plain = new PreTrainedTokenizer({ ...tokenizerJson, added_tokens: [] }, tokenizerConfig);
    // Runs of white space that a vocabulary lists among them (Gemma's) are ordinary text.
    this.controls = tokenizerJson.added_tokens
      .map(({ content }) => content)
      .filter((content) => content.trim() !== '');
    const { imageToken } = build;
    const image = tokenizerJson.added_tokens.find(({ id }) => id === imageToken);
    if (imageToken !== undefined && image) {
      const { boi_token: begin, eoi_token: end } = tokenizerConfig;
      this.image = { id: imageToken, content: image.content, begin, end };
    }
    this.frames = { prompt: this.frame('prompt'), response: this.frame('response') };
  }

  /**
   * Tokens before the page's text or image: the same for every one of a kind.
   * @throws Error for images where the chat template has no place for one
   */
  prefix(kind: PromptKind): readonly number[] {
    return this.frameOf(kind).prefix;
  }

  /**
   * Tokens after the prefix: the image's, the page's text, made ready, and the tail.
   * @throws Error as `prefix`
   */
  suffix(asked: Question): number[] {
    const { opening, seam, middle, after, tail, trimsStart, trimsEnd } = this.frameOf(asked.kind);
    const own = asked.kind === 'response' ? asked.question + middle + asked.text : asked.text;
    const begun = seam + (trimsStart ? own.trimStart() : own);
    const image: number[] =
      asked.kind === 'image' ? new Array(asked.imageTokens).fill(this.image?.id) : [];
    const text = encode(this.plain, (trimsEnd ? begun.trimEnd() : begun) + after);
    return [...image, ...opening, ...text, ...tail];
  }

  /**
   * Tokens of a whole prompt around a user turn of our own writing, control tokens read as such.
   * @param imageTokens of an image before the words; left out, there is none
   */
  whole(content: string, imageTokens?: number): number[] {
    if (imageTokens === undefined) return encode(this.full, this.render(content));
    const [before, after] = this.aroundImage(content);
    const image = (this.image?.content ?? '').repeat(imageTokens);
    return encode(this.full, before + image + after);
  }

  /** Tokens of a text by itself. */
  textTokens(text: string): number[] {
    return encode(this.plain, text);
  }

  private frameOf(kind: PromptKind): Frame {
    if (kind !== 'image') return this.frames[kind];
    this.frames.image ??= this.frame('image');
    return this.frames.image;
  }

  /** @throws Error when the chat template does not hold the texts exactly once, in their order */
  private frame(kind: PromptKind): Frame {
    const content = userTurn(this.build.prompts, kind);
    const [beforeImage, rendered] =
      kind === 'image' ? this.aroundImage(content) : [null, this.render(content)];
    const parts = rendered.split(kind === 'response' ? QUESTION : TEXT);
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
    const fixed = [
      ...encode(this.full, before.slice(0, start)),
      ...encode(this.plain, words.slice(0, words.length - seam.length)),
    ];
    return {
      prefix: beforeImage === null ? fixed : encode(this.full, beforeImage),
      opening: beforeImage === null ? [] : fixed,
      seam,
      middle,
      after,
      tail: encode(this.full, end.slice(stop)),
      trimsStart: content.startsWith(STAND_IN) && !this.keeps(SPACE + content, kind),
      trimsEnd: content.endsWith(STAND_IN) && !this.keeps(content + SPACE, kind),
    };
  }

  /**
   * A whole prompt before and after its image, whose place is that of the image token, or that of the
   * token which begins an image: what Gemma's processor puts there is written out then
   * (`full_image_sequence` of transformers' `processing_gemma3`).
   * @throws Error when the chat template does not hold an image exactly once, before the words
   */
  private aroundImage(content: string): [before: string, after: string] {
    const { image } = this;
    const parts = image ? asOne(this.render(content, true), image).split(image.content) : [];
    const [before, after] = parts;
    if (before === undefined || parts.length !== 2 || !after?.includes(content.trim()))
      throw new Error('the chat template does not hold an image exactly once, before the text');
    return [before, after];
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
  private keeps(content: string, kind: PromptKind): boolean {
    return this.render(content, kind === 'image').includes(content);
  }

  private render(text: string, withImage = false): string {
    const { system } = this.build.prompts;
    const content = withImage ? [{ type: 'image' }, { type: 'text', text }] : text;
    return this.full.apply_chat_template(
      // Its types know of texts only.
      [
        ...(system ? [{ role: 'system', content: system }] : []),
        { role: 'user', content: content as string },
      ],
      { tokenize: false, add_generation_prompt: true, chat_template: this.build.chatTemplate },
    ) as string;
  }
}

/** How an image is written in a prompt. */
interface ImageTokens {
  readonly id: number;
  readonly content: string;
  readonly begin: string | undefined;
  readonly end: string | undefined;
}

/** A rendered prompt with the image token where the image is. */
const asOne = (rendered: string, { content, begin, end }: ImageTokens): string =>
  begin && end && !rendered.includes(content)
    ? rendered.replaceAll(begin, () => `\n\n${begin}${content}${end}\n\n`)
    : rendered;

/** A kind's user turn with stand-ins for what the page gives. */
function userTurn(prompts: GuardBuild['prompts'], kind: PromptKind): string {
  return kind !== 'response'
    ? prompts.prompt.replace('{text}', () => TEXT)
    : prompts.response.replace('{prompt}', () => QUESTION).replace('{response}', () => TEXT);
}

const startsWith = (tokens: readonly number[], start: readonly number[]): boolean =>
  start.every((token, i) => token === tokens[i]);

const encode = (tokenizer: PreTrainedTokenizer, text: string): number[] =>
  text === '' ? [] : tokenizer.encode(text, { add_special_tokens: false });
