import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGuard } from './build';
import { Checkpoint } from './checkpoint/checkpoint';
import { guardShape } from './families';
import { writeRandomCheckpoint } from './random/checkpoint';
import { randomGuard } from './random/guards';
import { referenceLogits } from './reference/decoder';
import { packedSequence } from './reference/sequence';
import { WholeWeights } from './reference/whole';
import { testCases, toleranceOf } from './self-test';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seawall-self-test-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const VERDICTS = [7, 11] as const;

async function built(bits: 4 | 'none') {
  const from = join(folder, 'checkpoint');
  const [guard] = fc.sample(randomGuard('gemma3'), { numRuns: 1, seed: 5 });
  if (!guard) throw new Error('no guard was drawn');
  await writeRandomCheckpoint(from, guard);
  const out = join(folder, `build-${bits}`);
  const { build } = await buildGuard({
    from,
    out,
    bits,
    precisions: ['f32'],
    name: 'Random',
    source: { model: 'random', revision: 'none', licence: 'none' },
    verdictTokens: [String(VERDICTS[0]), String(VERDICTS[1])],
  });
  return { from, build, text: await readFile(join(out, 'build.json'), 'utf8') };
}

describe('knownAnswers', () => {
  it('are those of the plain decoder, each case alone', async () => {
    const { from, build } = await built('none');
    const checkpoint = await Checkpoint.open(from);
    try {
      const { decoder } = guardShape(checkpoint);
      const weights = new WholeWeights(checkpoint, decoder);
      for (const { tokens, reference, logits } of build.selfTest.cases) {
        const whole = packedSequence([], [tokens]);
        const expected = await referenceLogits(
          decoder,
          weights,
          whole.tokens,
          whole.lastRows,
          VERDICTS,
        );
        for (const i of [0, 1] as const) {
          expect(Math.abs(reference[i] - (expected[i] ?? NaN))).toBeLessThan(1e-4);
          expect(Math.abs(logits[i] - (expected[i] ?? NaN))).toBeLessThan(1e-4);
        }
      }
    } finally {
      await checkpoint.close();
    }
  });

  it('show what quantisation cost, and are the same in every build', async () => {
    const first = await built(4);
    const second = await built(4);
    expect(second.text).toBe(first.text);
    const costs = first.build.selfTest.cases.map(({ reference, logits }) =>
      Math.max(...logits.map((logit, i) => Math.abs(logit - (reference[i] ?? NaN)))),
    );
    expect(Math.min(...costs)).toBeGreaterThan(1e-4);
  });
});

describe('testCases', () => {
  it('without a tokenizer are lists of any tokens behind a prefix that they share', () => {
    const cases = testCases(undefined, 50, 49);
    const [first = []] = cases;
    for (const tokens of cases) {
      expect(tokens.length).toBeGreaterThanOrEqual(40);
      expect(tokens.length).toBeLessThanOrEqual(70);
      expect(tokens.slice(0, 24)).toEqual(first.slice(0, 24));
      for (const token of tokens) expect(token).toBeLessThan(49);
    }
    expect(new Set(cases.map((tokens) => tokens[24])).size).toBeGreaterThan(1);
    expect(testCases(undefined, 50, 49)).toEqual(cases);
  });

  it('with one are texts in the prompt', () => {
    const prompt = { prefix: () => [1, 2], suffix: ({ text }: { text: string }) => [text.length] };
    expect(testCases(prompt, 100)[1]).toEqual([1, 2, 18]);
  });
});

describe('toleranceOf', () => {
  it('grows with logits that are beyond 10', () => {
    expect(toleranceOf([[1, -2]])).toEqual({ f32: 1e-3, f16: 0.05 });
    expect(toleranceOf([[1, -30]])).toEqual({ f32: 3e-3, f16: 0.6 });
  });
});
