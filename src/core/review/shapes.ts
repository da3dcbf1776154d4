/**
 * The shapes that entries, filters and messages about them are made of.
 *
 * Messages of all parts stand in one file, so this must stay as it is: nothing here is spread or made by
 * functions of our own, and it brings no other part along. So a bundler sees that the content script can
 * do without it.
 */
import * as v from 'valibot';

export const MAX_THUMBNAIL_BYTES = 32 * 1024;
export const MAX_NOTE = 1_000;
export const MAX_REVIEWER = 60;

/** What a guard can have said of an entry, and what a person can say of it. */
export const ReviewFlag = v.picklist(['safe', 'unsafe']);
export type ReviewFlag = v.InferOutput<typeof ReviewFlag>;

export const ReviewKind = v.picklist(['text', 'image']);
export type ReviewKind = v.InferOutput<typeof ReviewKind>;

/** Milliseconds since 1970; the last one is the last that `Date` knows. */
export const Time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));

export const EntryId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** A person's decision on a verdict. */
export const Decision = v.object({
  call: v.picklist(['agree', 'overturn']),
  /** Empty where no name was given. */
  reviewer: v.pipe(v.string(), v.maxLength(MAX_REVIEWER)),
  note: v.pipe(v.string(), v.maxLength(MAX_NOTE)),
  decidedAt: Time,
});
export type Decision = v.InferOutput<typeof Decision>;

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
