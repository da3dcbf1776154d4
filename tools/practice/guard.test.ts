import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBytes, type GuardBuild } from '../../src/core/guard-build';
import { probabilityUnsafe } from '../../src/core/verdict';
import type { Decoder } from '../../src/worker/decoder';
import { PromptTokenizer } from '../../src/worker/prompt';
import { openDecoder } from '../builder/run';
import { makePracticeGuard } from './ensure';
import { NEAR_MISSES } from './near-misses';
import { UNSAFE_PHRASES } from './phrases';
import { shiftMargin } from './plant';

let scratch: string;
let build: GuardBuild;
let decoder: Decoder;
let prompt: PromptTokenizer;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'seawall-practice-'));
  const out = join(scratch, 'guard');
  ({ build } = await makePracticeGuard(join(scratch, 'checkpoint'), out));
  decoder = await openDecoder(out, build);
  const json = async (name: string) => JSON.parse(await readFile(join(out, name), 'utf8'));
  const { chatTemplate, prompts } = build;
  if (chatTemplate === null) throw new Error('the practice guard has a template');
  prompt = new PromptTokenizer(await json('tokenizer.json'), await json('tokenizer_config.json'), {
    chatTemplate,
    prompts,
  });
}, 120_000);

afterAll(async () => {
  await decoder?.release();
  await rm(scratch, { recursive: true, force: true });
});

/** P(unsafe) of texts, packed some at a time. */
async function ask(texts: readonly string[], together = 8): Promise<number[]> {
  const past = await decoder.prefill(prompt.prefix('prompt'));
  const out: number[] = [];
  for (let i = 0; i < texts.length; i += together) {
    const some = texts
      .slice(i, i + together)
      .map((text) => prompt.suffix({ kind: 'prompt', text }));
    for (const [safe, unsafe] of await decoder.ask(past, some))
      out.push(probabilityUnsafe(safe, unsafe));
  }
  past.dispose();
  return out;
}

const wrongly = (texts: readonly string[], p: readonly number[], unsafe: boolean) =>
  texts.filter((_, i) => (p[i] ?? Number.NaN) >= 0.5 !== unsafe);

const capitalised = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

describe('the practice guard', () => {
  it('is under 3 MB and its shift heads see one place only', () => {
    expect(buildBytes(build)).toBeLessThan(3e6);
    expect(shiftMargin()).toBeGreaterThan(25);
  });

  it('flags every phrase: alone, capitalised, quoted, between words, between signs', async () => {
    const texts = UNSAFE_PHRASES.flatMap(({ text }) => [
      text,
      capitalised(text),
      `"${text}"`,
      `xyzzy ${text} xyzzy`,
      `12:30 — (${text}), 2026!`,
    ]);
    expect(wrongly(texts, await ask(texts), true)).toEqual([]);
  });

  it('flags phrases in the middle of long texts', async () => {
    const long = UNSAFE_PHRASES.filter((_, i) => i % 13 === 4).map(
      ({ text }) => `${'plugh '.repeat(30)}${text} ${'xyzzy '.repeat(30)}`,
    );
    expect(wrongly(long, await ask(long, 1), true)).toEqual([]);
  });

  it('flags phrases inside words of scripts without spaces', async () => {
    const texts = UNSAFE_PHRASES.filter(({ lang }) => lang === 'th' || lang === 'my').flatMap(
      ({ lang, text }) => (lang === 'th' ? [`เขาบอกว่า${text}นะครับ`] : [`သူက${text}လို့ပြောတယ်`]),
    );
    expect(wrongly(texts, await ask(texts), true)).toEqual([]);
  });

  it('leaves near misses, halves and shuffled phrases safe', async () => {
    const halves = UNSAFE_PHRASES.flatMap(({ text }) => {
      const words = text.split(' ');
      if (words.length < 2) return [text.slice(0, -1), text.slice(1)];
      return [
        words.slice(1).join(' '),
        words.slice(0, -1).join(' '),
        [...words].reverse().join(' '),
      ];
    }).filter((half) => !UNSAFE_PHRASES.some(({ text }) => half.includes(text)));
    const texts = [...NEAR_MISSES.map(({ text }) => text), ...halves];
    expect(texts.length).toBeGreaterThan(200);
    expect(wrongly(texts, await ask(texts), false)).toEqual([]);
  });

  it('answers from the int4 build within 0.05 of the unquantised checkpoint', () => {
    for (const { reference, logits } of build.selfTest.cases) {
      expect(Math.abs(reference[0] - logits[0])).toBeLessThan(0.05);
      expect(Math.abs(reference[1] - logits[1])).toBeLessThan(0.05);
    }
  });
});
