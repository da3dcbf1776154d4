/** What `npm run screen` writes: the shape that other programs read. */
import * as v from 'valibot';
import { Basis, Engine, Flag, UnknownReason } from '../../src/core/verdict';
import { ExchangeRole } from '../../src/platform/messages';

/** 2: elements may be images. */
export const REPORT_VERSION = 2;

const Milliseconds = v.nullable(v.number());

const Judged = {
  /** CSS selector of the element in its page. */
  selector: v.string(),
  /** BCP 47 tag; null where nothing tells. */
  lang: v.nullable(v.string()),
  verdict: Flag,
  pUnsafe: v.nullable(v.number()),
  engine: v.nullable(Engine),
  /** Why the verdict is `unknown`. */
  reason: v.nullable(UnknownReason),
  /** What it rests on, where that is no probability: the guard's word, or its word on a group. */
  basis: v.optional(Basis),
};

export const ElementReport = v.variant('kind', [
  v.object({
    kind: v.literal('text'),
    text: v.string(),
    /** In a talk with an AI: whether it was asked, or answered. */
    role: v.optional(ExchangeRole),
    ...Judged,
  }),
  v.object({
    kind: v.literal('image'),
    /** What is written about it and was asked with it; empty where there is nothing. */
    text: v.string(),
    /** Its address; null where it has none (canvas, video frame, inline SVG, `blob:`). */
    src: v.nullable(v.string()),
    /** Its own size in pixels; 0 where the browser does not know it. */
    width: v.number(),
    height: v.number(),
    ...Judged,
  }),
]);
export type ElementReport = v.InferOutput<typeof ElementReport>;

export const PageReport = v.object({
  /** As it was given. */
  target: v.string(),
  title: v.string(),
  elements: v.array(ElementReport),
  counts: v.object({ safe: v.number(), unsafe: v.number(), unknown: v.number() }),
  /** Milliseconds since the page began to load; null where it had not happened by the deadline. */
  timing: v.object({
    settledMs: Milliseconds,
    firstVerdictMs: Milliseconds,
    /** Long tasks (over 50 ms) of the page's main thread that Seawall had a part in. */
    longTasks: v.object({ count: v.number(), maxMs: v.number() }),
  }),
});
export type PageReport = v.InferOutput<typeof PageReport>;

export const Report = v.object({
  version: v.literal(REPORT_VERSION),
  browser: v.picklist(['chrome', 'firefox']),
  /** `device`: what it ran on, or the engine that was asked over HTTP. */
  guard: v.object({
    id: v.string(),
    device: v.picklist(['webgpu', 'wasm', 'server', 'hosted']),
  }),
  pages: v.array(PageReport),
});
export type Report = v.InferOutput<typeof Report>;
