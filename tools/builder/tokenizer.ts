/** A checkpoint's tokenizer, and the tokens that a verdict is read from. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import {
  PROMPT_CLASSIFICATION,
  RESPONSE_CLASSIFICATION,
  SYSTEM_PROMPT,
} from '../../src/core/prompts';
import { PromptTokenizer } from '../../src/worker/prompt';
import { readJson } from './checkpoint/checkpoint';
import { BuildError } from './errors';
import type { VerdictTokens } from './store/decoder';

export const PROMPTS = {
  system: SYSTEM_PROMPT,
  prompt: PROMPT_CLASSIFICATION,
  response: RESPONSE_CLASSIFICATION,
};

export interface BuildTokenizer {
  readonly chatTemplate: string;
  readonly prompt: PromptTokenizer;
  /** Files for the build, by name. */
  readonly files: ReadonlyMap<string, string>;
}

const Config = v.looseObject({
  chat_template: v.nullish(
    v.union([v.string(), v.array(v.object({ name: v.string(), template: v.string() }))]),
  ),
});
const TemplateFile = v.object({ chat_template: v.string() });

/** @throws BuildError when there is a tokenizer that cannot be used; undefined when there is none */
export async function readTokenizer(folder: string): Promise<BuildTokenizer | undefined> {
  const json = await readJson(folder, 'tokenizer.json');
  if (json === undefined) return undefined;
  const config = v.safeParse(Config, await readJson(folder, 'tokenizer_config.json'));
  if (!config.success)
    throw new BuildError('tokenizer_config.json: is missing, or not a tokenizer configuration');
  const chatTemplate = await readTemplate(folder, config.output.chat_template);
  let prompt: PromptTokenizer;
  try {
    prompt = new PromptTokenizer(json, config.output, { chatTemplate, prompts: PROMPTS });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BuildError(`tokenizer.json: cannot be used with the chat template (${why})`);
  }
  const files = new Map<string, string>();
  for (const name of ['tokenizer.json', 'tokenizer_config.json'])
    files.set(name, await readFile(join(folder, name), 'utf8'));
  return { chatTemplate, prompt, files };
}

/** In the order in which transformers looks: newer checkpoints keep it in a file of its own. */
async function readTemplate(
  folder: string,
  given: v.InferOutput<typeof Config>['chat_template'],
): Promise<string> {
  const jinja = await readFile(join(folder, 'chat_template.jinja'), 'utf8').catch(() => undefined);
  if (jinja) return jinja;
  const file = v.safeParse(TemplateFile, await readJson(folder, 'chat_template.json'));
  if (file.success) return file.output.chat_template;
  if (typeof given === 'string') return given;
  const named = given?.find(({ name }) => name === 'default');
  if (named) return named.template;
  throw new BuildError('tokenizer_config.json: has no chat_template, and there is no file of it');
}

/**
 * The first tokens of the two answers.
 * @param given what a person asked for: ids or texts, safe first
 * @throws BuildError when they cannot be told apart, or are no tokens
 */
export function verdictTokens(
  tokenizer: BuildTokenizer | undefined,
  given: readonly [string, string] | undefined,
  vocabulary: number,
): VerdictTokens {
  if (!tokenizer && !given)
    throw new BuildError(
      'tokenizer.json: is missing; without it name the tokens: --verdict-tokens SAFE,UNSAFE',
    );
  const idOf = (text: string): number => {
    if (given && /^\d+$/.test(text)) return Number(text);
    const [first] = tokenizer?.prompt.textTokens(text) ?? [];
    if (first === undefined)
      throw new BuildError(`--verdict-tokens: ${text} is no number, and there is no tokenizer`);
    return first;
  };
  const [safeText, unsafeText] = given ?? ['safe', 'unsafe'];
  const tokens = { safe: idOf(safeText), unsafe: idOf(unsafeText) };
  if (tokens.safe === tokens.unsafe)
    throw new BuildError(
      given
        ? `--verdict-tokens: ${safeText} and ${unsafeText} are the same token (${tokens.safe})`
        : 'tokenizer.json: `safe` and `unsafe` begin with the same token, so the guard cannot be read',
    );
  for (const token of [tokens.safe, tokens.unsafe])
    if (token >= vocabulary)
      throw new BuildError(`the vocabulary of ${vocabulary} has no token ${token}`);
  return tokens;
}
