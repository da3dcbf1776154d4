/** What Node and the page say to each other over loopback. */
import * as v from 'valibot';
import { Precision } from '../../../src/core/guard-build';
import { CheckResult } from '../report';

/** `GET /job.json` */
export const PageJob = v.object({
  device: v.picklist(['wasm', 'webgpu']),
  precision: v.nullable(Precision),
  bound: v.nullable(v.number()),
  /** File name of the golden file at `/golden.json`, if there is one. */
  golden: v.nullable(v.string()),
  /** Tokens whose embeddings stand, in this order, at `/rows.bin` as float32. */
  tokens: v.array(v.number()),
});
export type PageJob = v.InferOutput<typeof PageJob>;

/** `POST /said` */
export const PageSaid = v.variant('type', [
  v.object({ type: v.literal('line'), line: v.string() }),
  v.object({ type: v.literal('done'), result: CheckResult }),
  v.object({
    type: v.literal('failed'),
    message: v.string(),
    /** Whether the message says what a person can do about it. */
    clear: v.boolean(),
  }),
]);
export type PageSaid = v.InferOutput<typeof PageSaid>;
