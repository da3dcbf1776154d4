/**
 * An entry as a line of JSON: what one machine exports and another imports. It holds all of the
 * entry; the id and the site are worked out anew, so that no file can name them falsely.
 */
import * as v from 'valibot';
import { siteOf } from '../site';
import { Decision, type Entry, entryId, MAX_THUMBNAIL_BYTES, personFlag, Seen } from './entry';

/** UTF-16 units of a line: a thumbnail in Base64, and everything else as \u escapes. */
export const MAX_LINE = 128 * 1024;

const MAX_BASE64 = Math.ceil(MAX_THUMBNAIL_BYTES / 3) * 4;

/** What an entry is where only JSON can go: in a line, in a message to a page of ours. */
export const EntryJson = v.object({
  ...Seen.entries,
  /** In Base64. */
  thumbnail: v.nullable(v.pipe(v.string(), v.maxLength(MAX_BASE64), v.base64())),
  decision: v.nullable(Decision),
});
export type EntryJson = v.InferOutput<typeof EntryJson>;

export interface EntryRecord extends EntryJson {
  id: string;
  site: string;
  /** What the person says that it is. */
  person: 'safe' | 'unsafe' | null;
}

export function toRecord(entry: Entry): EntryRecord {
  const { thumbnail } = entry;
  return {
    ...entry,
    thumbnail: thumbnail && base64(thumbnail),
    person: personFlag(entry),
  };
}

/** The browser's own way is ten times as quick; older ones have none. */
const base64 = (bytes: Uint8Array & { toBase64?: () => string }): string =>
  bytes.toBase64?.() ?? btoa(String.fromCharCode(...bytes));

/** With its line break. */
export const jsonLine = (entry: Entry): string => `${JSON.stringify(toRecord(entry))}\n`;

export type ReadLine = { ok: true; entry: Entry } | { ok: false; problem: string };

/** A line of a file → an entry, or why it is none. */
export async function readJsonLine(line: string): Promise<ReadLine> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ok: false, problem: 'not JSON' };
  }
  const parsed = v.safeParse(EntryJson, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return { ok: false, problem: `${v.getDotPath(issue) ?? 'the line'}: ${issue.message}` };
  }
  const { thumbnail, decision, ...seen } = parsed.output;
  return {
    ok: true,
    entry: {
      id: await entryId(seen.content, seen.address),
      ...seen,
      site: siteOf(seen.address) ?? '',
      thumbnail: thumbnail ? Uint8Array.from(atob(thumbnail), (char) => char.charCodeAt(0)) : null,
      decision,
    },
  };
}
