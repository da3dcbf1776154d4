/** `docs/benchmarks.json`, one record a benchmark, and the page that is written from it. */
import * as v from 'valibot';
import { Machine, machineLine } from './machine';
import { Line } from './results';

export const Record = v.object({
  name: v.string(),
  /** As it can be typed again. */
  command: v.string(),
  /** ISO 8601. */
  date: v.string(),
  seconds: v.number(),
  machine: Machine,
  outcome: v.variant('kind', [
    v.object({ kind: v.literal('measured'), on: v.string(), lines: v.array(Line) }),
    /** It could not run here, or failed. */
    v.object({ kind: v.literal('failed'), reason: v.string() }),
  ]),
});
export type Record = v.InferOutput<typeof Record>;

export const Report = v.object({ version: v.literal(1), records: v.array(Record) });
export type Report = v.InferOutput<typeof Report>;

/** The record takes the place of an earlier one of its name; others stay. */
export function withRecord({ records }: Report, record: Record, order: readonly string[]): Report {
  const others = records.filter(({ name }) => name !== record.name);
  const placeOf = ({ name }: Record): number => order.indexOf(name) + 1 || order.length + 1;
  return {
    version: 1,
    records: [...others, record].sort((a, b) => placeOf(a) - placeOf(b)),
  };
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const INTRODUCTION = `# Benchmarks

Written by \`npm run bench\`; the numbers are kept in [benchmarks.json](benchmarks.json). Run again, a
benchmark replaces its own rows and no others (\`npm run bench -- --only NAME\`). Most compare with
something in the same run on the same machine: the ratio, what was measured over what it is compared
with, means something elsewhere, too; times of the clock do not. Where other programs use the
machine, numbers are worse than they need be.`;

export function page({ records }: Report): string {
  const machines = [...new Set(records.map(({ machine }) => machineLine(machine)))];
  const letter = (machine: Machine): string =>
    String.fromCharCode(0x41 + machines.indexOf(machineLine(machine)));
  const rows = records.flatMap((record) => {
    const { name, outcome, machine } = record;
    if (outcome.kind === 'failed')
      return [row(name, letter(machine), 'did not run', outcome.reason, '', '')];
    return outcome.lines.map(({ what, measured, against, ratio }) =>
      row(name, letter(machine), what, measured, against, ratio === null ? '' : ratio.toFixed(2)),
    );
  });
  const runs = records.map(({ name, command, date, seconds, machine, outcome }) =>
    row(
      name,
      `\`${command}\``,
      date,
      `${Math.round(seconds)} s`,
      letter(machine),
      outcome.kind === 'failed' ? 'did not run' : outcome.on,
    ),
  );
  return [
    INTRODUCTION,
    '',
    '## Machines',
    '',
    ...machines.map((machine, i) => `- **${String.fromCharCode(0x41 + i)}**: ${machine}`),
    '',
    '## Results',
    '',
    row('benchmark', 'machine', 'what', 'measured', 'against', 'ratio'),
    `|${'---|'.repeat(6)}`,
    ...rows,
    '',
    '## Runs',
    '',
    row('benchmark', 'command', 'date', 'took', 'machine', 'on'),
    `|${'---|'.repeat(6)}`,
    ...runs,
    '',
  ].join('\n');
}
