/** What `npm run bench:engine` writes, and its arithmetic. */
import * as v from 'valibot';
import { medianOf } from './texts';

const Positive = v.pipe(v.number(), v.minValue(0));
/** Median of several rounds, and how far the rounds lay apart. */
const Rate = v.object({
  elementsPerSecond: Positive,
  /** Slowest and quickest round. */
  spread: v.tuple([Positive, Positive]),
});
export type Rate = v.InferOutput<typeof Rate>;

const TextSet = v.object({
  medianTokens: Positive,
  ours: Rate,
  transformersjs: Rate,
  ratio: Positive,
});

export const EngineBench = v.object({
  device: v.string(),
  threads: v.number(),
  layers: v.number(),
  vocabulary: v.number(),
  prefixTokens: v.number(),
  tailTokens: v.number(),
  /** Tokens in a packed run at most. */
  budget: v.number(),
  /** Tokens that transformers.js generates for each answer. */
  newTokens: v.number(),
  ours: Rate,
  transformersjs: Rate,
  /** ours / transformersjs, on the short texts. */
  ratio: Positive,
  /** The same against transformers.js generating the answer's first token alone. */
  ratioToFirstToken: Positive,
  /**
   * Operations of the MatMulNBits nodes in what screening ran, a second, over those of the same nodes
   * alone at as many rows: what is left goes to attention, norms, tensors and everything in JavaScript.
   */
  matmulShare: Positive,
  /** Of the nodes alone, at the rows of a full run. */
  matmulGflops: Positive,
  sets: v.array(TextSet),
  /** Elements a second, each with one thing more: whole prompts, the prefix cached, packed. */
  ablation: v.object({ whole: Rate, prefix: Rate, packed: Rate }),
  budgets: v.array(v.object({ budget: v.number(), elementsPerSecond: Positive })),
  growth: v.array(
    v.object({ elements: v.number(), seconds: Positive, millisecondsAnElement: Positive }),
  ),
  firstVerdictSeconds: Positive,
});
export type EngineBench = v.InferOutput<typeof EngineBench>;

/** @param seconds of each round over as many elements */
export function rateOf(elements: number, seconds: readonly number[]): Rate {
  const rates = seconds.map((each) => elements / each);
  return {
    elementsPerSecond: medianOf(rates),
    spread: [Math.min(...rates), Math.max(...rates)],
  };
}

/**
 * @param tokens run through the matrices in `seconds`
 * @param alone seconds that the matrices alone take for `rows` rows
 */
export const shareOf = (tokens: number, seconds: number, rows: number, alone: number): number =>
  tokens / seconds / (rows / alone);

const rate = ({ elementsPerSecond, spread: [low, high] }: Rate): string =>
  `${elementsPerSecond.toFixed(2)} a second (${low.toFixed(2)} to ${high.toFixed(2)})`;

/** One set of texts, in words. */
export const setLines = (set: EngineBench['sets'][number]): string[] => [
  `texts of ${set.medianTokens} tokens (median)`,
  `  Seawall         ${rate(set.ours)}`,
  `  transformers.js ${rate(set.transformersjs)}`,
  `  ratio           ${set.ratio.toFixed(2)}`,
];

export function table(result: EngineBench): string {
  return [
    `${result.device}; ${result.layers} layers of the 4B, vocabulary ${result.vocabulary}`,
    `behind a prompt of ${result.prefixTokens} + ${result.tailTokens} tokens`,
    ...result.sets.flatMap(setLines),
    `ratio to transformers.js giving one token only: ${result.ratioToFirstToken.toFixed(2)}`,
    `share of MatMulNBits' own speed: ${Math.round(result.matmulShare * 100)} % of ${result.matmulGflops.toFixed(1)} GFLOP/s`,
    `whole prompts, two-row head: ${rate(result.ablation.whole)}`,
    `and the prefix cached:       ${rate(result.ablation.prefix)}`,
    `and packed:                  ${rate(result.ablation.packed)}`,
    ...result.budgets.map(
      ({ budget, elementsPerSecond }) =>
        `runs of ${budget} tokens: ${elementsPerSecond.toFixed(2)} elements a second`,
    ),
    ...result.growth.map(
      ({ elements, seconds, millisecondsAnElement }) =>
        `${elements} elements: ${seconds.toFixed(2)} s, ${millisecondsAnElement.toFixed(1)} ms each`,
    ),
    `from load to first verdict: ${result.firstVerdictSeconds.toFixed(2)} s`,
  ].join('\n');
}
