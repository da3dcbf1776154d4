/** From the paths that a person gave to items, in one order on every machine. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InputError, type Item, noSkips, type SkippedCounts, type Wanted } from '../item';
import { csvRows, jsonlRows, parquetRows, type Row } from './formats';
import { itemsOf } from './records';

const FORMATS = /\.(jsonl|csv|parquet)$/i;

export interface ReadFile {
  readonly name: string;
  /** Of its bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly items: number;
}

export interface Data {
  readonly items: readonly Item[];
  readonly files: readonly ReadFile[];
  readonly skipped: SkippedCounts;
}

/** @throws InputError */
export async function readData(paths: readonly string[], wanted: Wanted): Promise<Data> {
  const found = (await Promise.all(paths.map(filesAt))).flat();
  const items: Item[] = [];
  const files: ReadFile[] = [];
  const skipped = noSkips();
  for (const path of [...new Set(found)]) {
    const name = basename(path);
    const bytes = await readFile(path).catch(() => {
      throw new InputError(path, 'cannot be read');
    });
    const before = items.length;
    for (const { record, line } of await rowsOf(path, name, bytes))
      items.push(...itemsOf(record, { file: name, line }, wanted, skipped));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    files.push({ name, sha256, items: items.length - before });
  }
  if (items.length === 0)
    throw new InputError(
      paths.join(', '),
      `there is nothing to ask about as a ${wanted.kind}: ${skippedWords(skipped)}`,
    );
  return { items, files, skipped };
}

/** A file itself, or the files in a folder and in those in it. @throws InputError */
async function filesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => {
    throw new InputError(path, 'there is no such file or folder');
  });
  if (!found.isDirectory()) {
    if (!FORMATS.test(path)) throw new InputError(path, 'is neither .jsonl, .csv nor .parquet');
    return [path];
  }
  const entries = await readdir(path, { recursive: true });
  const files = entries.filter((name) => FORMATS.test(name)).sort();
  if (files.length === 0) throw new InputError(path, 'holds no .jsonl, .csv or .parquet file');
  return files.map((name) => join(path, name));
}

async function rowsOf(path: string, name: string, bytes: Buffer): Promise<Iterable<Row>> {
  if (/\.parquet$/i.test(name)) return parquetRows(path, name);
  let text: string;
  try {
    // A byte order mark goes.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(name, 'is not UTF-8');
  }
  return /\.csv$/i.test(name) ? csvRows(text, name) : jsonlRows(text, name);
}

const WORDS: Readonly<Record<keyof SkippedCounts, string>> = {
  'other-kind': 'of the other kind (--kind)',
  'other-language': 'in a language that is not wanted (--prompts)',
  sensitive: 'labelled sensitive',
  'no-label': 'without a label',
  empty: 'with nothing to ask about',
};

export function skippedWords(skipped: SkippedCounts): string {
  const parts = Object.entries(WORDS).flatMap(([why, words]) => {
    const count = skipped[why as keyof SkippedCounts];
    return count > 0 ? [`${count} ${words}`] : [];
  });
  return parts.length > 0 ? `skipped ${parts.join(', ')}` : 'nothing was skipped';
}
