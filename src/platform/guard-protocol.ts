/**
 * What background and guard worker say to each other. The same messages travel from Chrome's
 * service worker over a port to the offscreen document and on to the Worker, and from Firefox's
 * event page to the Worker: the hosts in between only pass them on.
 */
import * as v from 'valibot';
import { Precision } from '../core/guard-build';
import { GuardSource } from '../core/guard-source';
import { ImageDetail, ImageTrouble } from '../core/image';
import { Priority } from '../core/priority';

/** The port that Chrome's offscreen document opens to the service worker, when asked to. */
export const GUARD_PORT = 'guard';

export { GuardSource };

/** The device that a guard runs on, as the self-test left it. */
export const GuardDevice = v.object({
  kind: v.picklist(['webgpu', 'wasm']),
  precision: Precision,
  /** What the adapter says of itself; for details only. */
  adapter: v.string(),
  subgroups: v.boolean(),
  /** Largest difference from the known answers, in logits. */
  selfTestDifference: v.number(),
});
export type GuardDevice = v.InferOutput<typeof GuardDevice>;

export const GuardFailure = v.picklist([
  /** A file is missing or cannot be read. */
  'unreadable',
  /** A file is there, but its bytes are not the build's. */
  'damaged',
  /** `build.json` is not a build that this version can run. */
  'unsupported',
  /** No device computes this build's known answers. */
  'self-test',
  /** No WebGPU here, and the build is too large for the processor alone. */
  'no-device',
  /** An installed build is not in the store any more: the browser cleared it, or a person did. */
  'missing',
  /** The device has no memory for this build. */
  'no-memory',
  /** The Worker ended. */
  'crashed',
]);
export type GuardFailure = v.InferOutput<typeof GuardFailure>;

export const GuardState = v.variant('status', [
  v.object({ status: v.literal('none') }),
  v.object({
    status: v.literal('loading'),
    stage: v.picklist(['files', 'starting', 'self-test']),
    /** Bytes read and checked so far, of `totalBytes`. */
    loadedBytes: v.number(),
    totalBytes: v.number(),
  }),
  v.object({
    status: v.literal('ready'),
    id: v.string(),
    name: v.string(),
    practice: v.boolean(),
    device: GuardDevice,
  }),
  v.object({ status: v.literal('failed'), code: GuardFailure, message: v.string() }),
]);
export type GuardState = v.InferOutput<typeof GuardState>;

const AskBase = {
  /** Unique among the requests of one host connection. */
  id: v.number(),
  text: v.string(),
  priority: Priority,
};
export const AskRequest = v.variant('kind', [
  /** Prompt classification of `text`. */
  v.object({ kind: v.literal('prompt'), ...AskBase }),
  /** Response classification: `text` is what the assistant answered to `question`. */
  v.object({ kind: v.literal('response'), ...AskBase, question: v.string() }),
  /** Prompt classification of an image, with its caption, which may be empty, as `text`. */
  v.object({
    kind: v.literal('image'),
    ...AskBase,
    /** The background holds its bytes under this token (image-handover.ts). */
    image: v.string(),
    detail: ImageDetail,
  }),
]);
export type AskRequest = v.InferOutput<typeof AskRequest>;
export type PromptKind = AskRequest['kind'];

export const AskAnswer = v.variant('ok', [
  v.object({
    ok: v.literal(true),
    id: v.number(),
    pUnsafe: v.number(),
    /** Prompt tokens that were run, over all windows of the text. */
    tokens: v.number(),
    /** False where only the beginning of a very long text was asked. */
    whole: v.boolean(),
  }),
  v.object({
    ok: v.literal(false),
    id: v.number(),
    reason: v.picklist([
      ...(['no-guard', 'guard-failed', 'bad-answer', 'timeout', 'interrupted'] as const),
      ...ImageTrouble.options,
    ]),
    message: v.string(),
  }),
]);
export type AskAnswer = v.InferOutput<typeof AskAnswer>;

/** Background → worker. */
export const GuardRequest = v.variant('type', [
  /**
   * Dispose of what is open, then open this build. Answered by `state` events. `url`: address of a
   * packaged build's folder; null where the build is in the store. `idleMs`: unloaded when nothing
   * was asked for this long.
   */
  v.object({
    type: v.literal('open'),
    source: GuardSource,
    url: v.nullable(v.string()),
    idleMs: v.pipe(v.number(), v.minValue(1_000)),
  }),
  /** Dispose of the open build and free its memory. */
  v.object({ type: v.literal('close') }),
  /** More work. Repeating an id that is waiting changes its priority only. */
  v.object({ type: v.literal('ask'), requests: v.array(AskRequest) }),
  /** Drop requests that still wait; a dropped one gets no answer. */
  v.object({ type: v.literal('cancel'), ids: v.array(v.number()) }),
  /** Ask for a `state` event now. */
  v.object({ type: v.literal('state') }),
]);
export type GuardRequest = v.InferOutput<typeof GuardRequest>;

/** Worker → background. */
export const GuardEvent = v.variant('type', [
  v.object({ type: v.literal('state'), state: GuardState }),
  v.object({ type: v.literal('answers'), answers: v.array(AskAnswer) }),
]);
export type GuardEvent = v.InferOutput<typeof GuardEvent>;
