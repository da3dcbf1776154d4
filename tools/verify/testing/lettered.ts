/**
 * A build whose checkpoint has no tokenizer, made to be asked as any guard is: every token gets a
 * letter of its own, so that a text can be written whose tokens are any that a test wants.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GuardBuild } from '../../../src/core/guard-build';
import type { ReadFile } from '../../../src/worker/build-files';
import { readBuild } from '../files';

/** The first of a long row of letters that no normaliser, template or word boundary touches. */
const FIRST_LETTER = 0x4e00;

/** The text with these tokens. */
export const lettersOf = (tokens: readonly number[]): string =>
  String.fromCodePoint(...tokens.map((token) => FIRST_LETTER + token));

/**
 * Reads a build's files, with a tokenizer beside them.
 * @param before tokens that the prompt begins with: the fixed part, run once and kept
 */
export async function letteredBuild(
  folder: string,
  before: readonly number[] = [],
): Promise<ReadFile> {
  const build = await readBuild(folder);
  const tokens = Array.from({ length: build.embeddings.rows }, (_, token) => token);
  const tokenizer = {
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: null,
    post_processor: null,
    decoder: null,
    model: {
      type: 'BPE',
      // What has no letter here is never asked, only tried when the seam is looked for.
      unk_token: lettersOf([0]),
      vocab: Object.fromEntries(tokens.map((token) => [lettersOf([token]), token])),
      merges: [],
    },
  };
  const added = new Map([
    ['tokenizer.json', JSON.stringify(tokenizer)],
    ['tokenizer_config.json', JSON.stringify({ tokenizer_class: 'PreTrainedTokenizerFast' })],
  ]);
  const whole: GuardBuild = {
    ...build,
    chatTemplate: "{{ messages[0]['content'] }}",
    prompts: { system: '', prompt: `${lettersOf(before)}{text}`, response: '{prompt}{response}' },
    files: [
      ...build.files,
      ...[...added].map(([path, text]) => ({
        path,
        size: Buffer.byteLength(text),
        sha256: createHash('sha256').update(text).digest('hex'),
      })),
    ],
  };
  added.set('build.json', JSON.stringify(whole));
  return async (path) => {
    const text = added.get(path);
    return new Uint8Array(
      text === undefined ? await readFile(join(folder, path)) : Buffer.from(text),
    ).buffer;
  };
}
