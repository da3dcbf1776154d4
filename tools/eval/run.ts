/** From data and a guard to a folder with a report. */
import { mkdir, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ASKING_VERSION, contentKey } from '../../src/core/content-key';
import { takeLock } from '../builder/disk/lock';
import type { Asked, Asker, Given } from './ask/asker';
import type { Item, Kind, Wanted } from './item';
import { Journal } from './journal';
import type { Progress } from './progress';
import { type Data, readData } from './read/read';
import { contentId, type JudgedItem, judge } from './report/judged';
import { meansOf, type RowOptions, rowOf, scopesOf } from './report/rows';
import { REPORT_VERSION, type Report } from './report/schema';
import { type Timings, timingsOf } from './report/timings';
import { FILES, whole, writeReport } from './report/write';

export interface EvalOptions extends Wanted {
  readonly data: readonly string[];
  readonly out: string;
  readonly threshold: number;
  readonly replicates: number;
  readonly seed: number;
  readonly kind: Kind;
}

/** A person has stopped it, or something has: what was answered is kept. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

export interface Result {
  readonly report: Report;
  readonly timings: Timings;
}

/**
 * @param open called when the data has been read and makes sense: opening a guard takes its time
 * @throws Stopped when the signal is aborted; InputError; what the guard says
 */
export async function evaluate(
  options: EvalOptions,
  open: () => Promise<Asker>,
  progress: Progress,
  signal: AbortSignal,
): Promise<Result> {
  const data = await readData(options.data, options);
  await mkdir(options.out, { recursive: true });
  const lock = await takeLock(join(options.out, '.lock'), options.out, 'evaluation');
  try {
    const asker = await open();
    try {
      return await evaluateWith(asker, data, options, progress, signal);
    } finally {
      await asker.close();
    }
  } finally {
    await rm(lock.path, { force: true });
  }
}

async function evaluateWith(
  asker: Asker,
  data: Data,
  options: EvalOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<Result> {
  const { items } = data;
  const keys = await Promise.all(items.map(({ content }) => contentKey(content, asker.identity)));
  const asked = distinct(items, keys);
  const journal = new Journal(join(options.out, FILES.answers));
  try {
    if (journal.dropped > 0)
      progress.say(`${journal.dropped} lines of ${FILES.answers} were cut off: asked again.`);
    const given = await askAll(asker, asked, journal, progress, signal);
    const judged = await judgeAll(items, keys, given, asker, options.threshold);
    const report = await writeReport(
      options.out,
      reportOf(judged, data, asked.length, asker, options),
      judged,
    );
    const machine = { cpu: cpus()[0]?.model ?? '', node: process.versions.node };
    const timings = timingsOf(judged, keys, (key) => journal.get(key)?.ms, machine);
    await whole(join(options.out, FILES.timings), `${JSON.stringify(timings, null, 2)}\n`);
    return { report, timings };
  } finally {
    journal.close();
  }
}

/** What stands in the data twice is asked once. */
function distinct(items: readonly Item[], keys: readonly string[]): Asked[] {
  const asked = new Map<string, Asked>();
  items.forEach(({ content }, i) => {
    const key = keys[i] ?? '';
    if (!asked.has(key)) asked.set(key, { key, content });
  });
  return [...asked.values()];
}

async function askAll(
  asker: Asker,
  asked: readonly Asked[],
  journal: Journal,
  progress: Progress,
  signal: AbortSignal,
): Promise<(key: string) => Given> {
  const away = new Set<string>();
  const known = (key: string) => journal.has(key);
  const before = asked.filter(({ key }) => known(key)).length;
  let done = before;
  progress.start(asked.length, done);
  try {
    await asker.ask(
      asked,
      known,
      (answers) => {
        journal.add(
          answers.flatMap(({ key, answer, ms }) => {
            if (answer.ok || answer.reason === 'bad-answer') return [{ key, answer, ms }];
            away.add(key);
            return [];
          }),
        );
        done += answers.length;
        progress.at(done);
      },
      signal,
    );
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Stopped(`${said}\n${keptWords(done - away.size, asked.length)}`);
  } finally {
    progress.stop();
  }
  if (signal.aborted) throw new Stopped(`Stopped. ${keptWords(done - away.size, asked.length)}`);
  return (key) => journal.get(key)?.answer ?? { ok: false, reason: 'unreachable' };
}

const keptWords = (done: number, all: number): string =>
  `${done} of ${all} answers are kept; the same command goes on from there.`;

const judgeAll = (
  items: readonly Item[],
  keys: readonly string[],
  given: (key: string) => Given,
  { answerer }: Asker,
  threshold: number,
): Promise<JudgedItem[]> =>
  Promise.all(
    items.map(async (item, i) =>
      judge(item, await contentId(item), given(keys[i] ?? ''), answerer.engine, threshold),
    ),
  );

function reportOf(
  judged: readonly JudgedItem[],
  { files, skipped }: Data,
  contents: number,
  { answerer }: Asker,
  { kind, threshold, replicates, seed }: EvalOptions,
): Report {
  const rowOptions: RowOptions = { kind, model: answerer.model, sampling: { replicates, seed } };
  const rows = scopesOf(judged).map((scope) => rowOf(judged, scope, rowOptions));
  return {
    version: REPORT_VERSION,
    guard: answerer,
    kind,
    threshold,
    bootstrap: { replicates, seed, confidence: 0.95 },
    asking: ASKING_VERSION,
    data: { files: [...files], items: judged.length, contents, skipped },
    rows,
    means: meansOf(rows, rowOptions),
  };
}
