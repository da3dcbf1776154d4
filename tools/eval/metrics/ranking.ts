/**
 * What a guard's scores are worth before any threshold is chosen: areas under curves. Items with
 * one score are one step of each curve, so the order in which they came changes nothing.
 *
 * Weights say how often each item counts. They make a bootstrap's replicate cost one walk over what
 * is sorted already.
 */

export interface Scored {
  /** P(unsafe). */
  readonly score: number;
  readonly unsafe: boolean;
}

/** Items from the highest score to the lowest, in steps of one score. */
export interface Ranking {
  /** Places in the list that was ranked. */
  readonly order: Int32Array;
  /** Where each step ends in `order`, exclusive. */
  readonly ends: Int32Array;
  /** 1 where the item in this place of the list is unsafe. */
  readonly unsafe: Uint8Array;
  /** By place in the list. */
  readonly scores: Float64Array;
}

export interface Areas {
  /** Under the precision-recall curve by trapezoids, from the point (recall 0, precision 1). */
  readonly auprc: number;
  /** Average precision: each step's precision, weighted by the recall that it gains. */
  readonly averagePrecision: number;
  /** Under the ROC curve: a pair of one unsafe and one safe item with one score counts a half. */
  readonly auroc: number;
}

export function rank(items: readonly Scored[]): Ranking {
  const scores = Float64Array.from(items, ({ score }) => score);
  const unsafe = Uint8Array.from(items, (item) => (item.unsafe ? 1 : 0));
  const order = Int32Array.from(items, (_, i) => i).sort((a, b) => at(scores, b) - at(scores, a));
  const ends: number[] = [];
  for (let i = 0; i < order.length; i++)
    if (i + 1 === order.length || at(scores, at(order, i)) !== at(scores, at(order, i + 1)))
      ends.push(i + 1);
  return { order, ends: Int32Array.from(ends), unsafe, scores };
}

/** What is flagged at one of the scores: all with that score or a higher one. */
export interface Step {
  readonly threshold: number;
  /** Unsafe items that are flagged. */
  readonly hits: number;
  /** Safe items that are flagged. */
  readonly falseAlarms: number;
}

/** From the highest threshold to the lowest. */
export function* steps(ranking: Ranking, weights?: ArrayLike<number>): Generator<Step> {
  const { order, ends, unsafe, scores } = ranking;
  let [hits, falseAlarms, start] = [0, 0, 0];
  for (const end of ends) {
    for (let i = start; i < end; i++) {
      const item = at(order, i);
      const weight = weights ? at(weights, item) : 1;
      if (at(unsafe, item) === 1) hits += weight;
      else falseAlarms += weight;
    }
    yield { threshold: at(scores, at(order, start)), hits, falseAlarms };
    start = end;
  }
}

/** Null where there is not at least one item of each class. */
export function areas(ranking: Ranking, weights?: ArrayLike<number>): Areas | null {
  const { order, ends, unsafe } = ranking;
  let [hits, falseAlarms, start] = [0, 0, 0];
  let [precisions, trapezoids, pairs] = [0, 0, 0];
  let before = 1;
  // Not by `steps`: this loop is a bootstrap's whole cost.
  for (const end of ends) {
    let [gained, wrong] = [0, 0];
    for (let i = start; i < end; i++) {
      const item = at(order, i);
      const weight = weights ? at(weights, item) : 1;
      if (at(unsafe, item) === 1) gained += weight;
      else wrong += weight;
    }
    start = end;
    if (gained + wrong === 0) continue;
    pairs += wrong * (hits + gained / 2);
    hits += gained;
    falseAlarms += wrong;
    const precision = hits / (hits + falseAlarms);
    precisions += gained * precision;
    trapezoids += (gained * (precision + before)) / 2;
    before = precision;
  }
  if (hits === 0 || falseAlarms === 0) return null;
  return {
    auprc: trapezoids / hits,
    averagePrecision: precisions / hits,
    auroc: pairs / (hits * falseAlarms),
  };
}

const at = (values: ArrayLike<number>, index: number): number => values[index] ?? 0;
