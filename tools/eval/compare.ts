/**
 * Two evaluations of the same data, item by item: what is judged otherwise, and by how much scores
 * have moved. For 4 bits against 8, a browser's graphics card against the processor, one prompt
 * against another.
 */
import { mean, quantileSorted, sampleCorrelation } from 'simple-statistics';
import type { JudgedItem } from './report/judged';

export const QUANTILES = [0.5, 0.9, 0.95, 0.99] as const;
/** Items that moved most, in the result. */
const MOST_MOVED = 20;

export interface Shift {
  readonly file: string;
  readonly line: number;
  readonly set: string;
  readonly lang: string;
  readonly label: 'safe' | 'unsafe';
  readonly a: number;
  readonly b: number;
}

export interface Comparison {
  /** Null: all. */
  readonly lang: string | null;
  /** Items in both. */
  readonly items: number;
  readonly flips: {
    readonly toUnsafe: number;
    readonly toSafe: number;
    readonly toUnknown: number;
    readonly fromUnknown: number;
    /** Of the flips between safe and unsafe. */
    readonly becameRight: number;
    readonly becameWrong: number;
  };
  /** Of items with a score in both, B less A; null where there is none. */
  readonly shift: {
    readonly items: number;
    readonly mean: number;
    readonly meanAbsolute: number;
    readonly max: number;
    /** Of the absolute shifts, by `QUANTILES`. */
    readonly quantiles: readonly number[];
    /** Pearson's; null where one of the two scores does not vary. */
    readonly correlation: number | null;
  } | null;
}

export interface Compared {
  readonly rows: readonly Comparison[];
  readonly onlyA: number;
  readonly onlyB: number;
  readonly moved: readonly Shift[];
}

type Pair = readonly [JudgedItem, JudgedItem];

export function compare(a: readonly JudgedItem[], b: readonly JudgedItem[]): Compared {
  const [ofA, ofB] = [byItem(a), byItem(b)];
  const pairs = [...ofA].flatMap(([name, item]): Pair[] => {
    const other = ofB.get(name);
    return other ? [[item, other]] : [];
  });
  const languages = [...new Set(pairs.map(([{ lang }]) => lang))].sort();
  return {
    rows: [
      ...languages.map((lang) =>
        comparison(
          lang,
          pairs.filter(([item]) => item.lang === lang),
        ),
      ),
      comparison(null, pairs),
    ],
    onlyA: ofA.size - pairs.length,
    onlyB: ofB.size - pairs.length,
    moved: moved(pairs),
  };
}

/** What stands in a set twice with one label is one item. */
function byItem(items: readonly JudgedItem[]): Map<string, JudgedItem> {
  const found = new Map<string, JudgedItem>();
  for (const item of items) {
    const name = [item.content, item.set, item.lang, item.label].join('\n');
    if (!found.has(name)) found.set(name, item);
  }
  return found;
}

function comparison(lang: string | null, pairs: readonly Pair[]): Comparison {
  const count = (is: (a: JudgedItem, b: JudgedItem) => boolean) =>
    pairs.filter(([a, b]) => is(a, b)).length;
  const isFlip = (a: JudgedItem, b: JudgedItem) =>
    a.flag !== b.flag && a.flag !== 'unknown' && b.flag !== 'unknown';
  return {
    lang,
    items: pairs.length,
    flips: {
      toUnsafe: count((a, b) => isFlip(a, b) && b.flag === 'unsafe'),
      toSafe: count((a, b) => isFlip(a, b) && b.flag === 'safe'),
      toUnknown: count((a, b) => a.flag !== 'unknown' && b.flag === 'unknown'),
      fromUnknown: count((a, b) => a.flag === 'unknown' && b.flag !== 'unknown'),
      becameRight: count((a, b) => isFlip(a, b) && b.flag === b.label),
      becameWrong: count((a, b) => isFlip(a, b) && b.flag !== b.label),
    },
    shift: shiftOf(pairs),
  };
}

function shiftOf(pairs: readonly Pair[]): Comparison['shift'] {
  const scores = pairs.flatMap(([a, b]) =>
    a.pUnsafe === null || b.pUnsafe === null ? [] : [[a.pUnsafe, b.pUnsafe] as const],
  );
  if (scores.length === 0) return null;
  const absolute = scores.map(([a, b]) => Math.abs(b - a)).sort((x, y) => x - y);
  return {
    items: scores.length,
    mean: mean(scores.map(([a, b]) => b - a)),
    meanAbsolute: mean(absolute),
    max: absolute.at(-1) ?? 0,
    quantiles: QUANTILES.map((q) => quantileSorted(absolute, q)),
    correlation: correlation(
      scores.map(([a]) => a),
      scores.map(([, b]) => b),
    ),
  };
}

function correlation(a: number[], b: number[]): number | null {
  const varies = (values: readonly number[]) => values.some((each) => each !== values[0]);
  if (!varies(a) || !varies(b)) return null;
  const found = sampleCorrelation(a, b);
  // Sums of rounded numbers may pass the ends by a last digit.
  return Number.isFinite(found) ? Math.min(1, Math.max(-1, found)) : null;
}

function moved(pairs: readonly Pair[]): Shift[] {
  return pairs
    .flatMap(([a, b]) =>
      a.pUnsafe === null || b.pUnsafe === null || a.pUnsafe === b.pUnsafe
        ? []
        : [{ item: a, a: a.pUnsafe, b: b.pUnsafe }],
    )
    .sort((x, y) => Math.abs(y.b - y.a) - Math.abs(x.b - x.a))
    .slice(0, MOST_MOVED)
    .map(({ item: { file, line, set, lang, label }, a, b }) => ({
      file,
      line,
      set,
      lang,
      label,
      a,
      b,
    }));
}
