/**
 * Asks an open guard a build's known answers and a golden file's cases. No Node here: a browser's
 * page runs the very same code.
 */
import type { GuardBuild, LogitPair } from '../../src/core/guard-build';
import type { Decoder, Past, Suffix } from '../../src/worker/decoder';
import { sharedPrefix } from '../../src/worker/self-test';
import type { VisionTower } from '../../src/worker/vision';
import { type Bound, within } from './bounds';
import { deviation, type Golden, patchesOf } from './golden';
import type { GoldenRun, SelfTestReport } from './report';

type SelfTest = GuardBuild['selfTest'];

/** Known answers, each alone and all packed on the tokens that they share. */
export async function runSelfTest(
  decoder: Decoder,
  { cases, tolerance }: SelfTest,
  precision: keyof SelfTest['tolerance'],
): Promise<SelfTestReport> {
  const alone: (LogitPair | null)[] = [];
  for (const { tokens } of cases) alone.push(await askWhole(decoder, tokens));
  const shared = sharedPrefix(cases.map(({ tokens }) => tokens));
  const past = await decoder.prefill((cases[0]?.tokens ?? []).slice(0, shared));
  const packed = await ask(
    decoder,
    past,
    cases.map(({ tokens }) => tokens.slice(shared)),
  );
  past.dispose();
  const reports = cases.map(({ tokens, reference, logits }, i) => ({
    tokens: tokens.length,
    reference,
    expected: logits,
    alone: alone[i] ?? null,
    packed: packed?.[i] ?? null,
    difference: largest([distance(alone[i], logits), distance(packed?.[i], logits)]),
    quantisation: distance(reference, logits) ?? 0,
  }));
  return {
    tolerance: tolerance[precision],
    difference: largest(reports.map(({ difference }) => difference)),
    cases: reports,
  };
}

/** What a packed case stands between. */
const NEIGHBOURS = [
  [1, 2, 3],
  [4, 5],
] as const;

/** Every token that the checks read from the token table. */
export function tokensRead(build: GuardBuild, golden: Golden | undefined): number[] {
  const lists = [
    ...build.selfTest.cases.map(({ tokens }) => tokens),
    ...(golden?.cases.map(({ tokens }) => tokens) ?? []),
    ...neighboursIn(build),
  ];
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}

const neighboursIn = ({ embeddings }: GuardBuild): number[][] =>
  NEIGHBOURS.map((tokens) => tokens.map((token) => token % embeddings.rows));

/**
 * Golden cases, whole, and packed between two texts on a cached prefix: texts that are long enough,
 * and images twice in one run, on what stands before them.
 * @param vision opens the vision tower, for the first image
 * @param done told each run as it ends
 */
export async function runGolden(
  decoder: Decoder,
  vision: () => Promise<VisionTower>,
  build: GuardBuild,
  golden: Golden,
  bound: Bound,
  done: (run: GoldenRun) => void,
): Promise<GoldenRun[]> {
  const [safe, unsafe] = golden.verdictTokens;
  const runs: GoldenRun[] = [];
  for (const [index, { tokens, pixels, lastLogits }] of golden.cases.entries()) {
    const expected: LogitPair = [lastLogits[safe] ?? Number.NaN, lastLogits[unsafe] ?? Number.NaN];
    const add = (way: GoldenRun['way'], found: LogitPair | null): void => {
      const difference = distance(found, expected);
      const relative = difference === null ? null : difference / deviation(lastLogits);
      const run: GoldenRun = {
        case: index + 1,
        kind: pixels ? 'image' : 'text',
        way,
        tokens: tokens.length,
        found,
        expected,
        difference,
        relative,
        ok: within(bound, { difference, relative }),
      };
      runs.push(run);
      done(run);
    };
    if (pixels) {
      if (!build.vision) throw new Error('an image for a build without vision');
      const patches = patchesOf(pixels, build.vision, `case ${index + 1}`);
      const images = [await (await vision()).see(patches)];
      add('whole', await askWhole(decoder, { tokens, images }));
      const cut = tokens.indexOf(build.vision.imageToken);
      const own = { tokens: tokens.slice(cut), images };
      const found = await packedOn(decoder, build, tokens.slice(0, cut), [own, own]);
      add('packed', furthest(found, expected));
      continue;
    }
    add('whole', await askWhole(decoder, tokens));
    if (tokens.length < 3) continue;
    const cut = Math.floor(tokens.length / 2);
    const found = await packedOn(decoder, build, tokens.slice(0, cut), [tokens.slice(cut)]);
    add('packed', furthest(found, expected));
  }
  return runs;
}

/** Asks suffixes of a prefix in one run, between and behind others. */
async function packedOn(
  decoder: Decoder,
  build: GuardBuild,
  prefix: readonly number[],
  own: readonly Suffix[],
): Promise<(LogitPair | null)[]> {
  const past = prefix.length > 0 ? await decoder.prefill(prefix) : decoder.empty();
  const [before = [], after = []] = neighboursIn(build);
  const packed = await ask(decoder, past, [before, ...own.flatMap((each) => [each, after])]);
  past.dispose();
  return own.map((_, i) => packed?.[1 + 2 * i] ?? null);
}

/** That of several answers which is furthest from what it should be; null where one is missing. */
function furthest(found: readonly (LogitPair | null)[], expected: LogitPair): LogitPair | null {
  let worst: LogitPair | null = null;
  for (const pair of found) {
    if (!pair) return null;
    if (!worst || (distance(pair, expected) ?? 0) > (distance(worst, expected) ?? 0)) worst = pair;
  }
  return worst;
}

async function askWhole(decoder: Decoder, suffix: Suffix): Promise<LogitPair | null> {
  const empty = decoder.empty();
  const answers = await ask(decoder, empty, [suffix]);
  empty.dispose();
  return answers?.[0] ?? null;
}

/** Null where the device gives no finite numbers: that is a finding, not a failure of the check. */
async function ask(
  decoder: Decoder,
  past: Past,
  suffixes: readonly Suffix[],
): Promise<LogitPair[] | null> {
  try {
    return await decoder.ask(past, suffixes);
  } catch (error) {
    if (error instanceof RangeError && /finite/.test(error.message)) return null;
    throw error;
  }
}

function distance(found: LogitPair | null | undefined, expected: LogitPair): number | null {
  if (!found) return null;
  return Math.max(Math.abs(found[0] - expected[0]), Math.abs(found[1] - expected[1]));
}

/** The largest; null where one is no number. */
const largest = (values: readonly (number | null)[]): number | null =>
  values.includes(null) ? null : Math.max(...values.map((value) => value ?? 0));
