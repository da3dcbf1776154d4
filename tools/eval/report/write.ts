/** The files of a report. Each is there whole or not at all. */
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Scored } from '../metrics/ranking';
import { type JudgedItem, writeItems } from './judged';
import { markdown } from './markdown';
import { scopeName, within } from './rows';
import { Report, type ReportRow } from './schema';
import { curvesSvg } from './svg';

export const FILES = {
  report: 'report.json',
  markdown: 'report.md',
  items: 'items.jsonl',
  timings: 'timings.json',
  answers: 'answers.jsonl',
  curves: 'curves',
} as const;

export async function writeReport(
  folder: string,
  report: Report,
  items: readonly JudgedItem[],
): Promise<Report> {
  const curves = join(folder, FILES.curves);
  await mkdir(curves, { recursive: true });
  const names = new Set<string>();
  const rows: ReportRow[] = [];
  for (const row of report.rows) {
    const svg = curvesOf(row, within(items, row));
    const name = svg && freeName(scopeName(row), names);
    if (name) await whole(join(curves, name), svg);
    rows.push({ ...row, curves: name });
  }
  // Of an earlier run over other data.
  for (const old of await readdir(curves))
    if (old.endsWith('.svg') && !names.has(old)) await rm(join(curves, old));
  const complete = v.parse(Report, { ...report, rows });
  await whole(join(folder, FILES.items), writeItems(items));
  await whole(join(folder, FILES.markdown), markdown(complete));
  await whole(join(folder, FILES.report), `${JSON.stringify(complete, null, 2)}\n`);
  return complete;
}

/** Null where there are no scores to draw. */
function curvesOf(row: ReportRow, items: readonly JudgedItem[]): string | null {
  const scored: Scored[] = items.flatMap(({ pUnsafe, label }) =>
    pUnsafe === null ? [] : [{ score: pUnsafe, unsafe: label === 'unsafe' }],
  );
  if (scored.length === 0 || row.words > 0) return null;
  const { auprc } = row.measures;
  return curvesSvg(scopeName(row), scored, auprc.value === null ? auprc.why : null);
}

/** Letters, digits and dashes; names that come to the same are numbered. */
function freeName(scope: string, taken: Set<string>): string {
  const plain = scope
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);
  let name = `${plain}.svg`;
  for (let n = 2; taken.has(name); n++) name = `${plain}-${n}.svg`;
  taken.add(name);
  return name;
}

export async function whole(path: string, content: string): Promise<void> {
  const draft = `${path}.part`;
  await writeFile(draft, content);
  await rename(draft, path);
}
