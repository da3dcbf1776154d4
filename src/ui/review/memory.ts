/** What this page remembers of how a person works, in the extension's own origin. */
import * as v from 'valibot';
import { MAX_REVIEWER } from '../../core/review/entry';

const KEY = 'seawall.review';
export const MAX_NAMES = 8;

export const Habits = v.object({
  /** Names of reviewers on this machine. */
  names: v.pipe(
    v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_REVIEWER))),
    v.maxLength(MAX_NAMES),
  ),
  /** Who reviews now; empty: no name. */
  reviewer: v.pipe(v.string(), v.maxLength(MAX_REVIEWER)),
  /** Pictures without colour. */
  grey: v.boolean(),
  /** Texts are not hidden. */
  open: v.boolean(),
  /** Letters alone are commands. */
  keys: v.boolean(),
});
export type Habits = v.InferOutput<typeof Habits>;

export const defaultHabits = (): Habits => ({
  names: [],
  reviewer: '',
  grey: true,
  open: false,
  keys: true,
});

export function loadHabits(): Habits {
  try {
    const parsed = v.safeParse(Habits, JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return parsed.success ? parsed.output : defaultHabits();
  } catch {
    return defaultHabits();
  }
}

export function saveHabits(habits: Habits): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(habits));
  } catch {
    // It is a memory, no more.
  }
}
