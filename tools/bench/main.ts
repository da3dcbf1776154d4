/**
 * `npm run bench -- [--only NAME…] [--quick] [--docs DIR]`: runs the benchmarks one after another and
 * writes `docs/benchmarks.md`, with `docs/benchmarks.json` beside it. One that fails, or cannot run
 * here, has a row that says why, and does not stop the others.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import * as v from 'valibot';
import { orderlyEnd } from '../browsers/orderly-end';
import { ensureBuilt } from '../build/ensure';
import { thisMachine } from './machine';
import { page, type Record, Report, withRecord } from './report';
import { BENCHES, type Bench } from './results';

interface Options {
  readonly only?: readonly string[];
  readonly quick: boolean;
  readonly docs: string;
  readonly limit: number;
}

const DOCS = join(import.meta.dirname, '../../docs');
const NAMES = BENCHES.map(({ name }) => name);

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function bench({ only, quick, docs, limit }: Options): Promise<void> {
  const chosen = BENCHES.filter(({ name }) => only === undefined || only.includes(name));
  await mkdir(docs, { recursive: true });
  const file = join(docs, 'benchmarks.json');
  let report = await readReport(file);
  await ensureBuilt('chrome');
  await ensureBuilt('firefox');
  let failed = 0;
  for (const each of chosen) {
    say(`\n── ${each.name} ${'─'.repeat(Math.max(3, 70 - each.name.length))}`);
    const record = await run(each, quick, limit);
    if (record.outcome.kind === 'failed') {
      failed++;
      say(`${each.name} did not run: ${record.outcome.reason}`);
    }
    report = withRecord(report, record, NAMES);
    // After each: what was measured stays, whatever ends the rest.
    await writeFile(file, `${JSON.stringify(report, null, 1)}\n`);
    await writeFile(join(docs, 'benchmarks.md'), page(report));
  }
  say(
    `\n${chosen.length - failed} measured, ${failed} did not run; ${join(docs, 'benchmarks.md')}`,
  );
}

/** @throws Error where there is a file that is no report: it is not written over */
async function readReport(file: string): Promise<Report> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return { version: 1, records: [] };
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Report), text);
  if (!read.success) throw new Error(`${file} is no report of this version: move it away.`);
  return read.output;
}

async function run(bench: Bench, quick: boolean, limit: number): Promise<Record> {
  const args = [...bench.args, ...(quick ? bench.quick : [])];
  const words = args.length > 0 ? ` -- ${args.join(' ')}` : '';
  const began = Date.now();
  const outcome = await measured(bench, args, limit).catch((error: Error) => ({
    kind: 'failed' as const,
    reason: error.message,
  }));
  return {
    name: bench.name,
    command: `npm run bench:${bench.program}${words}`,
    date: new Date(began).toISOString().slice(0, 16),
    seconds: (Date.now() - began) / 1_000,
    machine: thisMachine(),
    outcome,
  };
}

/** @throws Error that says why there is nothing to read */
async function measured(
  { program, read }: Bench,
  args: readonly string[],
  limit: number,
): Promise<Record['outcome']> {
  const folder = await mkdtemp(join(tmpdir(), 'seawall-bench-'));
  let isKept = false;
  try {
    const out = join(folder, 'result.json');
    const failure = await ended(
      join(import.meta.dirname, `${program}.ts`),
      [...args, '--out', out],
      limit,
    );
    const text = await readFile(out, 'utf8').catch(() => null);
    // Numbers below their bounds end with an error, too, and are numbers.
    if (text === null) throw new Error(failure ?? 'It ended without a result.');
    // What cannot be read was measured all the same: it is kept for who can.
    isKept = true;
    const { on, lines } = read(JSON.parse(text));
    isKept = false;
    return { kind: 'measured', on, lines: [...lines] };
  } finally {
    if (isKept) say(`What it measured is kept in ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

/** For what is asked to end, to close its browsers. */
const GRACE_MS = 30_000;

let child: ChildProcess | undefined;

/** Null where it ended well, else its last words. */
function ended(file: string, args: readonly string[], limit: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    child = running;
    let tail = '';
    running.stderr.on('data', (chunk: Buffer) => {
      process.stderr.write(chunk);
      tail = `${tail}${chunk}`.slice(-2_000);
    });
    let isLate = false;
    let end: NodeJS.Timeout | undefined;
    const timer = setTimeout(() => {
      isLate = true;
      running.kill();
      end = setTimeout(() => running.kill('SIGKILL'), GRACE_MS);
    }, limit * 60_000);
    running.on('error', reject);
    running.on('close', (code) => {
      clearTimeout(timer);
      clearTimeout(end);
      if (code === 0) resolve(null);
      else if (isLate) resolve(`It did not end in ${limit} minutes.`);
      else resolve(lastLine(tail) || `It ended with ${code}.`);
    });
  });
}

const lastLine = (text: string): string =>
  text
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('at '))
    .at(-1)
    ?.slice(0, 300) ?? '';

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    child?.kill(signal);
    process.exit(1);
  });

function name(text: string, others: readonly string[] = []): string[] {
  if (!NAMES.includes(text)) throw new InvalidArgumentError(`one of ${NAMES.join(', ')}`);
  return [...others, text];
}

function minutes(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 24 * 60)) throw new InvalidArgumentError('minutes, above 0');
  return value;
}

const command = new Command('bench')
  .description('Runs all benchmarks, and writes their table.')
  .option('--only <name...>', `of ${NAMES.join(', ')}`, name)
  .option('--quick', 'smaller sizes', false)
  .option('--docs <folder>', 'where the table goes', DOCS)
  .option('--limit <minutes>', 'for each benchmark', minutes, 60)
  .parse();

await orderlyEnd(() => bench(command.opts<Options>()));
