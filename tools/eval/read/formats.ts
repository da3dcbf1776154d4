/** Files of rows: JSONL, CSV and Parquet. */
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import Papa from 'papaparse';
import { InputError } from '../item';

export interface Row {
  readonly record: unknown;
  /** From 1. */
  readonly line: number;
}

/**
 * One JSON object a line; blank lines are passed over.
 * @throws InputError
 */
export function* jsonlRows(text: string, file: string): Generator<Row> {
  let line = 0;
  for (const written of text.split('\n')) {
    line++;
    if (written.trim() === '') continue;
    let record: unknown;
    try {
      record = JSON.parse(written);
    } catch {
      throw new InputError(`${file}:${line}`, 'is not JSON (one object a line)');
    }
    yield { record, line };
  }
}

/**
 * By RFC 4180, the first line naming the columns.
 * @throws InputError
 */
export function csvRows(text: string, file: string): Row[] {
  const rows: Row[] = [];
  let columns: string[] | null = null;
  let line = 1;
  let read = 0;
  let failed: InputError | null = null;
  Papa.parse<string[]>(text, {
    skipEmptyLines: false,
    step: ({ data, errors, meta }, parser) => {
      const at = line;
      line += text.slice(read, meta.cursor).split('\n').length - 1;
      read = meta.cursor;
      const fail = (what: string) => {
        failed = new InputError(`${file}:${at}`, what);
        parser.abort();
      };
      const [error] = errors.filter(({ code }) => code !== 'UndetectableDelimiter');
      if (error) return fail(error.message);
      if (data.length === 1 && data[0]?.trim() === '') return;
      if (columns === null) {
        columns = data.map((name) => name.trim().toLowerCase());
        const missing = ['text', 'label'].find((name) => !columns?.includes(name));
        if (missing !== undefined) fail(`the first line names no column \`${missing}\``);
        return;
      }
      if (data.length !== columns.length)
        return fail(
          `has ${data.length} cells where the first line names ${columns.length} columns`,
        );
      const record = Object.fromEntries(columns.map((name, i) => [name, data[i] ?? '']));
      rows.push({ record, line: at });
    },
  });
  if (failed) throw failed;
  if (columns === null) throw new InputError(file, 'is empty');
  return rows;
}

/** @throws InputError */
export async function parquetRows(path: string, file: string): Promise<Row[]> {
  const rows = await asyncBufferFromFile(path)
    .then((buffer) => parquetReadObjects({ file: buffer, compressors }))
    .catch((error: unknown) => {
      const said = error instanceof Error ? error.message : String(error);
      throw new InputError(file, `is no Parquet file that can be read (${said})`);
    });
  return rows.map((record, i) => ({ record, line: i + 1 }));
}
