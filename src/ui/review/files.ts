/**
 * Entries as files: out, a piece at a time, the next one asked for when there is room for it
 * (outlet.ts); and in, a batch of lines at a time. Each batch is one transaction, so what comes in is
 * in whole batches, however it ends; the same file once more changes nothing.
 */
import { signal } from '@preact/signals';
import type { QueueFilter } from '../../core/review/filter';
import { MAX_LINE } from '../../core/review/jsonl';
import { linesOf } from '../../core/review/lines';
import {
  type ImportedView,
  MAX_LINES,
  MAX_LINES_LENGTH,
  type QueuePlace,
  type ReviewAnswerTo,
  type ReviewRequest,
} from '../../platform/review-protocol';
import type { Asking } from './asking';
import { type OpenOutlet, type Outlet, openOutlet } from './outlet';
import { words } from './strings';

export type Format = 'csv' | 'jsonl';

export type Job =
  | { kind: 'idle' }
  | { kind: 'exporting'; format: Format; entries: number; of: number | null }
  | { kind: 'exported'; entries: number }
  | { kind: 'importing'; entries: number; part: number }
  | { kind: 'imported'; result: ImportedView; problem: string | null };

const TYPES: Readonly<Record<Format, string>> = {
  csv: 'text/csv;charset=utf-8',
  jsonl: 'application/jsonl',
};
const MAX_PROBLEMS = 100;
/** Batches of an import that are on their way together. */
const AT_ONCE = 2;

export type FilesStore = ReturnType<typeof createFilesStore>;

/** @param open Where an exported file goes. */
export function createFilesStore(
  asking: Pick<Asking, 'ask' | 'tell'>,
  open: OpenOutlet = openOutlet,
) {
  const job = signal<Job>({ kind: 'idle' });
  let stop = new AbortController();
  let isOpening = false;

  async function exportFile(format: Format, filter: QueueFilter): Promise<void> {
    // A person picks a place already: the browser shows one picker at a time.
    if (isOpening) return;
    stop = new AbortController();
    const { signal: stopped } = stop;
    let outlet: Outlet | null = null;
    try {
      // Before anything is awaited: the browser insists on a click.
      isOpening = true;
      outlet = await open(`seawall-review.${format}`, TYPES[format]).finally(() => {
        isOpening = false;
      });
      if (!outlet) return;
      const entries = await pour(outlet, format, filter, stopped);
      if (entries === null) await outlet.abandon();
      else await outlet.close();
      job.value = entries === null ? { kind: 'idle' } : { kind: 'exported', entries };
    } catch (error) {
      await outlet?.abandon().catch(() => {});
      job.value = { kind: 'idle' };
      asking.tell(words.files.unwritten, error instanceof Error ? error.message : String(error));
    }
  }

  /** How many entries there were; null where it was stopped, or the background gave no more. */
  async function pour(
    outlet: Outlet,
    format: Format,
    filter: QueueFilter,
    stopped: AbortSignal,
  ): Promise<number | null> {
    // It may take a second: it is for the bar alone.
    let of: number | null = null;
    void asking.ask('count', { type: 'review.count', filter }).then((counted) => {
      of = counted?.count ?? null;
    });
    let after: QueuePlace | null = null;
    let entries = 0;
    do {
      job.value = { kind: 'exporting', format, entries, of };
      const request: ReviewRequest = { type: 'review.export', format, filter, after };
      const piece: ReviewAnswerTo<'piece'> | null = await asking.ask('piece', request);
      if (!piece || stopped.aborted) return null;
      await outlet.write(piece.text);
      entries += piece.entries;
      after = piece.next;
    } while (after);
    return entries;
  }

  async function importFile(file: Blob): Promise<void> {
    stop = new AbortController();
    const { signal: stopped } = stop;
    const result: ImportedView = { added: 0, decided: 0, refused: 0, problems: [] };
    let problem: string | null = null;
    let [read, taken] = [0, 0];
    let lines: { number: number; text: string | null }[] = [];
    let length = 0;
    const show = () => {
      job.value = { kind: 'importing', entries: taken, part: file.size ? read / file.size : 1 };
    };
    const take = async (batch: typeof lines): Promise<void> => {
      const answer = await asking.ask('imported', { type: 'review.import', lines: batch });
      if (!answer) {
        stop.abort();
        return;
      }
      const { added, decided, refused, problems } = answer.result;
      result.added += added;
      result.decided += decided;
      result.refused += refused;
      result.problems.push(...problems.slice(0, MAX_PROBLEMS - result.problems.length));
      taken += batch.length - refused;
      show();
    };
    // While one batch is written the next is read and understood.
    let writing: Promise<void>[] = [];
    const flush = async (): Promise<void> => {
      if (lines.length > 0) writing.push(take(lines));
      [lines, length] = [[], 0];
      // The page draws between two batches.
      if (writing.length >= AT_ONCE) await writing.shift();
      else await new Promise((resolve) => setTimeout(resolve));
    };
    show();
    try {
      const text = pieces(file, (bytes) => {
        read += bytes;
      });
      for await (const line of linesOf(text, MAX_LINE)) {
        const size = line.text?.length ?? 0;
        const isFull = lines.length >= MAX_LINES || length + size > MAX_LINES_LENGTH;
        if (isFull) await flush();
        if (stopped.aborted) break;
        lines.push({ number: line.number, text: line.text });
        length += size;
      }
      if (!stopped.aborted) await flush();
    } catch {
      problem = words.files.unreadable;
    }
    await Promise.all(writing);
    writing = [];
    if (stopped.aborted) problem = words.files.stopped;
    job.value = { kind: 'imported', result, problem };
  }

  return { job, exportFile, importFile, cancel: () => stop.abort() };
}

/** A file's text as it is read; what is no UTF-8 becomes U+FFFD. */
async function* pieces(
  file: Blob,
  taken: (bytes: number) => void,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    taken(value.byteLength);
    yield decoder.decode(value, { stream: true });
  }
  yield decoder.decode();
}
