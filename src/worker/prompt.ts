/**
 * The official prompt as tokens: a fixed prefix, the text, a fixed tail. Page text never becomes
 * control tokens: it is encoded by a second tokenizer that does not know them.
 */
import { PreTrainedTokenizer } from '@huggingface/transformers';
import * as v from 'valibot';
import type { GuardBuild } from '../core/guard-build';

const TokenizerJson = v.looseObject({ added_tokens: v.optional(v.array(v.unknown())) });
const TokenizerConfig = v.looseObject({});

/** Stands for the text while the template is rendered; no template or prompt holds it. */
const PLACEHOLDER = '\u{F0000}seawall\u{F0000}';

export class PromptTokenizer {
  private readonly full: PreTrainedTokenizer;
  private readonly plain: PreTrainedTokenizer;
  private readonly render: (content: string) => string;
  /** Tokens before the text: the same for every text. */
  readonly prefix: readonly number[];
  /** Characters between the prefix and the text, encoded together with it (they may merge). */
  private readonly seam: string;
  private readonly tail: readonly number[];

  /**
   * @param json,config the contents of `tokenizer.json` and `tokenizer_config.json`
   * @throws ValiError or Error when they are no tokenizer
   */
  constructor(
    json: unknown,
    config: unknown,
    build: Pick<GuardBuild, 'prompts'> & { readonly chatTemplate: string },
  ) {
    const tokenizerJson = v.parse(TokenizerJson, json);
    const tokenizerConfig = v.parse(TokenizerConfig, config);
    const full = new PreTrainedTokenizer(tokenizerJson, tokenizerConfig);
    this.full = full;
    this.plain = new PreTrainedTokenizer({ ...tokenizerJson, added_tokens: [] }, tokenizerConfig);
    this.render = (content) =>
      full.apply_chat_template(
        [
          ...(build.prompts.system ? [{ role: 'system', content: build.prompts.system }] : []),
          { role: 'user', content },
        ],
        { tokenize: false, add_generation_prompt: true, chat_template: build.chatTemplate },
      ) as string;
    const rendered = this.render(build.prompts.prompt.replace('{text}', () => PLACEHOLDER));
    const [before, after, ...more] = rendered.split(PLACEHOLDER);
    if (before === undefined || after === undefined || more.length > 0)
      throw new Error('the chat template does not hold the text exactly once');
    // White space before the text merges with its first word, so it goes to the text's side.
    const fixed = before.trimEnd();
    this.seam = before.slice(fixed.length);
    this.prefix = encode(full, fixed);
    this.tail = encode(full, after);
  }

  /** Tokens after the prefix: the text, made ready, and the tail. */
  suffix(text: string): number[] {
    return [...encode(this.plain, this.seam + text), ...this.tail];
  }

  /** Tokens of a whole prompt around a user turn of our own writing, control tokens read as such. */
  whole(content: string): number[] {
    return encode(this.full, this.render(content));
  }

  /** Tokens of a text by itself. */
  textTokens(text: string): number[] {
    return encode(this.plain, text);
  }
}

const encode = (tokenizer: PreTrainedTokenizer, text: string): number[] =>
  text === '' ? [] : tokenizer.encode(text, { add_special_tokens: false });
