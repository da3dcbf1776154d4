/** The known answers that a build carries, checked on every load by the device that is to run it. */
import type { GuardBuild, LogitPair } from '../../src/core/guard-build';
import type { PromptTokenizer } from '../../src/worker/prompt';
import type { Checkpoint } from './checkpoint/checkpoint';
import { BuildError } from './errors';
import type { DecoderShape } from './families/shape';
import { type ReferenceWeights, referenceLogits } from './reference/decoder';
import { ProductPool } from './reference/pool';
import { packedSequence } from './reference/sequence';
import { BuiltWeights, CheckpointWeights, type WrittenBuild } from './reference/streamed';

/**
 * A little of several languages. Short, since slow devices run them on every load; with the prompt's
 * ~60 tokens still long enough to show a wrong GPU kernel.
 */
export const SELF_TEST_TEXTS: readonly string[] = [
  'The library opens at nine, and closes when the last reader has gone home.',
  'just kill yourself',
  'Pasar pagi menjual sayur segar.',
  'วันนี้อากาศดี',
  'မနက်ဖြန် လာမယ်',
];

/** Token lists of a build's self-test: texts in the prompt, or any tokens where there is no tokenizer. */
export const testCases = (
  prompt: Pick<PromptTokenizer, 'prefix' | 'suffix'> | undefined,
  vocabulary: number,
  imageToken?: number,
): number[][] =>
  prompt
    ? SELF_TEST_TEXTS.map((text) => [
        ...prompt.prefix('prompt'),
        ...prompt.suffix({ kind: 'prompt', text }),
      ])
    : anyTokens(vocabulary, imageToken);

/** Tokens before those in which the cases of a build without a tokenizer differ. */
const SHARED_TOKENS = 24;

function anyTokens(vocabulary: number, imageToken: number | undefined): number[][] {
  const next = lehmer(1);
  const token = (): number => {
    const drawn = next() % vocabulary;
    return drawn === imageToken ? token() : drawn;
  };
  const draw = (count: number) => Array.from({ length: count }, token);
  const shared = draw(SHARED_TOKENS);
  return [46, 40, 53, 61, 70].map((length) => [...shared, ...draw(length - SHARED_TOKENS)]);
}

/** Lehmer's generator (Park and Miller, 1988): the same numbers in every build. */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
}

export interface KnownAnswersOptions extends WrittenBuild {
  readonly checkpoint: Checkpoint;
  readonly shape: DecoderShape;
  readonly verdictTokens: GuardBuild['verdictTokens'];
  readonly cases: readonly (readonly number[])[];
  /** Of the whole, from 0 to 1. */
  readonly progress?: ((part: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Computes each case twice: with the checkpoint's weights and with those that were written. All cases
 * go through each layer together, behind the prefix that they share, so that every weight is read
 * once, and no more than a few slabs of a matrix are in memory (docs/architecture.md).
 */
export async function knownAnswers(options: KnownAnswersOptions): Promise<GuardBuild['selfTest']> {
  const { checkpoint, shape, verdictTokens, cases, progress = () => {}, signal } = options;
  const prefix = sharedPrefix(cases);
  const sequence = packedSequence(
    prefix,
    cases.map((own) => own.slice(prefix.length)),
  );
  const pool = new ProductPool(signal ? { signal } : {});
  try {
    const answers = async (weights: ReferenceWeights, from: number): Promise<LogitPair[]> => {
      const outputs = [verdictTokens.safe, verdictTokens.unsafe];
      const logits = await referenceLogits(
        shape,
        weights,
        sequence.tokens,
        sequence.lastRows,
        outputs,
        (layer) => {
          signal?.throwIfAborted();
          progress(from + (layer + 1) / shape.layers / 2);
        },
      );
      // For one thing, a weight beyond a half's range would end here.
      if (!logits.every(Number.isFinite))
        throw new BuildError(`${checkpoint.folder}: its weights give no finite logits`);
      return cases.map((_, i) => [rounded(logits[i * 2]), rounded(logits[i * 2 + 1])]);
    };
    const own = new CheckpointWeights(checkpoint, shape, pool);
    const reference = await answers(own, 0);
    const logits = await answers(new BuiltWeights(options, own, pool), 0.5);
    return {
      tolerance: toleranceOf(logits),
      cases: cases.map((tokens, i) => ({
        tokens: [...tokens],
        reference: reference[i] ?? NO_LOGITS,
        logits: logits[i] ?? NO_LOGITS,
      })),
    };
  } finally {
    await pool.close();
  }
}

const NO_LOGITS: LogitPair = [Number.NaN, Number.NaN];

/** Five decimals: `build.json` is to be the same whatever a processor's last digits are. */
const rounded = (logit: number | undefined): number =>
  Math.round((logit ?? Number.NaN) * 1e5) / 1e5;

/**
 * How far a device may be from the build's own logits. In float32 devices differ by the order of
 * summation alone: well below 1e-3, in proportion where logits are beyond 10. SwiftShader with
 * `subgroups`, whose attention is wrong, was 0.0085 off on a build that is made to shrug off small
 * errors (the practice guard), and must be refused. Halves carry eleven bits through every layer, so
 * that their error grows with the logits: 2 % of the largest, or 0.05.
 */
export function toleranceOf(logits: readonly LogitPair[]): GuardBuild['selfTest']['tolerance'] {
  const largest = Math.max(...logits.flat().map(Math.abs));
  return {
    f32: rounded(1e-3 * Math.max(1, largest / 10)),
    f16: rounded(Math.max(5e-2, 0.02 * largest)),
  };
}

/** What all cases begin with; each has at least one token of its own. */
function sharedPrefix(cases: readonly (readonly number[])[]): readonly number[] {
  const [first = []] = cases;
  let length = Math.min(...cases.map((own) => own.length - 1));
  for (const own of cases) {
    const differs = own.findIndex((token, i) => token !== first[i]);
    if (differs >= 0) length = Math.min(length, differs);
  }
  return first.slice(0, length);
}
