/**
 * Entries as CSV (RFC 4180), for a spreadsheet. Page text is a stranger's: what a spreadsheet would
 * take for a formula gets an apostrophe before it, which makes it text.
 */
import Papa from 'papaparse';
import { type Entry, personFlag } from './entry';

/** What begins a formula, wide forms too; after white space, since some programs take it away. */
const FORMULA = /^[\s\ufeff\0]*[=+\-@＝＋－＠]|^[\t\r\n]/;

const COLUMNS = {
  id: ({ id }) => id,
  seen_at: ({ seenAt }) => new Date(seenAt).toISOString(),
  site: ({ site }) => site,
  address: ({ address }) => address,
  kind: ({ kind }) => kind,
  language: ({ language }) => language,
  snippet: ({ snippet }) => snippet,
  guard_flag: ({ flag }) => flag,
  p_unsafe: ({ pUnsafe }) => pUnsafe,
  engine: ({ engine }) => engine,
  build: ({ build }) => build,
  person_flag: personFlag,
  decision: ({ decision }) => decision?.call ?? null,
  reviewer: ({ decision }) => decision?.reviewer ?? null,
  note: ({ decision }) => decision?.note ?? null,
  decided_at: ({ decision }) => decision && new Date(decision.decidedAt).toISOString(),
  content: ({ content }) => content,
} satisfies Record<string, (entry: Entry) => string | number | null>;

/** The first line. It begins with the mark by which Excel knows UTF-8. */
export const csvHeader = (): string => `\ufeff${line(Object.keys(COLUMNS))}`;

/** With its line break. */
export const csvLine = (entry: Entry): string =>
  line(Object.values(COLUMNS).map((column) => column(entry)));

const line = (fields: (string | number | null)[]): string =>
  `${Papa.unparse([fields], { header: false, escapeFormulae: FORMULA })}\r\n`;
