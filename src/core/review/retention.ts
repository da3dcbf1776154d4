/** Which entries are kept, and which go. */
import * as v from 'valibot';

const DAY_MS = 24 * 60 * 60_000;
const Amount = v.pipe(v.number(), v.integer(), v.minValue(0));

export const RetentionLimits = v.object({
  /** Since an entry was seen last, or decided about. */
  maxAgeMs: Amount,
  maxEntries: Amount,
  maxBytes: Amount,
});
export type RetentionLimits = v.InferOutput<typeof RetentionLimits>;

export const defaultLimits = (): RetentionLimits => ({
  maxAgeMs: 180 * DAY_MS,
  maxEntries: 100_000,
  maxBytes: 512 * 1024 * 1024,
});

/**
 * Tells of each entry whether it stays. They are to be told of in the order of their worth: what a
 * person overturned (it changes what is shown), what a person agreed with (thresholds are learned
 * from it), what nobody has looked at; in each, the latest first. What is too old goes, whatever it
 * is; from the first for which there is no room, all others go.
 */
export function keeper(limits: RetentionLimits, now: number) {
  let [entries, bytes, isFull] = [0, 0, false];
  return ({ touchedAt, size }: { touchedAt: number; size: number }): boolean => {
    if (now - touchedAt > limits.maxAgeMs) return false;
    isFull ||= entries + 1 > limits.maxEntries || bytes + size > limits.maxBytes;
    if (isFull) return false;
    entries++;
    bytes += size;
    return true;
  };
}
