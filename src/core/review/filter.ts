/** Which entries a queue shows. */
import type { Entry } from './entry';
import type { QueueFilter } from './shapes';
import { wordsOf } from './words';

export { QueueFilter } from './shapes';

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
