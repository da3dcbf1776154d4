/** Which entries a queue shows. */
import * as v from 'valibot';
import { type Entry, ReviewFlag, ReviewKind } from './entry';
import { wordsOf } from './words';

/** What is not named is not asked for. */
export const QueueFilter = v.strictObject({
  /** What the guard said. */
  flag: v.optional(ReviewFlag),
  /** Whether a person has decided, and how. */
  decision: v.optional(v.picklist(['none', 'any', 'agree', 'overturn'])),
  site: v.optional(v.string()),
  /** Null: those of which no language is known. */
  language: v.optional(v.nullable(v.string())),
  kind: v.optional(ReviewKind),
  /** Words that all stand in the snippet, in any order. */
  text: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** Seen then or later. */
  from: v.optional(v.number()),
  /** Seen before. */
  before: v.optional(v.number()),
});
export type QueueFilter = v.InferOutput<typeof QueueFilter>;

/** Whether an entry is shown. The store's indexes give the same answer without reading them all. */
export function isShown(entry: Entry, filter: QueueFilter): boolean {
  const { flag, decision, site, language, kind, text, from, before } = filter;
  if (flag !== undefined && entry.flag !== flag) return false;
  if (decision !== undefined && !isDecided(entry, decision)) return false;
  if (site !== undefined && entry.site !== site) return false;
  if (language !== undefined && entry.language !== language) return false;
  if (kind !== undefined && entry.kind !== kind) return false;
  if (from !== undefined && entry.seenAt < from) return false;
  if (before !== undefined && entry.seenAt >= before) return false;
  if (text === undefined) return true;
  const words = new Set(wordsOf(entry.snippet));
  return wordsOf(text).every((word) => words.has(word));
}

function isDecided({ decision }: Entry, asked: NonNullable<QueueFilter['decision']>): boolean {
  if (asked === 'none') return decision === null;
  return decision !== null && (asked === 'any' || decision.call === asked);
}
