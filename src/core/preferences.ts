/** What a person has chosen besides guard, engines and sites. All of it is guarded by the lock. */
import * as v from 'valibot';
import { LanguageChoice } from './language';
import { merged } from './merged';
import { defaultProtection, Protection } from './protection';
import { defaultLimits, RetentionLimits } from './review/retention';

/** P(unsafe) from which on content is flagged. */
export const Threshold = v.pipe(v.number(), v.minValue(0.01), v.maxValue(0.99));

export const ReviewSettings = v.object({
  /** Unsafe verdicts go into the review store. */
  keep: v.boolean(),
  /** Safe ones too: what the guard misses can be found only among them. */
  keepSafe: v.boolean(),
  limits: RetentionLimits,
});
export type ReviewSettings = v.InferOutput<typeof ReviewSettings>;

export const Thresholds = v.object({
  /** Where the language has none of its own. */
  all: Threshold,
  /** By BCP 47 tag, as `core/script.ts` writes it. */
  languages: v.record(v.pipe(v.string(), v.maxLength(35)), Threshold),
});
export type Thresholds = v.InferOutput<typeof Thresholds>;

export const Preferences = v.object({
  language: LanguageChoice,
  protection: Protection,
  review: ReviewSettings,
  thresholds: Thresholds,
  /** The browser's notifications: what went wrong and needs a person. */
  notify: v.boolean(),
  /** The welcome page has been gone through, or skipped. */
  welcomed: v.boolean(),
  /** A child reads here: set up on the welcome page, together with a PIN. */
  parental: v.boolean(),
  /** What stood before parental mode was turned on, to stand again after it; null: nothing is known. */
  protectionBefore: v.optional(v.nullable(Protection), null),
});
export type Preferences = v.InferOutput<typeof Preferences>;

/** Only what is named changes; a part that is named changes as a whole. */
export const PreferencesChange = v.partial(v.omit(Preferences, ['protectionBefore']));
export type PreferencesChange = v.InferOutput<typeof PreferencesChange>;

export const defaultPreferences = (): Preferences => ({
  language: 'auto',
  protection: defaultProtection(),
  review: { keep: true, keepSafe: false, limits: defaultLimits() },
  thresholds: { all: 0.5, languages: {} },
  notify: true,
  welcomed: false,
  parental: false,
  protectionBefore: null,
});

/** With parental mode turned on, what stood before it is kept; turned off, that stands again. */
export function withChange(old: Preferences, change: PreferencesChange): Preferences {
  const next = merged(old, change);
  if (next.parental === old.parental) return next;
  if (next.parental) return { ...next, protectionBefore: old.protection };
  const protection = change.protection ?? old.protectionBefore ?? old.protection;
  return { ...next, protection, protectionBefore: null };
}

/** The threshold for content in this language; null is not known. */
export const thresholdFor = ({ all, languages }: Thresholds, language: string | null): number =>
  (language === null ? undefined : (languages[language] ?? languages[baseOf(language)])) ?? all;

/** Of `en-GB`: `en`. */
const baseOf = (language: string): string => language.split('-')[0] ?? language;
