/** `npm run eval`: how well a guard judges labelled text. */
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_THRESHOLD } from '../../src/core/verdict';
import { orderlyEnd } from '../browsers/orderly-end';
import { path } from '../screen/paths';
import type { Asker } from './ask/asker';
import { InputError, type Kind, type Wanted } from './item';
import { showProgress } from './progress';
import { compareSides, comparisonMarkdown, comparisonText, readSide } from './report/comparison';
import { summary } from './report/markdown';
import { whole } from './report/write';
import { type EvalOptions, evaluate, Stopped } from './run';

interface Options {
  data?: string[];
  guard?: string;
  device: 'wasm' | 'webgpu';
  engine?: 'server' | 'hosted';
  endpoint?: string;
  model: string;
  apiKeyEnv?: string;
  kind: Kind;
  prompts: Wanted['prompts'];
  lang?: string;
  threshold: number;
  bootstrap: number;
  seed: number;
  out: string;
  compare?: string[];
}

const program = new Command('npm run eval --')
  .description(
    'Asks a guard about labelled text and reports how well it judges: by set and language, with ' +
      'intervals and curves. Goes on where it was stopped. docs/eval.md says what is measured.',
  )
  .option('--data <path...>', 'files (.jsonl, .csv, .parquet) or folders of them')
  .option('--guard <folder>', 'a guard build, run here')
  .addOption(
    new Option('--device <name>', 'what runs the build')
      .choices(['wasm', 'webgpu'])
      .default('wasm'),
  )
  .addOption(
    new Option('--engine <name>', 'your server, or the SEA-LION API').choices(['server', 'hosted']),
  )
  .option('--endpoint <url>', 'base address of its API, such as http://127.0.0.1:8000/v1')
  .option('--model <name>', 'its model, where the server offers several', '')
  .option('--api-key-env <name>', 'environment variable that holds its key')
  .addOption(
    new Option('--kind <kind>', 'requests, or answers to them')
      .choices(['prompt', 'response'])
      .default('prompt'),
  )
  .addOption(
    new Option('--prompts <which>', 'of sets that have each text in its language and in English')
      .choices(['local', 'english', 'both'])
      .default('both'),
  )
  .option('--lang <code>', 'language of rows that name none')
  .option('--threshold <number>', 'unsafe from this P(unsafe) on', probability, DEFAULT_THRESHOLD)
  .option('--bootstrap <count>', 'samples for the intervals', count, 1_000)
  .option('--seed <number>', 'of the samples', integer, 1)
  .option('--out <folder>', 'where answers and report go', 'eval')
  .option('--compare <folders...>', 'two folders of --out; or, with --data, two guard builds')
  .action((options: Options) => orderlyEnd(() => run(options)));

function probability(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('It must be a number from 0 to 1.');
  return value;
}

function integer(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('It must be a whole number.');
  return value;
}

function count(text: string): number {
  const value = integer(text);
  if (value < 0 || value > 1_000_000) throw new InvalidArgumentError('It must be 0 to 1000000.');
  return value;
}

/** @throws Error where options are missing, or make no sense together */
async function opener(options: Options): Promise<() => Promise<Asker>> {
  const { guard, engine, device, endpoint, model, apiKeyEnv } = options;
  if ((guard === undefined) === (engine === undefined))
    throw new Error('Say who is asked: --guard with a folder, or --engine server or hosted.');
  if (guard !== undefined) {
    if (endpoint !== undefined || apiKeyEnv !== undefined || model !== '')
      throw new Error('--endpoint, --model and --api-key-env go with --engine.');
    const folder = await buildAt(guard);
    return async () => (await import('./ask/local')).openLocal(folder, device);
  }
  if (engine === undefined) throw new Error('unreachable');
  if (engine === 'server' && endpoint === undefined)
    throw new Error('--engine server needs the address of the server: --endpoint.');
  const key = apiKeyEnv === undefined ? null : (process.env[apiKeyEnv] ?? '');
  if (key === '') throw new Error(`The environment variable ${apiKeyEnv} is empty or not set.`);
  if (engine === 'hosted' && key === null)
    throw new Error('--engine hosted needs a key: --api-key-env.');
  return async () => {
    const { nameOf, openRemote } = await import('./ask/remote');
    // One count for all runs on this machine: the API counts by key, not by folder.
    const budgetFile = (address: string) =>
      join(import.meta.dirname, '../../.cache', `eval-budget-${nameOf(address)}.json`);
    return openRemote({ engine, endpoint, model, key, budgetFile });
  };
}

/** @throws InputError where it is no folder of a guard build */
async function buildAt(guard: string): Promise<string> {
  const folder = path(guard);
  await access(join(folder, 'build.json')).catch(() => {
    throw new InputError(guard, 'holds no guard build (no build.json)');
  });
  return folder;
}

async function run(options: Options): Promise<void> {
  if (options.compare) await compareTwo(options, options.compare);
  else await evaluateOne(options, await opener(options), path(options.out));
}

/** Twice is at once, for who cannot wait for a run to end. */
function stopSignal(): { signal: AbortSignal; release: () => void } {
  const stop = new AbortController();
  const stopped = () => {
    if (stop.signal.aborted) process.exit(130);
    process.stderr.write('\nStopping after what is under way (again: at once).\n');
    stop.abort();
  };
  process.on('SIGINT', stopped);
  process.on('SIGTERM', stopped);
  return {
    signal: stop.signal,
    release: () => {
      process.off('SIGINT', stopped);
      process.off('SIGTERM', stopped);
    },
  };
}

async function evaluateOne(
  options: Options,
  open: () => Promise<Asker>,
  out: string,
): Promise<void> {
  const { data, bootstrap } = options;
  if (data === undefined) throw new Error('Say what is asked about: --data.');
  const { kind, prompts, lang, threshold, seed } = options;
  const evalOptions: EvalOptions = {
    ...{ kind, prompts, lang, threshold, seed, out, replicates: bootstrap },
    data: data.map(path),
  };
  const { signal, release } = stopSignal();
  try {
    const progress = showProgress(process.stderr);
    const { report, timings } = await evaluate(evalOptions, open, progress, signal);
    process.stdout.write(`${summary(report)}\n`);
    const { secondsPerItem, contents } = timings;
    if (secondsPerItem !== null)
      process.stdout.write(`${secondsPerItem.toPrecision(3)} s a text (${contents} texts).\n`);
    process.stdout.write(`Written to ${out}.\n`);
  } catch (error) {
    if (error instanceof Stopped && signal.aborted) {
      process.stderr.write(`${error.message}\n`);
      // As of a program that was ended by Ctrl-C; what is still open must not hold it up.
      process.exit(130);
    }
    throw error;
  } finally {
    release();
  }
}

async function compareTwo(options: Options, compare: readonly string[]): Promise<void> {
  const [a, b, ...more] = compare;
  if (a === undefined || b === undefined || more.length > 0)
    throw new Error('--compare takes two folders.');
  if (options.guard !== undefined || options.engine !== undefined)
    throw new Error('--compare names what is compared: leave --guard and --engine out.');
  const out = path(options.out);
  let folders = [path(a), path(b)] as const;
  if (options.data) {
    const inside = [join(out, 'a'), join(out, 'b')] as const;
    for (const [guard, folder] of [[a, inside[0]] as const, [b, inside[1]] as const])
      await evaluateOne(options, await opener({ ...options, guard }), folder);
    folders = inside;
  }
  const compared = compareSides(await readSide(folders[0]), await readSide(folders[1]));
  await mkdir(out, { recursive: true });
  await whole(join(out, 'compare.json'), `${JSON.stringify(compared, null, 2)}\n`);
  await whole(join(out, 'compare.md'), comparisonMarkdown(compared));
  process.stdout.write(`${comparisonText(compared)}\nWritten to ${out}.\n`);
}

await program.parseAsync();
