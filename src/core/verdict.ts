/** The words of a verdict. Nothing here knows a page, an engine or a browser. */
import * as v from 'valibot';
import { ImageTrouble } from './image';

/** What a person sees of a verdict. Never `safe` for want of an answer. */
export const Flag = v.picklist(['safe', 'unsafe', 'unknown']);
export type Flag = v.InferOutput<typeof Flag>;

/** One way of asking a guard. */
export const Engine = v.picklist(['local', 'server', 'hosted']);
export type Engine = v.InferOutput<typeof Engine>;

/** Why a verdict is `unknown`. */
export const UnknownReason = v.picklist([
  /** No guard has been chosen. */
  'no-guard',
  /** The chosen guard could not be loaded, or failed its self-test. */
  'guard-failed',
  /** The text is longer than the guard was asked about, and what was asked was safe. */
  'too-long',
  /** No answer came in time. */
  'timeout',
  /** The guard stopped while it was working on this element. */
  'interrupted',
  /** The guard answered with something that is not a number. */
  'bad-answer',
  /** The engine could not be reached, or could not answer. */
  'unreachable',
  /** The engine does not take what it is asked with: its key, its model. */
  'refused',
  /** Its turn comes later: this engine takes few requests a minute. It stays in line. */
  'turn',
  /** Still waiting when somebody asked for the state of the page. */
  'waiting',
  ...ImageTrouble.options,
]);
export type UnknownReason = v.InferOutput<typeof UnknownReason>;

/**
 * What an answer rests on, where there is no probability. `word`: the guard said `safe` or `unsafe`
 * and told no more. `group`: it was asked about neighbours together, and called them safe. `person`: a
 * person has overturned what a guard said of this content, and no guard was asked.
 */
export const Basis = v.picklist(['word', 'group', 'person']);
export type Basis = v.InferOutput<typeof Basis>;

/** The answer for one element. */
export const Verdict = v.object({
  flag: Flag,
  /** Probability of `unsafe` in [0, 1]; null where there is none. */
  pUnsafe: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  engine: v.nullable(Engine),
  reason: v.nullable(UnknownReason),
  basis: v.optional(Basis),
  /** With the reason `turn`: when it is likely to come, in milliseconds since 1970. */
  turnAt: v.optional(v.number()),
});
export type Verdict = v.InferOutput<typeof Verdict>;

/** How many elements of a page carry which flag; `waiting` have none yet. */
export const Counts = v.object({
  safe: v.number(),
  unsafe: v.number(),
  unknown: v.number(),
  waiting: v.number(),
});
export type Counts = v.InferOutput<typeof Counts>;

export const noCounts = (): Counts => ({ safe: 0, unsafe: 0, unknown: 0, waiting: 0 });

/** Until a policy says otherwise: the middle of the guard's own scale. */
export const DEFAULT_THRESHOLD = 0.5;

/**
 * The verdict that a probability gives under a threshold.
 * A value outside [0, 1] (NaN included) is an answer that cannot be believed: `unknown`.
 */
export function verdictOf(pUnsafe: number, engine: Engine, threshold = DEFAULT_THRESHOLD): Verdict {
  if (!(pUnsafe >= 0 && pUnsafe <= 1)) return unknown('bad-answer', engine);
  return { flag: pUnsafe >= threshold ? 'unsafe' : 'safe', pUnsafe, engine, reason: null };
}

/** The verdict of a guard that told no probability. */
export function verdictBy(basis: Basis, isUnsafe: boolean, engine: Engine): Verdict {
  return { flag: isUnsafe ? 'unsafe' : 'safe', pUnsafe: null, engine, reason: null, basis };
}

/** What a person has said of this content. */
export const verdictByPerson = (flag: 'safe' | 'unsafe'): Verdict => ({
  flag,
  pUnsafe: null,
  engine: null,
  reason: null,
  basis: 'person',
});

export function unknown(reason: UnknownReason, engine: Engine | null = null): Verdict {
  return { flag: 'unknown', pUnsafe: null, engine, reason };
}

/** An engine's answer. `whole`: false where only the beginning was asked. */
export interface Answered {
  readonly pUnsafe: number;
  readonly whole: boolean;
  /** Where `pUnsafe` is no probability, but 0 or 1 for the word that was said. */
  readonly basis?: Basis | undefined;
}

/** The verdict that an engine's answer gives under a threshold. */
export function verdictOfAnswer(
  { pUnsafe, whole, basis }: Answered,
  engine: Engine,
  threshold: number,
): Verdict {
  const scored = verdictOf(pUnsafe, engine, threshold);
  const isBelieved = basis !== undefined && scored.flag !== 'unknown';
  const verdict = isBelieved ? verdictBy(basis, scored.flag === 'unsafe', engine) : scored;
  // Safe at its beginning says nothing about the rest; unsafe anywhere is unsafe.
  return verdict.flag === 'safe' && !whole ? unknown('too-long', engine) : verdict;
}

/**
 * P(unsafe) by the softmax over the first output token's two logits
 * (SEA-Guard's model cards; the score behind the paper's AUPRC, arXiv 2602.01618).
 */
export function probabilityUnsafe(safeLogit: number, unsafeLogit: number): number {
  return 1 / (1 + Math.exp(safeLogit - unsafeLogit));
}
