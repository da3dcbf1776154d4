/** Long texts in windows of tokens, with the practice guard's tokenizer and one of Gemma's manner. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { PromptTokenizer, type Question } from '../../src/worker/prompt';
import { imageWindow, tokenWindows, WINDOW_TOKENS } from '../../src/worker/token-windows';
import { PROMPTS } from '../builder/tokenizer';
import { PRACTICE_GUARD } from '../practice/ensure';
import { NEAR_MISSES } from '../practice/near-misses';
import { gemmaTokenizer } from './testing/tokenizers';

const LIMIT = 8_192;

const read = (name: string) => JSON.parse(readFileSync(join(PRACTICE_GUARD, name), 'utf8'));
const qwen = new PromptTokenizer(read('tokenizer.json'), read('tokenizer_config.json'), {
  chatTemplate: read('build.json').chatTemplate,
  prompts: PROMPTS,
  imageToken: read('tokenizer.json').added_tokens.find(
    ({ content }: { content: string }) => content === '<|image_pad|>',
  ).id,
});
const small = gemmaTokenizer(300);
const gemma = new PromptTokenizer(small.json, small.config, {
  chatTemplate: small.chatTemplate,
  prompts: PROMPTS,
});

/** The texts that the windows were made of. */
function windowsOf(
  tokenizer: PromptTokenizer,
  asked: Parameters<typeof tokenWindows>[1],
  contextLimit = LIMIT,
) {
  const made = new Map<readonly number[], Question>();
  let units = 0;
  const prompt = {
    prefix: (kind: Question['kind']) => tokenizer.prefix(kind),
    textTokens: (text: string) => {
      units += text.length;
      return tokenizer.textTokens(text);
    },
    suffix: (question: Question) => {
      units += question.text.length;
      const suffix = tokenizer.suffix(question);
      made.set(suffix, question);
      return suffix;
    },
  };
  const { suffixes, whole } = tokenWindows(prompt, asked, contextLimit);
  return { suffixes, whole, parts: suffixes.map((suffix) => made.get(suffix)), units };
}

const prompt = (text: string) => ({ kind: 'prompt', text }) as const;

describe('a text in windows', () => {
  it('is one window where it is short', () => {
    const { suffixes, whole } = windowsOf(qwen, prompt('Selamat pagi.'));
    expect(suffixes).toEqual([qwen.suffix(prompt('Selamat pagi.'))]);
    expect(whole).toBe(true);
    expect(windowsOf(qwen, prompt('')).suffixes).toEqual([qwen.suffix(prompt(''))]);
  });

  const scripts = fc.array(
    fc.oneof(
      fc.constantFrom(...NEAR_MISSES.map(({ text }) => `${text} `)),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(
        '👩‍👩‍👧',
        'ก็ยังไม่'.repeat(20),
        'ကျွန်ုပ်'.repeat(20),
        'x'.repeat(900),
        '\n\n',
        ' '.repeat(300),
      ),
    ),
    { minLength: 1, maxLength: 30 },
  );

  it.each([
    ['Qwen', qwen],
    ['Gemma', gemma],
  ])('has every piece of it in one of them, none too long (%s)', (_name, tokenizer) => {
    fc.assert(
      fc.property(scripts, fc.integer({ min: 1, max: 4 }), (pieces, repeat) => {
        const text = pieces.join('').repeat(repeat).slice(0, 6_000).toWellFormed();
        const { suffixes, parts, whole } = windowsOf(tokenizer, prompt(text));
        expect(whole).toBe(true);
        for (const suffix of suffixes) expect(suffix.length).toBeLessThanOrEqual(WINDOW_TOKENS);
        let reached = 0;
        for (const part of parts) {
          // Other readings come after the text's own windows.
          if (reached === text.length) break;
          const own = part?.text ?? '';
          // Begins where the ones before have reached, or before that.
          let at = text.lastIndexOf(own, reached);
          expect(at).toBeGreaterThanOrEqual(0);
          at = Math.max(at, 0);
          reached = Math.max(reached, at + own.length);
        }
        expect(reached).toBe(text.length);
      }),
      { numRuns: 60 },
    );
  });

  it('fills its windows, when text is as it is on pages', () => {
    const text = NEAR_MISSES.map((each) => each.text).join('. ');
    const { suffixes } = windowsOf(qwen, prompt(text));
    const full = suffixes.slice(0, -1).map(({ length }) => length / WINDOW_TOKENS);
    expect(full.length).toBeGreaterThan(4);
    expect(Math.min(...full)).toBeGreaterThan(0.3);
    expect(full.reduce((sum, each) => sum + each, 0) / full.length).toBeGreaterThan(0.7);
  });

  it('is asked about up to the limit of the guard, and says so beyond', () => {
    const text = 'safe and unsafe. '.repeat(4_000);
    const { suffixes, whole } = windowsOf(qwen, prompt(text));
    expect(whole).toBe(false);
    const tokens = suffixes.reduce((sum, { length }) => sum + length, 0);
    expect(tokens).toBeLessThanOrEqual(LIMIT);
    expect(tokens).toBeGreaterThan(LIMIT - 2 * WINDOW_TOKENS);
    const short = windowsOf(qwen, prompt(text), 300);
    expect(short.whole).toBe(false);
    for (const { length } of short.suffixes)
      expect(length + qwen.prefix('prompt').length).toBeLessThanOrEqual(300);
  });

  it.each([
    ['one letter', 'a'],
    ['spaces', ' '],
    ['letters under marks', 'a\u0301\u0302\u0303'],
    ['Burmese without a space', 'ကျွန်ုပ်'],
    ['halves of pairs', '\ud83d'],
  ])('costs bounded work, a megabyte of %s too', (_what, piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    const { units, suffixes, whole } = windowsOf(qwen, prompt(text));
    expect(whole).toBe(false);
    expect(units).toBeLessThan(200_000);
    for (const { length } of suffixes) expect(length).toBeLessThanOrEqual(WINDOW_TOKENS);
  });
});

describe('a text whose spelling leaves a doubt', () => {
  const texts = (text: string) =>
    windowsOf(qwen, prompt(text)).parts.map((part) => part?.text ?? '');

  it('is asked as it is, and in its other readings', () => {
    expect(texts('shuuut up you 1d10t')).toEqual([
      'shuuut up you 1d10t',
      'shut up you idiot',
      'shuut up you ldlot',
    ]);
    expect(texts('Shut up the shop at nine.')).toEqual(['Shut up the shop at nine.']);
  });

  it('is asked in them only where it differs', () => {
    const plain = 'Ferries leave at noon. '.repeat(200);
    const [own, long] = [windowsOf(qwen, prompt(plain)), windowsOf(qwen, prompt(`${plain}Killl.`))];
    expect(own.parts.length).toBeGreaterThan(3);
    expect(long.whole).toBe(true);
    const others = long.parts.slice(own.parts.length);
    expect(others.map((part) => part?.text.slice(-6))).toEqual(
      [' Kil.', 'Kill.'].map((end) => expect.stringContaining(end)),
    );
  });

  it('loses no window of its own to them', () => {
    const text = 'shuuut 1d10t killl '.repeat(300);
    const all = windowsOf(qwen, prompt(text));
    expect(all.whole).toBe(true);
    const own = all.parts.filter((part) => text.includes(part?.text ?? ''));
    expect(own.length).toBeGreaterThan(3);
    expect(text.endsWith(own.at(-1)?.text ?? '')).toBe(true);
    expect(all.parts.length).toBeLessThanOrEqual(4 * own.length);
    for (const { length } of all.suffixes) expect(length).toBeLessThanOrEqual(WINDOW_TOKENS);
  });
});

describe('a response in windows', () => {
  const answer = 'The ferry leaves at noon. '.repeat(200);

  it('has its question in each of them, up to a quarter', () => {
    const asked = { kind: 'response', question: 'When does it leave?', text: answer } as const;
    const { parts, whole } = windowsOf(qwen, asked);
    expect(whole).toBe(true);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect(part).toMatchObject({ question: asked.question });
  });

  it('does not lose room to a question of a megabyte', () => {
    const question = 'Will it leave at nine? Will it leave at ten? '.repeat(20_000);
    const { parts, suffixes, units } = windowsOf(qwen, {
      kind: 'response',
      question,
      text: answer,
    });
    for (const { length } of suffixes) expect(length).toBeLessThanOrEqual(WINDOW_TOKENS);
    const [first] = parts;
    const kept = first?.kind === 'response' ? first.question : '';
    expect(kept.length).toBeGreaterThan(100);
    expect(qwen.textTokens(kept).length).toBeLessThanOrEqual(WINDOW_TOKENS / 4);
    expect(kept.trimEnd()).toMatch(/\?$/);
    expect(first?.text.length).toBeGreaterThan(500);
    expect(units).toBeLessThan(100_000);
  });
});

it('the same text is cut the same way every time', () => {
  const text = NEAR_MISSES.map((each) => each.text).join('\n');
  const once = windowsOf(gemma, prompt(text)).suffixes;
  vi.useFakeTimers({ now: 0 });
  expect(windowsOf(gemma, prompt(text)).suffixes).toEqual(once);
  vi.useRealTimers();
});

describe('an image with its caption', () => {
  it('is one window, the caption whole', () => {
    const caption = 'A sign at the harbour. '.repeat(40).slice(0, 1_000);
    const { suffix, whole } = imageWindow(qwen, caption, 256, LIMIT);
    expect(whole).toBe(true);
    expect(suffix).toEqual(qwen.suffix({ kind: 'image', text: caption, imageTokens: 256 }));
    const none = imageWindow(qwen, '', 64, LIMIT);
    expect(none.whole).toBe(true);
    expect(none.suffix).toEqual(qwen.suffix({ kind: 'image', text: '', imageTokens: 64 }));
  });

  it('is cut at its caption where the guard takes no more, and says so', () => {
    const caption = 'a b c d e f g h. '.repeat(60);
    const { suffix, whole } = imageWindow(qwen, caption, 100, 300);
    expect(whole).toBe(false);
    expect(qwen.prefix('image').length + suffix.length).toBeLessThanOrEqual(300);
    expect(suffix.length).toBeGreaterThan(200);
    const long = imageWindow(qwen, 'ကျ'.repeat(5_000), 256, LIMIT);
    expect(long.whole).toBe(false);
    expect(long.suffix.length).toBeLessThan(256 + 1_024 + 100);
  });

  it('that leaves no room for the prompt is refused', () => {
    expect(() => imageWindow(qwen, 'a cat', 300, 300)).toThrow('too many for this guard');
  });
});
