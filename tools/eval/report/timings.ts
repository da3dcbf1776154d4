/** `timings.json`: the one part of a report that is another on every run. */
import type { JudgedItem } from './judged';

export interface Timings {
  readonly machine: { readonly cpu: string; readonly node: string };
  /** Seconds of asking, over all lives of the program that the answers came in. */
  readonly seconds: number;
  /** Different contents with an answer. */
  readonly contents: number;
  readonly secondsPerItem: number | null;
  readonly languages: readonly {
    readonly lang: string;
    readonly contents: number;
    readonly secondsPerItem: number;
  }[];
}

/** @param msOf undefined where there is no answer */
export function timingsOf(
  items: readonly JudgedItem[],
  keys: readonly string[],
  msOf: (key: string) => number | undefined,
  machine: Timings['machine'],
): Timings {
  const seen = new Set<string>();
  const languages = new Map<string, { contents: number; ms: number }>();
  items.forEach(({ lang }, i) => {
    const key = keys[i] ?? '';
    const ms = msOf(key);
    if (ms === undefined || seen.has(key)) return;
    seen.add(key);
    const sum = languages.get(lang) ?? { contents: 0, ms: 0 };
    languages.set(lang, { contents: sum.contents + 1, ms: sum.ms + ms });
  });
  const ms = [...languages.values()].reduce((sum, each) => sum + each.ms, 0);
  return {
    machine,
    seconds: ms / 1000,
    contents: seen.size,
    secondsPerItem: seen.size === 0 ? null : ms / 1000 / seen.size,
    languages: [...languages]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([lang, each]) => ({
        ...{ lang, contents: each.contents, secondsPerItem: each.ms / 1000 / each.contents },
      })),
  };
}
