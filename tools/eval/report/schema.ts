/** `report.json`. Everything in it follows from the data, the guard and the options: no time, no path. */
import * as v from 'valibot';
import { Engine, UnknownReason } from '../../../src/core/verdict';
import { SKIPPED } from '../item';

export const REPORT_VERSION = 1;

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** `low` and `high`: where the true value lies with a confidence of 95 %. `why`: no value. */
export const Measure = v.union([
  v.object({ value: v.number(), low: v.nullable(v.number()), high: v.nullable(v.number()) }),
  v.object({ value: v.null(), why: v.string() }),
]);

const PaperFigure = v.object({ model: v.string(), auprc: v.number(), same: v.boolean() });
const Value = v.nullable(v.number());

export const ReportRow = v.object({
  /** Null: all of them. */
  set: v.nullable(v.string()),
  lang: v.nullable(v.string()),
  items: Count,
  unsafe: Count,
  safe: Count,
  /** Items with the verdict unsafe. */
  flagged: Count,
  unknown: v.object({
    items: Count,
    unsafe: Count,
    safe: Count,
    reasons: v.record(UnknownReason, v.optional(Count)),
  }),
  /** Answers without a probability. */
  words: Count,
  measures: v.object({
    auprc: Measure,
    averagePrecision: Measure,
    auroc: Measure,
    f1: Measure,
    precision: Measure,
    recall: Measure,
    falsePositiveRate: Measure,
    calibrationError: Measure,
  }),
  /** If every unknown one had been wrong; null where none is unknown. */
  worst: v.nullable(
    v.object({
      auroc: Value,
      f1: Value,
      precision: Value,
      recall: Value,
      falsePositiveRate: Value,
    }),
  ),
  paper: v.array(PaperFigure),
  /** File in `curves/`. */
  curves: v.nullable(v.string()),
});
export type ReportRow = v.InferOutput<typeof ReportRow>;

/** Means over the languages of a set but English, each counting the same. */
export const MeanRow = v.object({
  set: v.string(),
  languages: v.array(v.string()),
  auprc: Measure,
  averagePrecision: Measure,
  auroc: Measure,
  paper: v.array(PaperFigure),
});
export type MeanRow = v.InferOutput<typeof MeanRow>;

export const Report = v.object({
  version: v.literal(REPORT_VERSION),
  guard: v.object({
    engine: Engine,
    id: v.string(),
    name: v.string(),
    model: v.string(),
    practice: v.boolean(),
    device: v.nullable(v.object({ kind: v.string(), precision: v.string() })),
    address: v.nullable(v.string()),
  }),
  kind: v.picklist(['prompt', 'response']),
  threshold: v.number(),
  bootstrap: v.object({ replicates: Count, seed: v.number(), confidence: v.number() }),
  /** How texts are put before the guard (`ASKING_VERSION`). */
  asking: Count,
  data: v.object({
    files: v.array(v.object({ name: v.string(), sha256: v.string(), items: Count })),
    items: Count,
    /** Different ones: what stands there twice is asked once. */
    contents: Count,
    skipped: v.object(v.entriesFromList(SKIPPED, Count)),
  }),
  rows: v.array(ReportRow),
  means: v.array(MeanRow),
});
export type Report = v.InferOutput<typeof Report>;
