/**
 * Guard's flag, kind and decision as one number, the cell: what every index and every tally of the
 * review store begins with, or ends in (db.ts).
 */
import type { QueueFilter } from '../../core/review/filter';

/** What a person did to an entry, by worth: the least worth goes first (core/review/retention.ts). */
export const STATES = ['none', 'agree', 'overturn'] as const;
export const FLAGS = ['safe', 'unsafe'] as const;
export const KINDS = ['text', 'image'] as const;

export const cellOf = (state: number, flag: number, kind: number): number =>
  (state * FLAGS.length + flag) * KINDS.length + kind;

export const CELLS = STATES.length * FLAGS.length * KINDS.length;
/** The first cell of what has been decided about: all before it is undecided. */
export const FIRST_DECIDED = cellOf(1, 0, 0);

/** The cells that a filter shows, in order. */
export function cellsIn({
  decision,
  flag,
  kind,
}: Pick<QueueFilter, 'decision' | 'flag' | 'kind'>): number[] {
  const states = STATES.filter((state) => {
    if (decision === undefined) return true;
    return decision === 'any' ? state !== 'none' : state === decision;
  });
  const flags = FLAGS.filter((each) => flag === undefined || each === flag);
  const kinds = KINDS.filter((each) => kind === undefined || each === kind);
  return states.flatMap((state) =>
    flags.flatMap((each) =>
      kinds.map((of) => cellOf(STATES.indexOf(state), FLAGS.indexOf(each), KINDS.indexOf(of))),
    ),
  );
}
