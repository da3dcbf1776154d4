/** What `npm run screen` writes: the shape that other programs read. */
import * as v from 'valibot';
import { Engine, Flag, UnknownReason } from '../../src/core/verdict';

export const REPORT_VERSION = 1;

const Milliseconds = v.nullable(v.number());

export const ElementReport = v.object({
  kind: v.literal('text'),
  text: v.string(),
  /** CSS selector of the element in its page. */
  selector: v.string(),
  /** BCP 47 tag; null where nothing tells. */
  lang: v.nullable(v.string()),
  verdict: Flag,
  pUnsafe: v.nullable(v.number()),
  engine: v.nullable(Engine),
  /** Why the verdict is `unknown`. */
  reason: v.nullable(UnknownReason),
});
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
  guard: v.object({ id: v.string(), device: v.picklist(['webgpu', 'wasm']) }),
  pages: v.array(PageReport),
});
export type Report = v.InferOutput<typeof Report>;
