/** Pictures over time and reports by threshold, and what a person makes of them. */
import { signal } from '@preact/signals';
import type { Thresholds } from '../../core/preferences';
import type { ReviewAnswerTo, ReviewedGuard } from '../../platform/review-protocol';
import { percent } from '../strings';
import type { Asking } from './asking';
import { words } from './strings';

export const DAYS = 30;
/** What settings take (core/preferences.ts). */
const LEAST = 0.01;
const MOST = 0.99;

export type Measures = ReturnType<typeof createMeasures>;

export function createMeasures(
  asking: Pick<Asking, 'ask' | 'preferences' | 'setPreferences'>,
  say: (sentence: string) => void,
  now: () => number = Date.now,
) {
  const picture = signal<ReviewAnswerTo<'picture'> | null>(null);
  const report = signal<ReviewAnswerTo<'report'> | null>(null);
  const loading = signal(false);
  /** Whose thresholds are shown: a BCP 47 tag; null: all languages. */
  const language = signal<string | null>(null);
  /** How thresholds were before they were changed here. */
  const undoable = signal<Thresholds | null>(null);

  async function loadPicture(): Promise<void> {
    const until = new Date(now()).setHours(24, 0, 0, 0);
    picture.value = await asking.ask('picture', { type: 'review.picture', days: DAYS, until });
  }

  async function loadReport(guard: ReviewedGuard | null = null): Promise<void> {
    loading.value = true;
    report.value = await asking.ask('report', { type: 'review.report', guard });
    loading.value = false;
  }

  const own = (of: string | null, thresholds: Thresholds): number | null =>
    of === null ? thresholds.all : (thresholds.languages[of] ?? null);

  async function set(change: (before: Thresholds) => Thresholds, said: () => string) {
    const before = asking.preferences.value?.thresholds;
    if (!before) return;
    if (!(await asking.setPreferences({ thresholds: change(before) }))) return;
    undoable.value = before;
    say(said());
  }

  function use(threshold: number): Promise<void> {
    const of = language.value;
    const value = Math.min(MOST, Math.max(LEAST, threshold));
    return set(
      ({ all, languages }) =>
        of === null ? { all: value, languages } : { all, languages: { ...languages, [of]: value } },
      () => words.thresholds.applied(percent(value)),
    );
  }

  /** The language goes by the threshold of all. */
  function remove(): Promise<void> {
    const of = language.value;
    return set(
      ({ all, languages }) => ({
        all,
        languages: Object.fromEntries(Object.entries(languages).filter(([tag]) => tag !== of)),
      }),
      () => words.thresholds.applied(percent(asking.preferences.value?.thresholds.all ?? 0)),
    );
  }

  async function undo(): Promise<void> {
    const before = undoable.value;
    if (!before || !(await asking.setPreferences({ thresholds: before }))) return;
    undoable.value = null;
    say(words.thresholds.applied(percent(own(language.value, before) ?? before.all)));
  }

  return {
    picture,
    report,
    loading,
    language,
    undoable,
    loadPicture,
    loadReport,
    own,
    use,
    remove,
    undo,
  };
}
