/**
 * From a person's decisions to thresholds: how well the guard would have done at each, and which
 * one suits a person. What the decisions do not tell is said to be unknown.
 *
 * Two things that no number here can know. A recall is that among what was decided: where a person
 * looks through most of what was flagged and little of what was not, it is lower on the pages
 * themselves. And the best of many thresholds looks a little better than it is.
 */
import * as v from 'valibot';
import type { Engine } from '../verdict';
import { type Decision, type Entry, personFlag, type ReviewFlag } from './entry';
import { type Share, share } from './interval';

/**
 * `strict`: little that is unsafe is missed. `quiet`: little that is safe is flagged. `balanced`:
 * the best F1, the harmonic mean of precision and recall.
 */
export const Balance = v.picklist(['strict', 'balanced', 'quiet']);
export type Balance = v.InferOutput<typeof Balance>;

/** A content that a person has decided about. */
export interface Judged {
  pUnsafe: number;
  /** What the guard said. */
  guard: ReviewFlag;
  /** What the person said. */
  person: ReviewFlag;
  language: string | null;
}

/** What is flagged at a threshold: all with a P(unsafe) as high or higher. */
export interface Point {
  threshold: number;
  flagged: number;
  /** The part of what is flagged that is unsafe. */
  precision: Share | null;
  /** The part of what is unsafe that is flagged; null where too little called safe was decided. */
  recall: Share | null;
}

/** Why there is no suggestion, and how many more decisions might give one. */
export type Unknown =
  | { known: false; why: 'few-decisions' | 'few-unsafe' | 'few-safe'; missing: number }
  /** Too few that the guard called safe were looked at: nobody knows what it misses. */
  | { known: false; why: 'few-called-safe'; missing: number }
  /** No threshold is good enough, as far as the decisions tell. */
  | { known: false; why: 'out-of-reach' };

export type Suggestion =
  | { known: true; threshold: number; precision: Share; recall: Share | null }
  | Unknown;

export interface Report {
  decided: number;
  unsafe: number;
  /** From the lowest threshold to the highest; only thresholds between which something changes. */
  points: Point[];
  suggested: Record<Balance, Suggestion>;
}

/** Fewer tell nothing about a threshold. */
export const MIN_DECIDED = 50;
export const MIN_UNSAFE = 10;
export const MIN_SAFE = 10;
export const MIN_CALLED_SAFE = 20;
/** What strict asks of recall and quiet of precision: the lower end of the interval, not its middle. */
export const GOOD = 0.9;

/** A verdict, and what was decided about it. */
export interface DecidedVerdict
  extends Pick<Entry, 'content' | 'flag' | 'pUnsafe' | 'engine' | 'build' | 'language'> {
  decision: Pick<Decision, 'call' | 'decidedAt'> | null;
}

export interface GuardJudged {
  engine: Engine;
  build: string;
  judged: Judged[];
}

/**
 * The decisions about each guard's verdicts, one a content, the latest: what stands on many pages
 * counts once. Verdicts without a probability say nothing about thresholds. The guard with most comes
 * first.
 */
export async function judgedByGuard(
  entries: AsyncIterable<DecidedVerdict> | Iterable<DecidedVerdict>,
): Promise<GuardJudged[]> {
  type Latest = Map<string, Judged & { decidedAt: number }>;
  const guards = new Map<string, { engine: Engine; build: string; latest: Latest }>();
  for await (const entry of entries) {
    const { content, pUnsafe, engine, build, flag, language, decision } = entry;
    const person = personFlag(entry);
    if (!decision || !person || pUnsafe === null) continue;
    const name = `${engine} ${build}`;
    const guard = guards.get(name) ?? { engine, build, latest: new Map() };
    guards.set(name, guard);
    const { decidedAt } = decision;
    if ((guard.latest.get(content)?.decidedAt ?? -1) >= decidedAt) continue;
    guard.latest.set(content, { pUnsafe, guard: flag, person, language, decidedAt });
  }
  return [...guards.values()]
    .map(({ engine, build, latest }) => ({
      engine,
      build,
      judged: [...latest.values()].map(({ decidedAt: _, ...judged }) => judged),
    }))
    .sort((a, b) => b.judged.length - a.judged.length);
}

export function report(judged: readonly Judged[]): Report {
  const points = pointsOf(judged);
  const unsafe = judged.filter(({ person }) => person === 'unsafe').length;
  const few = tooFew(judged.length, unsafe);
  const noRecall: Unknown | null =
    few ?? lacking('few-called-safe', MIN_CALLED_SAFE - calledSafe(judged));
  return {
    decided: judged.length,
    unsafe,
    points,
    suggested: {
      strict: noRecall ?? suggestion(points.findLast(({ recall }) => isGood(recall))),
      balanced: noRecall ?? suggestion(bestF1(points)),
      quiet: few ?? suggestion(points.find(({ precision }) => isGood(precision))),
    },
  };
}

/**
 * A report for each language, those with most decisions first. Variants of a language (`en-GB`) are
 * taken together; null stands for what no language is known of.
 */
export function reportsByLanguage(
  judged: readonly Judged[],
): { language: string | null; report: Report }[] {
  const groups = new Map<string | null, Judged[]>();
  for (const each of judged) {
    const language = each.language?.split('-')[0] ?? null;
    const group = groups.get(language) ?? [];
    group.push(each);
    groups.set(language, group);
  }
  return [...groups]
    .map(([language, group]) => ({ language, report: report(group) }))
    .sort((a, b) => b.report.decided - a.report.decided);
}

function pointsOf(judged: readonly Judged[]): Point[] {
  const isRecallKnown = calledSafe(judged) >= MIN_CALLED_SAFE;
  // Where little that was called safe has been looked at, nothing is known below what was flagged.
  const lowest = isRecallKnown
    ? 0
    : Math.min(...judged.filter((each) => each.guard === 'unsafe').map(({ pUnsafe }) => pUnsafe));
  const unsafe = judged.filter(({ person }) => person === 'unsafe').length;
  const falling = judged.toSorted((a, b) => b.pUnsafe - a.pUnsafe);
  const points: Point[] = [];
  let hits = 0;
  for (const [at, { pUnsafe, person }] of falling.entries()) {
    if (person === 'unsafe') hits++;
    // Those with the same P are flagged together or not at all.
    if (falling[at + 1]?.pUnsafe === pUnsafe || pUnsafe < lowest) continue;
    points.push({
      threshold: pUnsafe,
      flagged: at + 1,
      precision: share(hits, at + 1),
      recall: isRecallKnown ? share(hits, unsafe) : null,
    });
  }
  return points.reverse();
}

const calledSafe = (judged: readonly Judged[]): number =>
  judged.filter(({ guard }) => guard === 'safe').length;

function tooFew(decided: number, unsafe: number): Unknown | null {
  return (
    lacking('few-decisions', MIN_DECIDED - decided) ??
    lacking('few-unsafe', MIN_UNSAFE - unsafe) ??
    lacking('few-safe', MIN_SAFE - (decided - unsafe))
  );
}

const lacking = (why: Exclude<Unknown['why'], 'out-of-reach'>, missing: number): Unknown | null =>
  missing > 0 ? { known: false, why, missing } : null;

const isGood = (rate: Share | null): boolean => rate !== null && rate.low >= GOOD;

/** Of two that are as good, the lower: it misses less. */
function bestF1(points: readonly Point[]): Point | undefined {
  let best: Point | undefined;
  for (const point of points) if (f1(point) > (best ? f1(best) : 0)) best = point;
  return best;
}

function f1({ precision, recall }: Point): number {
  const [p, r] = [precision?.value ?? 0, recall?.value ?? 0];
  return p + r === 0 ? 0 : (2 * p * r) / (p + r);
}

function suggestion(point: Point | undefined): Suggestion {
  if (!point?.precision) return { known: false, why: 'out-of-reach' };
  const { threshold, precision, recall } = point;
  return { known: true, threshold, precision, recall };
}
