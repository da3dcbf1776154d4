/** What is evaluated: a labelled text, where it stands, and what the guard is asked about it. */
import type { Content } from '../../src/core/content-key';

export type Label = 'safe' | 'unsafe';
export type Kind = 'prompt' | 'response';
/** What the guard is asked, as the extension would ask it. */
export type TextContent = Exclude<Content, { kind: 'image' }>;

export interface Item {
  /** Name of its file, without folders: the same on every machine. */
  readonly file: string;
  /** From 1: a line of JSONL or CSV, a row of Parquet. */
  readonly line: number;
  readonly set: string;
  /** As the sets name it: `tl` where pages say `fil`. */
  readonly lang: string;
  readonly label: Label;
  readonly content: TextContent;
}

/** Rows that are no items, and why. */
export const SKIPPED = ['other-kind', 'other-language', 'sensitive', 'no-label', 'empty'] as const;
export type Skipped = (typeof SKIPPED)[number];
export type SkippedCounts = Record<Skipped, number>;

export const noSkips = (): SkippedCounts => ({
  'other-kind': 0,
  'other-language': 0,
  sensitive: 0,
  'no-label': 0,
  empty: 0,
});

/** What a person can mend: where it stands, and what is wrong with it. */
export class InputError extends Error {
  override readonly name = 'InputError';

  /** @param where file and, where there is one, line */
  constructor(where: string, what: string) {
    super(`${where}: ${what}`);
  }
}

/** Which items of a file are wanted. */
export interface Wanted {
  readonly kind: Kind;
  /** Which of a set's texts: those in its own language, their English translations, or both. */
  readonly prompts: 'local' | 'english' | 'both';
  /** The language of rows that name none. */
  readonly lang?: string | undefined;
}
