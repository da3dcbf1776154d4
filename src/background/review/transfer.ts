/** Reviews as files: out of one machine's store, into another's. */
import { csvHeader, csvLine } from '../../core/review/csv';
import type { Entry } from '../../core/review/entry';
import type { QueueFilter } from '../../core/review/filter';
import { jsonLine, MAX_LINE, readJsonLine } from '../../core/review/jsonl';
import { linesOf } from '../../core/review/lines';
import type { ReviewStore } from './store';

export type ExportFormat = 'csv' | 'jsonl';

/** A file in pieces, a line each; no more than a page of entries is held at once. */
export async function* exported(
  store: Pick<ReviewStore, 'all'>,
  format: ExportFormat,
  filter: QueueFilter = {},
): AsyncGenerator<string, void, undefined> {
  if (format === 'csv') yield csvHeader();
  const line = format === 'csv' ? csvLine : jsonLine;
  for await (const entry of store.all(filter)) yield line(entry);
}

export interface Imported {
  added: number;
  /** Entries that were here and took over a decision. */
  decided: number;
  refused: number;
  /** The first of them, with their number in the file. */
  problems: { line: number; problem: string }[];
}

const BATCH = 200;
const MAX_PROBLEMS = 100;

/**
 * Reads an exported JSONL file in, a batch of lines at a time. A line that does not fit is refused
 * and told of; the others are taken.
 */
export async function imported(
  store: Pick<ReviewStore, 'merge'>,
  pieces: AsyncIterable<string> | Iterable<string>,
): Promise<Imported> {
  const result: Imported = { added: 0, decided: 0, refused: 0, problems: [] };
  let batch: Entry[] = [];
  const write = async (): Promise<void> => {
    const { added, decided } = await store.merge(batch);
    result.added += added;
    result.decided += decided;
    batch = [];
  };
  const refuse = (line: number, problem: string): void => {
    result.refused++;
    if (result.problems.length < MAX_PROBLEMS) result.problems.push({ line, problem });
  };
  for await (const { number, text } of linesOf(pieces, MAX_LINE)) {
    const read = text === null ? null : await readJsonLine(text);
    if (!read) refuse(number, 'too long');
    else if (read.ok) batch.push(read.entry);
    else refuse(number, read.problem);
    if (batch.length === BATCH) await write();
  }
  await write();
  return result;
}
