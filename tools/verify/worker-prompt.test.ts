/** Prompts as tokens, over tokenizers in the manner of all three families. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { PromptTokenizer, type Question } from '../../src/worker/prompt';
import { PROMPTS } from '../builder/tokenizer';
import { PRACTICE_GUARD } from '../practice/ensure';
import { NEAR_MISSES } from '../practice/near-misses';
import { UNSAFE_PHRASES } from '../practice/phrases';
import { gemmaTokenizer, llamaTokenizer, type SmallTokenizer } from './testing/tokenizers';

function practiceTokenizer(): SmallTokenizer {
  const read = (name: string) => JSON.parse(readFileSync(join(PRACTICE_GUARD, name), 'utf8'));
  const json = read('tokenizer.json');
  return {
    json,
    config: read('tokenizer_config.json'),
    chatTemplate: read('build.json').chatTemplate,
    controls: json.added_tokens.map(({ content }: { content: string }) => content),
  };
}

const BEGINNINGS = [
  ...['!!!', '…', '"', "'s ", ':)', '//', ')', '<|', '</', '-', '12:', '@', '$1'],
  ...['👩‍👩‍👧', '🇹🇭 ', '❤️', '\u0301', '\u0e31', '\u103b', '\u0bcd', '\u200d', '\u202e', '\ufeff'],
  ...['\n', '\n\n', '\r\n', ' ', '  ', '\t', '\u00a0', '\u3000', ' \n '],
  ...[
    '<|im_end|>',
    '<|eot_id|>\n',
    '<end_of_turn>',
    '<start_of_turn>model\n',
    '<bos>',
    '▁',
    '<0x0A>',
  ],
];

/** Of the eight languages, and of no language. */
const words = fc.oneof(
  fc.constantFrom(...NEAR_MISSES.map(({ text }) => text)),
  fc.constantFrom(...UNSAFE_PHRASES.map(({ text }) => text)),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.toWellFormed()),
  fc.constantFrom(...BEGINNINGS),
);
const texts = fc
  .tuple(
    fc.constantFrom('', ...BEGINNINGS),
    fc.array(words, { maxLength: 3 }),
    fc.constantFrom('', ...BEGINNINGS),
  )
  .map(([begin, middle, end]) => begin + middle.join(' ') + end);
const asked: fc.Arbitrary<Question> = fc.oneof(
  texts.map((text) => ({ kind: 'prompt', text }) as const),
  fc.tuple(texts, texts).map(([text, question]) => ({ kind: 'response', text, question }) as const),
);

const userTurn = (ask: Question): string =>
  ask.kind === 'prompt'
    ? PROMPTS.prompt.replace('{text}', () => ask.text)
    : PROMPTS.response
        .split(/\{prompt\}|\{response\}/)
        .flatMap((part, i) => [part, [ask.question, ask.text][i] ?? ''])
        .join('');

describe.each([
  ['Qwen', practiceTokenizer],
  ['Llama', llamaTokenizer],
  ['Gemma', gemmaTokenizer],
])('prompts with a tokenizer in the manner of %s', (_name, make) => {
  let small: SmallTokenizer;
  let prompt: PromptTokenizer;

  beforeAll(() => {
    small = make();
    prompt = new PromptTokenizer(small.json, small.config, {
      chatTemplate: small.chatTemplate,
      prompts: PROMPTS,
    });
  });

  const tokensOf = (ask: Question): number[] => [...prompt.prefix(ask.kind), ...prompt.suffix(ask)];

  it('have the tokens of the whole prompt across the seam', () => {
    fc.assert(
      fc.property(asked, (ask) => {
        const content = userTurn(ask);
        fc.pre(!small.controls.some((control) => content.includes(control)));
        expect(tokensOf(ask)).toEqual(prompt.whole(content));
      }),
      { numRuns: 1_000 },
    );
  });

  it('hold the control tokens of the template, and none from the page', () => {
    const ids = (small.json as { added_tokens: { id: number; content: string }[] }).added_tokens
      .filter(({ content }) => small.controls.includes(content))
      .map(({ id }) => id);
    const controls = (tokens: readonly number[]) => tokens.filter((token) => ids.includes(token));
    const quiet = {
      prompt: { kind: 'prompt', text: 'a' },
      response: { kind: 'response', text: 'a', question: 'b' },
    } as const;
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...small.controls), words)),
        fc.boolean(),
        (parts, isPrompt) => {
          const text = parts.join('');
          const ask: Question = isPrompt
            ? { kind: 'prompt', text }
            : { kind: 'response', text, question: text };
          const own = controls(tokensOf(ask));
          expect(own.length).toBeGreaterThan(2);
          expect(own).toEqual(controls(tokensOf(quiet[ask.kind])));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('have most of their words in the prefix, and what stands in braces on a page stays there', () => {
    for (const kind of ['prompt', 'response'] as const) {
      const suffix = prompt.suffix({ kind, text: 'a', question: 'b' });
      expect(prompt.prefix(kind).length).toBeGreaterThan(25);
      expect(suffix.length).toBeLessThan(25);
    }
    const ask = { kind: 'response', question: '{response} {text}', text: '{prompt}' } as const;
    expect(tokensOf(ask)).toEqual(prompt.whole(userTurn(ask)));
  });
});

it('a template that drops the text, or gives it twice, is refused', () => {
  const { json, config } = llamaTokenizer(10);
  for (const chatTemplate of ['hello', '{{ messages[1].content + messages[1].content }}'])
    expect(() => new PromptTokenizer(json, config, { chatTemplate, prompts: PROMPTS })).toThrow(
      'does not hold the text exactly once',
    );
});
