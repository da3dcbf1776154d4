/** `report.md`, and the summary that a terminal gets. */
import { skippedWords } from '../read/read';
import { PAPER, type PaperFigure } from './paper';
import { scopeName } from './rows';
import type { MeanRow, Report, ReportRow } from './schema';
import { markdownTable, markdownText, type Table, textTable } from './table';

type Measure = ReportRow['measures']['auprc'];

const number = (value: number): string => value.toFixed(3);

/** `0.912 (0.890–0.931)` */
const cell = (measure: Measure): string => {
  if (measure.value === null) return '–';
  const { value, low, high } = measure;
  return low === null || high === null
    ? number(value)
    : `${number(value)} (${number(low)}–${number(high)})`;
};

const value = ({ value: found }: Measure): string => (found === null ? '–' : number(found));

const paperCell = (figures: readonly PaperFigure[]): string =>
  figures
    .map(({ model, auprc, same }) => `${sizeOf(model)} ${number(auprc)}${same ? ' (this)' : ''}`)
    .join(', ');

const sizeOf = (model: string): string => model.match(/-(\d+B)-/)?.[1] ?? model;

const COLUMNS = [
  ['AUPRC', 'auprc'],
  ['AP', 'averagePrecision'],
  ['AUROC', 'auroc'],
  ['F1', 'f1'],
  ['recall', 'recall'],
  ['FPR', 'falsePositiveRate'],
  ['ECE', 'calibrationError'],
] as const;

const nameOf = (measure: string): string =>
  COLUMNS.find(([, each]) => each === measure)?.[0] ?? measure;

function rowsTable(rows: readonly ReportRow[], show: (measure: Measure) => string): Table {
  const hasPaper = rows.some(({ paper }) => paper.length > 0);
  return {
    columns: [
      ...['set', 'language', 'items', 'unsafe', 'unknown'],
      ...COLUMNS.map(([name]) => name),
      ...(hasPaper ? ['paper’s AUPRC'] : []),
    ],
    texts: 2,
    rows: rows.map(({ set, lang, items, unsafe, unknown, measures, paper }) => [
      ...[set ?? 'all', lang ?? 'all', `${items}`, `${unsafe}`, `${unknown.items}`],
      ...COLUMNS.map(([, measure]) => show(measures[measure])),
      ...(hasPaper ? [paperCell(paper)] : []),
    ]),
  };
}

const meansTable = (means: readonly MeanRow[], show: (measure: Measure) => string): Table => ({
  columns: ['set', 'mean over', 'AUPRC', 'AP', 'AUROC', 'paper’s AUPRC'],
  texts: 2,
  rows: means.map(({ set, languages, auprc, averagePrecision, auroc, paper }) => [
    set,
    languages.join(' '),
    ...[auprc, averagePrecision, auroc].map(show),
    paperCell(paper),
  ]),
});

const WORST = ['auroc', 'f1', 'recall', 'falsePositiveRate'] as const;

const worstTable = (rows: readonly ReportRow[]): Table => ({
  columns: ['set', 'language', 'why', 'unknown', ...WORST.map(nameOf)],
  texts: 3,
  rows: rows.flatMap(({ set, lang, unknown, worst }) => {
    if (!worst) return [];
    const reasons = Object.entries(unknown.reasons).map(([why, count]) => `${why} ${count}`);
    const values = WORST.map((name) => worst[name]);
    return [
      [
        ...[set ?? 'all', lang ?? 'all', reasons.join(', '), `${unknown.items}`],
        ...values.map((each) => (each === null ? '–' : number(each))),
      ],
    ];
  }),
});

export function headline({ guard, kind, threshold, data }: Report): string[] {
  const { engine, id, name, practice, device, address } = guard;
  const on = device ? ` on ${device.kind} (${device.precision})` : ` at ${address}`;
  return [
    `Guard: ${engine === 'local' ? `${name}, build ${id}` : id}${on}.`,
    ...(practice
      ? ['This is the practice guard: it knows a list of phrases, and its figures say nothing.']
      : []),
    `${data.items} items as ${kind}s (${data.contents} different ones) in ${data.files.length === 1 ? 'one file' : `${data.files.length} files`}; ${skippedWords(data.skipped)}.`,
    `Threshold ${threshold}.`,
  ];
}

const DEFINITIONS =
  'AUPRC: area under the precision-recall curve by trapezoids. AP: average precision. FPR: part of ' +
  'the safe items that is flagged. ECE: expected calibration error, 15 bins. In brackets: where the ' +
  'true value lies with a confidence of 95 % (docs/eval.md).';

/** Why a row has no value, each reason once, with the measures and the rows that it is about. */
function reasons(rows: readonly ReportRow[]): string[] {
  const found = new Map<string, { measures: Set<string>; scopes: Set<string> }>();
  for (const row of rows)
    for (const [name, measure] of Object.entries(row.measures)) {
      if (measure.value !== null) continue;
      const about = found.get(measure.why) ?? { measures: new Set(), scopes: new Set() };
      about.measures.add(nameOf(name));
      about.scopes.add(scopeName(row));
      found.set(measure.why, about);
    }
  return [...found].map(([why, { measures, scopes }]) =>
    markdownText(`${[...measures].join(', ')}: ${why} (${[...scopes].join('; ')})`),
  );
}

export function markdown(report: Report): string {
  const { rows, means } = report;
  const worst = worstTable(rows);
  const missing = reasons(rows);
  const drawn = rows.flatMap((row) =>
    row.curves === null
      ? []
      : [`- [${markdownText(scopeName(row))}](curves/${encodeURIComponent(row.curves)})`],
  );
  const isSet = ({ set, lang }: ReportRow) => set !== null && lang !== null;
  const parts = [
    '# Evaluation',
    headline(report).map(markdownText).join('\n'),
    '## By set and language',
    markdownTable(rowsTable(rows.filter(isSet), cell)),
    '## Together',
    markdownTable(
      rowsTable(
        rows.filter((row) => !isSet(row)),
        cell,
      ),
    ),
    ...(means.length > 0
      ? ['## Means over languages', markdownTable(meansTable(means, value))]
      : []),
    ...(hasPaper(report) ? [`The paper is ${PAPER}; its figures are AUPRC of prompts.`] : []),
    ...(worst.rows.length > 0
      ? [
          '## If every unknown one had been wrong',
          'What has no verdict is left out above. Here it counts as missed where it is unsafe and as flagged where it is safe.',
          markdownTable(worst),
        ]
      : []),
    ...(missing.length > 0
      ? ['## Why there is no value', missing.map((each) => `- ${each}`).join('\n')]
      : []),
    ...(drawn.length > 0 ? ['## Curves', drawn.join('\n')] : []),
    '## What the columns mean',
    DEFINITIONS,
  ];
  return `${parts.join('\n\n')}\n`;
}

const hasPaper = ({ rows, means }: Report): boolean =>
  [...rows, ...means].some(({ paper }) => paper.length > 0);

/** For the terminal: values without their intervals. */
export function summary(report: Report): string {
  const { rows, means } = report;
  const parts = [
    headline(report).join('\n'),
    textTable(rowsTable(rows, value)),
    ...(means.length > 0 ? [textTable(meansTable(means, value))] : []),
    ...(hasPaper(report) ? [`The paper is ${PAPER}.`] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}
