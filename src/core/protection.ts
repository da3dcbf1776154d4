/** What a page shows of what is unsafe, and of what nobody has judged yet. */
import * as v from 'valibot';

/**
 * `mark`: a mark beside it. `blur`: it is blurred. `cover`: a solid cover with a flag, a sentence and a
 * button. `hide`: it is not to be seen at all, and its place stays empty.
 */
export const ProtectionRule = v.picklist(['mark', 'blur', 'cover', 'hide']);
export type ProtectionRule = v.InferOutput<typeof ProtectionRule>;

export const MIN_HOLD_SECONDS = 1;
export const MAX_HOLD_SECONDS = 60;

export const Protection = v.object({
  /** Unsafe texts. */
  text: ProtectionRule,
  /** Unsafe images. */
  images: ProtectionRule,
  /** From before the first paint, nothing is shown until it has been judged. */
  hold: v.boolean(),
  /** After so long without a verdict, `unjudged` rules. */
  holdSeconds: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(MIN_HOLD_SECONDS),
    v.maxValue(MAX_HOLD_SECONDS),
  ),
  /** What was held and is `unknown`, or has no verdict in time. */
  unjudged: v.picklist(['show', 'cover']),
});
export type Protection = v.InferOutput<typeof Protection>;

export const ProtectionChange = v.partial(Protection);
export type ProtectionChange = v.InferOutput<typeof ProtectionChange>;

export const defaultProtection = (): Protection => ({
  text: 'mark',
  images: 'blur',
  hold: false,
  holdSeconds: 5,
  unjudged: 'show',
});

/** Where a child reads. */
export const parentalProtection = (): Protection => ({
  text: 'cover',
  images: 'cover',
  hold: true,
  holdSeconds: 5,
  unjudged: 'cover',
});

/** The one of two rules that shows less. */
const stricter = (a: ProtectionRule, b: ProtectionRule): ProtectionRule => {
  const { options } = ProtectionRule;
  return options.indexOf(a) >= options.indexOf(b) ? a : b;
};

/** Showing no more than `floor` lets a page show. */
export const atLeast = (protection: Protection, floor: Protection): Protection => ({
  text: stricter(protection.text, floor.text),
  images: stricter(protection.images, floor.images),
  hold: protection.hold || floor.hold,
  holdSeconds: protection.holdSeconds,
  unjudged: floor.unjudged === 'cover' ? 'cover' : protection.unjudged,
});
