/**
 * Entries as files: out, a piece at a time (each piece leaves JavaScript's memory as a Blob), and in,
 * a batch of lines at a time.
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

export type FilesStore = ReturnType<typeof createFilesStore>;

/** @param save Gives the file to the person. */
export function createFilesStore(
  asking: Pick<Asking, 'ask'>,
  save: (file: Blob, name: string) => void,
) {
  const job = signal<Job>({ kind: 'idle' });
  let stop = new AbortController();

  async function exportFile(format: Format, filter: QueueFilter): Promise<void> {
    stop = new AbortController();
    const { signal: stopped } = stop;
    // Exact, and that may take a second: it is for the bar alone.
    let of: number | null = null;
    void asking.ask('count', { type: 'review.count', filter }).then((counted) => {
      of = counted?.count ?? null;
    });
    const pieces: Blob[] = [];
    let after: QueuePlace | null = null;
    let entries = 0;
    do {
      job.value = { kind: 'exporting', format, entries, of };
      const request: ReviewRequest = { type: 'review.export', format, filter, after };
      const piece: ReviewAnswerTo<'piece'> | null = await asking.ask('piece', request);
      if (!piece || stopped.aborted) {
        job.value = { kind: 'idle' };
        return;
      }
      pieces.push(new Blob([piece.text]));
      entries += piece.entries;
      after = piece.next;
    } while (after);
    save(new Blob(pieces, { type: TYPES[format] }), `seawall-review.${format}`);
    job.value = { kind: 'exported', entries };
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
    const flush = async (): Promise<boolean> => {
      if (lines.length === 0) return true;
      const answer = await asking.ask('imported', { type: 'review.import', lines });
      if (!answer) return false;
      const { added, decided, refused, problems } = answer.result;
      result.added += added;
      result.decided += decided;
      result.refused += refused;
      result.problems.push(...problems.slice(0, MAX_PROBLEMS - result.problems.length));
      taken += lines.length - refused;
      [lines, length] = [[], 0];
      show();
      return true;
    };
    show();
    try {
      const text = pieces(file, (bytes) => {
        read += bytes;
      });
      for await (const line of linesOf(text, MAX_LINE)) {
        const size = line.text?.length ?? 0;
        const isFull = lines.length >= MAX_LINES || length + size > MAX_LINES_LENGTH;
        if (isFull && !(await flush())) stop.abort();
        if (stopped.aborted) break;
        lines.push({ number: line.number, text: line.text });
        length += size;
      }
      if (stopped.aborted || !(await flush())) problem = words.files.stopped;
    } catch {
      problem = words.files.unreadable;
    }
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

/** Into the person's folder of downloads. */
export function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it from disk while it saves; it asks where to for as long as a person likes.
  setTimeout(() => URL.revokeObjectURL(url), 10 * 60_000);
}
