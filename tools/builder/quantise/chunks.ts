/** How matrices are cut for the threads. */

export interface RowRange {
  readonly begin: number;
  readonly end: number;
}

/** Weights a chunk: 4 MB of bfloat16. The same whatever the number of threads. */
const CHUNK_VALUES = 2 * 1024 * 1024;

export function chunksOf(rows: number, columns: number, values = CHUNK_VALUES): RowRange[] {
  const step = Math.max(1, Math.floor(values / Math.max(1, columns)));
  return Array.from({ length: Math.ceil(rows / step) }, (_, index) => ({
    begin: index * step,
    end: Math.min((index + 1) * step, rows),
  }));
}
