/** Reading two reports' folders, and the comparison in words. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Compared, compare, QUANTILES } from '../compare';
import { InputError } from '../item';
import { type JudgedItem, readItems } from './judged';
import { Report } from './schema';
import { markdownTable, type Table, textTable } from './table';
import { FILES } from './write';

export interface Side {
  readonly name: string;
  readonly report: Report;
  readonly items: readonly JudgedItem[];
}

/** @throws InputError */
export async function readSide(folder: string): Promise<Side> {
  const path = (name: string) => join(folder, name);
  const text = (name: string) =>
    readFile(path(name), 'utf8').catch(() => {
      throw new InputError(path(name), 'is not there: evaluate first, then compare');
    });
  let json: unknown;
  try {
    json = JSON.parse(await text(FILES.report));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(path(FILES.report), 'is not JSON');
  }
  const parsed = v.safeParse(Report, json);
  if (!parsed.success)
    throw new InputError(path(FILES.report), 'is no report of this version of the command');
  const items = readItems(await text(FILES.items), path(FILES.items));
  return { name: folder, report: parsed.output, items };
}

export interface ComparisonReport extends Compared {
  readonly a: Report['guard'];
  readonly b: Report['guard'];
  readonly threshold: number;
  readonly kind: string;
}

/** @throws InputError where the two cannot be compared */
export function compareSides(a: Side, b: Side): ComparisonReport {
  const { threshold, kind, asking } = a.report;
  const differs = (what: string, x: unknown, y: unknown) =>
    new InputError(`${a.name} and ${b.name}`, `have other ${what}: ${x} and ${y}`);
  if (threshold !== b.report.threshold) throw differs('thresholds', threshold, b.report.threshold);
  if (kind !== b.report.kind) throw differs('kinds', kind, b.report.kind);
  if (asking !== b.report.asking) throw differs('ways of asking', asking, b.report.asking);
  const compared = compare(a.items, b.items);
  if (compared.rows.every(({ items }) => items === 0))
    throw new InputError(`${a.name} and ${b.name}`, 'have no item in common');
  return { a: a.report.guard, b: b.report.guard, threshold, kind, ...compared };
}

const small = (value: number): string => (value === 0 ? '0' : value.toPrecision(3));

const rowsTable = ({ rows }: Compared): Table => ({
  columns: [
    ...['language', 'items', 'to unsafe', 'to safe', 'to unknown', 'from unknown'],
    ...['right now', 'wrong now', 'mean shift', 'mean |shift|', 'max |shift|'],
    ...QUANTILES.map((q) => `${q * 100} %`),
    'correlation',
  ],
  texts: 1,
  rows: rows.map(({ lang, items, flips, shift }) => {
    const { toUnsafe, toSafe, toUnknown, fromUnknown, becameRight, becameWrong } = flips;
    const counts = [items, toUnsafe, toSafe, toUnknown, fromUnknown, becameRight, becameWrong];
    const values = shift
      ? [shift.mean, shift.meanAbsolute, shift.max, ...shift.quantiles].map(small)
      : [...'–––', ...QUANTILES.map(() => '–')];
    const correlated = shift?.correlation;
    return [
      lang ?? 'all',
      ...counts.map(String),
      ...values,
      correlated === null || correlated === undefined ? '–' : correlated.toFixed(5),
    ];
  }),
});

const movedTable = ({ moved }: Compared): Table => ({
  columns: ['file', 'set', 'language', 'label', 'line', 'P(unsafe) of A', 'of B'],
  texts: 4,
  rows: moved.map(({ file, set, lang, label, line, a, b }) => [
    ...[file, set, lang, label, `${line}`, a.toFixed(4), b.toFixed(4)],
  ]),
});

const guardName = ({ name, id, device }: Report['guard']): string =>
  `${name}, ${id}${device ? `, ${device.kind} ${device.precision}` : ''}`;

const head = ({ a, b, threshold, kind, onlyA, onlyB }: ComparisonReport): string[] => [
  `A: ${guardName(a)}.`,
  `B: ${guardName(b)}.`,
  `Asked as ${kind}s, threshold ${threshold}. ${onlyA} items are in A alone, ${onlyB} in B alone.`,
  'Shifts are P(unsafe) of B less that of A; quantiles are of their absolute values.',
];

export const comparisonText = (compared: ComparisonReport): string =>
  `${[head(compared).join('\n'), textTable(rowsTable(compared))].join('\n\n')}\n`;

export const comparisonMarkdown = (compared: ComparisonReport): string =>
  `${[
    '# Comparison',
    head(compared).join('\n'),
    markdownTable(rowsTable(compared)),
    '## What moved most',
    compared.moved.length > 0 ? markdownTable(movedTable(compared)) : 'Nothing.',
  ].join('\n\n')}\n`;
