/**
 * What the review page asks of the background, and what it is told. Entries are a person's history:
 * content scripts neither ask these nor hear of them, and carry none of it (core/review/shapes.ts).
 */
import * as v from 'valibot';
import {
  Decision,
  EntryId,
  MAX_NOTE,
  MAX_REVIEWER,
  QueueFilter,
  ReviewFlag,
  ReviewKind,
} from '../core/review/shapes';
import { Engine } from '../core/verdict';

export const MAX_PAGE = 500;
/** Lines, and UTF-16 units in all, of one message of an import. */
export const MAX_LINES = 500;
export const MAX_LINES_LENGTH = 4 * 1024 * 1024;
/** UTF-16 units of a line: `core/review/jsonl.ts` refuses longer ones. */
const LONGEST_LINE = 160 * 1024;

/** Where a page of a list ended. */
export const QueuePlace = v.object({ order: v.number(), id: v.string() });
export type QueuePlace = v.InferOutput<typeof QueuePlace>;

/** What a person says; when, is the background's to say. */
const Call = v.picklist(['agree', 'overturn']);
const Reviewer = v.pipe(v.string(), v.maxLength(MAX_REVIEWER));
const Note = v.pipe(v.string(), v.maxLength(MAX_NOTE));

/** One guard among those whose verdicts were decided about. */
export const ReviewedGuard = v.object({ engine: Engine, build: v.string() });
export type ReviewedGuard = v.InferOutput<typeof ReviewedGuard>;

export const ReviewRequest = v.variant('type', [
  v.object({
    type: v.literal('review.page'),
    filter: QueueFilter,
    after: v.nullable(QueuePlace),
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PAGE)),
  }),
  v.object({
    type: v.literal('review.count'),
    filter: QueueFilter,
    /** Count no further. */
    most: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
  /** The sites or languages that there are entries of. */
  v.object({ type: v.literal('review.names'), of: v.picklist(['site', 'language']) }),
  v.object({ type: v.literal('review.get'), id: EntryId }),
  v.object({
    type: v.literal('review.decide'),
    id: EntryId,
    call: Call,
    reviewer: Reviewer,
    note: Note,
  }),
  v.object({
    type: v.literal('review.decideTogether'),
    /** All undecided entries of this content or site with this flag. */
    by: v.picklist(['content', 'site']),
    value: v.pipe(v.string(), v.maxLength(300)),
    flag: ReviewFlag,
    call: Call,
    reviewer: Reviewer,
    note: Note,
  }),
  v.object({ type: v.literal('review.undo') }),
  v.object({ type: v.literal('review.forget'), id: EntryId }),
  v.object({ type: v.literal('review.forgetSite'), site: v.pipe(v.string(), v.maxLength(300)) }),
  v.object({ type: v.literal('review.forgetAll') }),
  /** Precision and recall by threshold. Null: of the guard most was decided about. */
  v.object({ type: v.literal('review.report'), guard: v.nullable(ReviewedGuard) }),
  /** How much was flagged, by day, site and language. */
  v.object({
    type: v.literal('review.picture'),
    days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(366)),
    /** The end of the last day: milliseconds since 1970. */
    until: v.number(),
  }),
  /** A piece of a file; `after` is where the piece before ended. */
  v.object({
    type: v.literal('review.export'),
    format: v.picklist(['csv', 'jsonl']),
    filter: QueueFilter,
    after: v.nullable(QueuePlace),
  }),
  v.object({
    type: v.literal('review.import'),
    /** With their numbers in the file; null: too long. */
    lines: v.pipe(
      v.array(
        v.object({
          number: v.number(),
          text: v.nullable(v.pipe(v.string(), v.maxLength(LONGEST_LINE))),
        }),
      ),
      v.maxLength(MAX_LINES),
    ),
  }),
]);
export type ReviewRequest = v.InferOutput<typeof ReviewRequest>;

/** An entry in a list: all of it but its picture. */
export const ReviewItem = v.object({
  id: EntryId,
  content: v.string(),
  address: v.string(),
  site: v.string(),
  kind: ReviewKind,
  snippet: v.string(),
  language: v.nullable(v.string()),
  flag: ReviewFlag,
  pUnsafe: v.nullable(v.number()),
  engine: Engine,
  build: v.string(),
  seenAt: v.number(),
  decision: v.nullable(Decision),
});
export type ReviewItem = v.InferOutput<typeof ReviewItem>;

const Share = v.object({ value: v.number(), low: v.number(), high: v.number(), of: v.number() });

const Suggestion = v.union([
  v.object({
    known: v.literal(true),
    threshold: v.number(),
    precision: Share,
    recall: v.nullable(Share),
  }),
  v.object({
    known: v.literal(false),
    why: v.picklist(['few-decisions', 'few-unsafe', 'few-safe', 'few-called-safe']),
    missing: v.number(),
  }),
  v.object({ known: v.literal(false), why: v.literal('out-of-reach') }),
]);
export type SuggestionView = v.InferOutput<typeof Suggestion>;

export const ReportView = v.object({
  /** `all`: whatever the language; null: none is known of. */
  language: v.nullable(v.string()),
  decided: v.number(),
  unsafe: v.number(),
  /** From the lowest threshold to the highest, thinned to what a picture shows. */
  points: v.array(
    v.object({
      threshold: v.number(),
      flagged: v.number(),
      precision: v.nullable(Share),
      recall: v.nullable(Share),
    }),
  ),
  suggested: v.object({ strict: Suggestion, balanced: Suggestion, quiet: Suggestion }),
});
export type ReportView = v.InferOutput<typeof ReportView>;

const Named = v.object({ name: v.nullable(v.string()), count: v.number() });

/** What became of the lines of an import. */
export const ImportedView = v.object({
  added: v.number(),
  decided: v.number(),
  refused: v.number(),
  problems: v.array(v.object({ line: v.number(), problem: v.string() })),
});
export type ImportedView = v.InferOutput<typeof ImportedView>;

export const ReviewAnswer = v.variant('type', [
  v.object({
    type: v.literal('page'),
    items: v.array(ReviewItem),
    /** Null at the end. */
    next: v.nullable(QueuePlace),
  }),
  /** Null: nobody has counted what a search finds. */
  v.object({ type: v.literal('count'), count: v.nullable(v.number()) }),
  v.object({ type: v.literal('names'), names: v.array(v.nullable(v.string())) }),
  v.object({
    type: v.literal('entry'),
    /** Null: it is there no more. */
    item: v.nullable(ReviewItem),
    /** In Base64. */
    thumbnail: v.nullable(v.pipe(v.string(), v.maxLength(64 * 1024))),
    /** Undecided entries with the same flag: of the same content, and of the site. */
    sameContent: v.number(),
    sameSite: v.number(),
  }),
  /** How many entries were changed. */
  v.object({ type: v.literal('changed'), count: v.number() }),
  v.object({ type: v.literal('undone'), items: v.array(ReviewItem) }),
  v.object({
    type: v.literal('report'),
    guards: v.array(v.object({ engine: Engine, build: v.string(), decided: v.number() })),
    /** Whose reports these are; null where nothing has been decided. */
    guard: v.nullable(ReviewedGuard),
    /** Of all languages together; then each, those with most decisions first. */
    all: v.nullable(ReportView),
    languages: v.array(ReportView),
  }),
  v.object({
    type: v.literal('picture'),
    days: v.array(v.object({ from: v.number(), count: v.number() })),
    sites: v.array(Named),
    languages: v.array(Named),
  }),
  v.object({
    type: v.literal('piece'),
    text: v.string(),
    entries: v.number(),
    next: v.nullable(QueuePlace),
  }),
  v.object({ type: v.literal('imported'), result: ImportedView }),
]);
export type ReviewAnswer = v.InferOutput<typeof ReviewAnswer>;
export type ReviewAnswerTo<T extends ReviewAnswer['type']> = Extract<ReviewAnswer, { type: T }>;
