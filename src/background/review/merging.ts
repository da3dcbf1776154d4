/** Entries of another machine beside those that are here. */
import { callFor, type Entry, personFlag } from '../../core/review/entry';
import { type Row, rowOf, type Thumbnail, withDecision } from './db';
import type { Change } from './tallies';

export interface Merged {
  /** One for each entry that is new or another. */
  changes: Required<Change>[];
  thumbnails: Thumbnail[];
  added: number;
  /** Entries that were here and take over a decision. */
  decided: number;
}

/**
 * An entry that is here already stays, but takes over a decision that is later than its own, or its
 * first. What the person says counts, whatever the guard said there.
 * @param found The rows that are here of those entries.
 */
export function mergedWith(found: readonly (Row | undefined)[], entries: readonly Entry[]): Merged {
  const before = new Map(found.flatMap((row) => (row ? [[row.id, row] as const] : [])));
  const after = new Map<string, Row>();
  const thumbnails: Thumbnail[] = [];
  let [added, decided] = [0, 0];
  for (const { thumbnail, ...entry } of entries) {
    const { id, decision } = entry;
    const row = after.get(id) ?? before.get(id);
    const says = personFlag(entry);
    if (!row) {
      after.set(id, rowOf(entry, thumbnail?.byteLength ?? 0));
      if (thumbnail) thumbnails.push({ id, bytes: thumbnail });
      added++;
    } else if (decision && says && decision.decidedAt > (row.decidedAt ?? -1)) {
      const call = callFor(row.entry.flag, says);
      after.set(id, withDecision(row, { ...decision, call }));
      decided++;
    }
  }
  const changes = [...after].map(([id, row]) => ({ before: before.get(id), after: row }));
  return { changes, thumbnails, added, decided };
}
