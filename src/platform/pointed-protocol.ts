/**
 * What the background asks a frame's content script for a person: about the element that they have
 * pointed at, the next one that is unsafe, the marks. One-time messages; never from a page.
 */
import * as v from 'valibot';
import { ImageSource, MAX_CAPTION } from '../core/image';
import { MAX_QUESTION_TEXT, MAX_REQUEST_TEXT } from '../core/limits';
import { Engine } from '../core/verdict';

export const PointedRequest = v.variant('type', [
  v.object({
    type: v.literal('pointed'),
    /**
     * `again`: ask about it once more. `which`: tell what it is. `hide`: take it out of sight until
     * the page is loaded again. `unhide`: show all that was hidden so.
     */
    act: v.picklist(['again', 'which', 'hide', 'unhide']),
  }),
  /** Brings the next element that is unsafe into view, or the one before. */
  v.object({ type: v.literal('step'), by: v.picklist([1, -1]) }),
  /** Shows the marks of this frame, or not. */
  v.object({ type: v.literal('marks'), shown: v.boolean() }),
]);
export type PointedRequest = v.InferOutput<typeof PointedRequest>;

const Judged = {
  flag: v.picklist(['safe', 'unsafe']),
  pUnsafe: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  engine: Engine,
  /** BCP 47 tag; null where nothing tells. */
  lang: v.nullable(v.pipe(v.string(), v.maxLength(35))),
};

export const PointedElement = v.variant('kind', [
  v.object({
    kind: v.literal('text'),
    text: v.pipe(v.string(), v.maxLength(MAX_REQUEST_TEXT)),
    /** What it was asked about as an answer to; null where it was asked about as a text. */
    question: v.nullable(v.pipe(v.string(), v.maxLength(MAX_QUESTION_TEXT))),
    ...Judged,
  }),
  v.object({
    kind: v.literal('image'),
    source: ImageSource,
    text: v.pipe(v.string(), v.maxLength(MAX_CAPTION)),
    ...Judged,
  }),
]);
export type PointedElement = v.InferOutput<typeof PointedElement>;

export const PointedAnswer = v.object({
  /** Whether there was anything to do it with. */
  done: v.boolean(),
  /** With `which`: what has a verdict there. */
  elements: v.optional(v.pipe(v.array(PointedElement), v.maxLength(16))),
});
export type PointedAnswer = v.InferOutput<typeof PointedAnswer>;
