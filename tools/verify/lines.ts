/** The report as a person reads it in a terminal, a line at a time. */
import type { LogitPair } from '../../src/core/guard-build';
import type { Bound } from './bounds';
import type { CheckResult, DeviceReport, FileReport, GoldenRun, SelfTestReport } from './report';

const row = (...cells: readonly (readonly [text: string, width: number])[]): string =>
  cells
    .map(([text, width]) => (width < 0 ? text.padStart(-width) : text.padEnd(width)))
    .join('  ')
    .trimEnd();

const small = (value: number | null): string =>
  value === null ? 'no number' : value === 0 ? '0' : value.toExponential(1);

const pair = (logits: LogitPair | null): string =>
  logits === null ? 'no numbers' : logits.map((value) => value.toFixed(4).padStart(9)).join(' ');

const PAIR = 19;

export const megabytes = (bytes: number): string =>
  `${(bytes / 1e6).toFixed(bytes < 1e8 ? 2 : 0)} MB`;

export const fileLine = ({ path, size, problem }: FileReport): string =>
  row(
    [problem === null ? 'OK' : 'PROBLEM', 8],
    [megabytes(size), -11],
    [path, 28],
    [problem ?? '', 0],
  );

export const deviceLine = ({ kind, precision, adapter, subgroups }: DeviceReport): string =>
  kind === 'wasm'
    ? 'Device: the processor (WASM), f32'
    : `Device: WebGPU, ${precision}${subgroups ? ', subgroups' : ''}; adapter: ${adapter}`;

export function selfTestLines({ cases, difference, tolerance }: SelfTestReport): string[] {
  return [
    `Self-test: largest difference ${small(difference)}, tolerance ${tolerance}`,
    row(
      ['', 2],
      ['tokens', -6],
      ['known: safe unsafe', PAIR],
      ['alone', PAIR],
      ['packed', PAIR],
      ['difference', -10],
      ['quantisation cost', -17],
    ),
    ...cases.map((each) =>
      row(
        ['', 2],
        [String(each.tokens), -6],
        [pair(each.expected), PAIR],
        [pair(each.alone), PAIR],
        [pair(each.packed), PAIR],
        [small(each.difference), -10],
        [small(each.quantisation), -17],
      ),
    ),
  ];
}

export const visionLine = ({ difference, tolerance }: NonNullable<CheckResult['vision']>): string =>
  `Known answers of the vision tower: largest difference ${small(difference)} of their size, tolerance ${tolerance}`;

export const goldenHead = ({ kind, value }: Bound): string[] => [
  `Golden cases: bound ${value} ${kind}`,
  row(
    ['', 4],
    ['case', -4],
    ['kind', 5],
    ['way', 6],
    ['tokens', -6],
    ['expected: safe unsafe', PAIR],
    ['found', PAIR],
    ['difference', -10],
    ['relative', -9],
  ),
];

export const goldenLine = (run: GoldenRun): string =>
  row(
    [run.ok ? 'ok' : 'FAIL', 4],
    [String(run.case), -4],
    [run.kind, 5],
    [run.way, 6],
    [String(run.tokens), -6],
    [pair(run.expected), PAIR + 2],
    [pair(run.found), PAIR],
    [small(run.difference), -10],
    [small(run.relative), -9],
  );
