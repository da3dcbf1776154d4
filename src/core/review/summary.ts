/**
 * What was flagged in a week, in numbers alone: nothing in it of what a page said. It is counted from
 * the review store, so only what that keeps is in it.
 */
import * as v from 'valibot';
import { type Entry, personFlag } from './entry';

export const SUMMARY_DAYS = 7;
/** Sites, and languages, that are named; the rest are counted together. */
const NAMED = 20;

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const WeekSummary = v.object({
  /** One for each day, the first one first; `from` is its midnight, in milliseconds since 1970. */
  days: v.array(v.object({ from: v.number(), texts: Count, images: Count })),
  /** The most flagged first. */
  sites: v.array(v.object({ site: v.string(), count: Count })),
  /** Flagged on sites that are not named. */
  otherSites: Count,
  /** BCP 47 tags; null where none is known. */
  languages: v.array(v.object({ language: v.nullable(v.string()), count: Count })),
  otherLanguages: Count,
  /** Of all that was flagged: what a person has looked at and decided about, and called safe. */
  decided: Count,
  overturned: Count,
  total: Count,
  /** There was more than is counted here. */
  isCut: v.boolean(),
});
export type WeekSummary = v.InferOutput<typeof WeekSummary>;

/** Midnights of the seven days that end with today, by the clock on the wall. */
export function daysBefore(now: number): number[] {
  const today = new Date(now);
  return Array.from({ length: SUMMARY_DAYS }, (_, at) =>
    // A day is not always 24 hours long.
    new Date(
      today.getFullYear(),
      today.getMonth(),
      today.getDate() - (SUMMARY_DAYS - 1 - at),
    ).getTime(),
  );
}

type Counted = Pick<Entry, 'flag' | 'decision' | 'kind' | 'site' | 'language' | 'seenAt'>;

export class SummaryCount {
  readonly #days: { from: number; texts: number; images: number }[];
  readonly #sites = new Map<string, number>();
  readonly #languages = new Map<string | null, number>();
  #decided = 0;
  #overturned = 0;
  #total = 0;

  constructor(now: number) {
    this.#days = daysBefore(now).map((from) => ({ from, texts: 0, images: 0 }));
  }

  /** From when on it counts; milliseconds since 1970. */
  get from(): number {
    return this.#days[0]?.from ?? 0;
  }
  get total(): number {
    return this.#total;
  }

  add(entry: Counted): void {
    const day = this.#days.findLast(({ from }) => from <= entry.seenAt);
    if (entry.flag !== 'unsafe' || !day) return;
    this.#total++;
    if (entry.kind === 'image') day.images++;
    else day.texts++;
    raise(this.#sites, entry.site);
    raise(this.#languages, entry.language);
    const says = personFlag(entry);
    if (says !== null) this.#decided++;
    if (says === 'safe') this.#overturned++;
  }

  summary(isCut: boolean): WeekSummary {
    const sites = ranked(this.#sites);
    const languages = ranked(this.#languages);
    return {
      days: this.#days.map((day) => ({ ...day })),
      sites: sites.named.map(([site, count]) => ({ site, count })),
      otherSites: sites.others,
      languages: languages.named.map(([language, count]) => ({ language, count })),
      otherLanguages: languages.others,
      decided: this.#decided,
      overturned: this.#overturned,
      total: this.#total,
      isCut,
    };
  }
}

const raise = <K>(counts: Map<K, number>, key: K): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);

function ranked<K>(counts: ReadonlyMap<K, number>): { named: [K, number][]; others: number } {
  const all = [...counts].sort(([, a], [, b]) => b - a);
  const others = all.slice(NAMED).reduce((sum, [, count]) => sum + count, 0);
  return { named: all.slice(0, NAMED), others };
}
