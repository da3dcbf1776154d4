/** Prompts as tokens, over tokenizers in the manner of all three families. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PreTrainedTokenizer } from '@huggingface/transformers';
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
    imageToken: json.added_tokens.find(
      (each: { content: string }) => each.content === '<|image_pad|>',
    ).id,
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

const pictured: fc.Arbitrary<Question> = fc
  .tuple(texts, fc.integer({ min: 1, max: 40 }))
  .map(([text, imageTokens]) => ({ kind: 'image', text, imageTokens }) as const);

const userTurn = (ask: Question): string =>
  ask.kind !== 'response'
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
      imageToken: small.imageToken,
    });
  }, 60_000);

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
          const ask = isPrompt
            ? ({ kind: 'prompt', text } as const)
            : ({ kind: 'response', text, question: text } as const);
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

describe.each([
  ['Qwen', practiceTokenizer, '<|vision_start|>', '<|vision_end|>'],
  ['Gemma', gemmaTokenizer, '<start_of_image>', '<end_of_image>'],
])('prompts about images with a tokenizer in the manner of %s', (_name, make, begin, end) => {
  let small: SmallTokenizer;
  let prompt: PromptTokenizer;
  let idOf: (content: string) => number | undefined;

  beforeAll(() => {
    small = make();
    const { json, config, chatTemplate, imageToken } = small;
    prompt = new PromptTokenizer(json, config, { chatTemplate, prompts: PROMPTS, imageToken });
    const { added_tokens } = json as { added_tokens: { id: number; content: string }[] };
    idOf = (content) => added_tokens.find((each) => each.content === content)?.id;
  }, 60_000);

  it('have the tokens of the whole prompt, with the image before the words', () => {
    fc.assert(
      fc.property(pictured, (ask) => {
        const content = userTurn(ask);
        fc.pre(!small.controls.some((control) => content.includes(control)));
        const tokens = [...prompt.prefix('image'), ...prompt.suffix(ask)];
        expect(tokens).toEqual(prompt.whole(content, ask.kind === 'image' ? ask.imageTokens : 0));
      }),
      { numRuns: 500 },
    );
  });

  it('hold so many image tokens between the marks of an image, and none in the prefix', () => {
    const { imageToken = -1 } = small;
    const prefix = prompt.prefix('image');
    const suffix = prompt.suffix({ kind: 'image', text: 'a cat', imageTokens: 5 });
    expect(prefix.at(-1)).toBe(idOf(begin));
    expect(prefix).not.toContain(imageToken);
    expect(suffix.slice(0, 6)).toEqual([...new Array(5).fill(imageToken), idOf(end)]);
    expect(suffix.slice(5)).not.toContain(imageToken);
    const words = prompt.suffix({ kind: 'image', text: 'a cat', imageTokens: 0 });
    expect(suffix).toEqual([...new Array(5).fill(imageToken), ...words]);
  });

  it('take nothing of a caption as a control token, an image’s least of all', () => {
    const ids = small.controls.map(idOf);
    const controls = (text: string) =>
      prompt.suffix({ kind: 'image', text, imageTokens: 3 }).filter((token) => ids.includes(token));
    const own = controls('a');
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...small.controls), words)), (parts) => {
        expect(controls(parts.join(''))).toEqual(own);
      }),
      { numRuns: 100 },
    );
  });
});

const SYSTEM = 'You are a helpful assistant.';

it.each([
  [
    'Qwen',
    practiceTokenizer,
    (words: string) =>
      `<|im_start|>system\n${SYSTEM}<|im_end|>\n<|im_start|>user\n<|vision_start|>` +
      `${'<|image_pad|>'.repeat(3)}<|vision_end|>${words}<|im_end|>\n<|im_start|>assistant\n`,
  ],
  [
    'Gemma',
    gemmaTokenizer,
    (words: string) =>
      `<bos><start_of_turn>user\n${SYSTEM}\n\n\n\n<start_of_image>` +
      `${'<image_soft_token>'.repeat(3)}<end_of_image>\n\n${words}<end_of_turn>\n<start_of_turn>model\n`,
  ],
])(
  'a %s prompt about an image is written as transformers’ processor writes it',
  (_name, make, written) => {
    const { json, config, chatTemplate, imageToken } = make();
    const prompt = new PromptTokenizer(json, config, {
      chatTemplate,
      prompts: PROMPTS,
      imageToken,
    });
    const ask = { kind: 'image', text: 'a cat', imageTokens: 3 } as const;
    expect([...prompt.prefix('image'), ...prompt.suffix(ask)]).toEqual(
      new PreTrainedTokenizer(json, config).encode(written(userTurn(ask)), {
        add_special_tokens: false,
      }),
    );
  },
);

it('there is none about an image where the family or the template has no place for one', () => {
  const none = 'does not hold an image exactly once, before the text';
  const llama = llamaTokenizer(10);
  const { json, config, chatTemplate, imageToken } = practiceTokenizer();
  const two = chatTemplate.replace('<|image_pad|>', '<|image_pad|><|image_pad|>');
  const behind = '{{ messages[1].content[1].text or messages[1].content }}<|image_pad|>';
  for (const [tokenizer, template, token] of [
    [llama, llama.chatTemplate, undefined],
    [{ json, config }, chatTemplate, undefined],
    [{ json, config }, two, imageToken],
    [{ json, config }, behind, imageToken],
  ] as const) {
    const prompt = new PromptTokenizer(tokenizer.json, tokenizer.config, {
      ...{ chatTemplate: template, prompts: PROMPTS, imageToken: token },
    });
    expect(() => prompt.prefix('image')).toThrow(none);
    expect(prompt.prefix('prompt').length).toBeGreaterThan(5);
  }
});

it('a template that drops the text, or gives it twice, is refused', () => {
  const { json, config } = llamaTokenizer(10);
  for (const chatTemplate of ['hello', '{{ messages[1].content + messages[1].content }}'])
    expect(() => new PromptTokenizer(json, config, { chatTemplate, prompts: PROMPTS })).toThrow(
      'does not hold the text exactly once',
    );
});
