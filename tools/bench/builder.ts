/**
 * `npm run bench:builder -- [--gigabytes 2,4,8] [--dir DIR]`: what a build takes in memory and time,
 * for synthetic checkpoints of several sizes, against a plain copy of the same files in the same run.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream, rmSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { orderlyEnd } from '../browsers/orderly-end';
import { MODELS, type ModelName, modelBytes } from '../synthetic/models';
import { type Synthetic, writeSynthetic } from '../synthetic/synthetic';
import { compareZeroPoints } from './zero-point';

interface Options {
  readonly gigabytes: readonly number[];
  readonly dir: string;
  readonly like: ModelName;
  readonly part: 'build' | 'tensors';
  readonly zeroPoint: boolean;
  readonly json: boolean;
  readonly out?: string;
}

interface Run {
  readonly sourceBytes: number;
  readonly layers: number;
  readonly copySeconds: number;
  readonly buildSeconds: number;
  /** Seconds of all processors together: what a machine that is busy otherwise does not lengthen. */
  readonly copyCpuSeconds: number;
  readonly buildCpuSeconds: number;
  /** Peak resident memory of the builder's process, its threads included. */
  readonly peakBytes: number;
}

const program = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What builds, without its file and the folders. */
const PROGRAMS: Readonly<Record<Options['part'], (from: string, out: string) => string[]>> = {
  build: (from, out) => [
    program('../builder/main.ts'),
    ...['--from', from, '--out', out, '--verdict-tokens', '100,101'],
  ],
  tensors: (from, out) => [program('./builder-child.ts'), from, out],
};

async function measure(options: Options, gigabytes: number, folder: string): Promise<Run> {
  const { like } = options;
  const from = join(folder, 'checkpoint');
  const out = join(folder, 'build');
  try {
    const made = await writeSynthetic({ like, bytes: gigabytes * 1e9, vision: true, out: from });
    const before = process.cpuUsage();
    const copySeconds = await timed(() => copy(made, from, join(folder, 'copy')));
    const { user, system } = process.cpuUsage(before);
    await rm(join(folder, 'copy'), { recursive: true });
    let used = { peakBytes: 0, cpuSeconds: 0 };
    const buildSeconds = await timed(async () => {
      used = await runMeasured(PROGRAMS[options.part](from, out));
    });
    return {
      sourceBytes: made.bytes,
      layers: made.layers,
      copySeconds,
      buildSeconds,
      copyCpuSeconds: (user + system) / 1e6,
      buildCpuSeconds: used.cpuSeconds,
      peakBytes: used.peakBytes,
    };
  } finally {
    await rm(from, { recursive: true, force: true });
    await rm(out, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Reads and writes each file, and waits until the disk has it, as the builder does. */
async function copy({ files }: Synthetic, from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const name of files) {
    const handle = await open(join(to, name), 'w');
    for await (const piece of createReadStream(join(from, name), { highWaterMark: 4 << 20 }))
      await handle.writeFile(piece);
    await handle.sync();
    await handle.close();
  }
}

/** The one that runs. */
let builder: ChildProcess | undefined;

interface Used {
  readonly peakBytes: number;
  readonly cpuSeconds: number;
}

/** Ticks a second of /proc/PID/stat, on every Linux. */
const TICKS = 100;

/** Runs a TypeScript program to its end. @returns what it took, its threads included */
async function runMeasured(words: readonly string[]): Promise<Used> {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = spawn(process.execPath, ['--import', loader, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  builder = child;
  let peakBytes = 0;
  let cpuSeconds = 0;
  // The kernel keeps the peak and the sum itself: the last sample counts.
  const sample = async () => {
    const about = `/proc/${child.pid}`;
    const status = await readFile(`${about}/status`, 'utf8').catch(() => '');
    const kilobytes = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0);
    const times = (await readFile(`${about}/stat`, 'utf8').catch(() => '')).split(') ')[1];
    const [user = 0, system = 0] = (times?.split(' ') ?? []).slice(11, 13).map(Number);
    peakBytes = Math.max(peakBytes, kilobytes * 1024);
    cpuSeconds = Math.max(cpuSeconds, (user + system) / TICKS);
  };
  const timer = setInterval(() => void sample(), 50);
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
  clearInterval(timer);
  if (code !== 0) throw new Error(`the builder ended with ${code}`);
  return { peakBytes, cpuSeconds };
}

const rate = (bytes: number, seconds: number): string =>
  `${(bytes / 1e6 / seconds).toFixed(0)} MB/s`;

function printRuns(runs: readonly Run[], options: Options): void {
  console.log(
    `${options.like}, ${options.part}, ${availableParallelism()} threads; both read what was just written: as far as memory holds it, from memory`,
  );
  console.log(
    '| source | layers | copy | builder | builder / copy | processors: copy, builder | peak memory |',
  );
  console.log(`|${'---|'.repeat(7)}`);
  for (const run of runs)
    console.log(
      `| ${[
        `${(run.sourceBytes / 1e9).toFixed(2)} GB`,
        run.layers,
        `${run.copySeconds.toFixed(1)} s, ${rate(run.sourceBytes, run.copySeconds)}`,
        `${run.buildSeconds.toFixed(1)} s, ${rate(run.sourceBytes, run.buildSeconds)}`,
        `${(run.buildSeconds / run.copySeconds).toFixed(1)} ×`,
        `${run.copyCpuSeconds.toFixed(1)} s, ${run.buildCpuSeconds.toFixed(1)} s`,
        `${(run.peakBytes / 1e6).toFixed(0)} MB`,
      ].join(' | ')} |`,
    );
  for (const [name, seconds] of Object.entries(wholeModels(runs)))
    console.log(`the whole ${name}: about ${(seconds / 60).toFixed(1)} minutes at the last rate`);
}

/** Seconds that whole models take at the rate of the largest run. */
function wholeModels(runs: readonly Run[]): Record<string, number> {
  const last = runs.at(-1);
  if (!last) return {};
  return Object.fromEntries(
    Object.values(MODELS).map((model) => [
      model.name,
      (modelBytes(model, model.layers, true) * last.buildSeconds) / last.sourceBytes,
    ]),
  );
}

async function bench(options: Options): Promise<void> {
  if (options.zeroPoint) return compareZeroPoints(options.json);
  await mkdir(options.dir, { recursive: true });
  const folder = await mkdtemp(join(options.dir, 'seawall-bench-builder-'));
  // Ended early, it leaves no gigabytes behind, and no builder that goes on.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      builder?.kill(signal);
      rmSync(folder, { recursive: true, force: true });
      process.kill(process.pid, signal);
    });
  const runs: Run[] = [];
  try {
    for (const gigabytes of options.gigabytes) runs.push(await measure(options, gigabytes, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const result = { like: options.like, part: options.part, runs, wholeModels: wholeModels(runs) };
  if (options.out) await writeFile(options.out, `${JSON.stringify(result, null, 1)}\n`);
  if (options.json) console.log(JSON.stringify(result, null, 1));
  else printRuns(runs, options);
}

function sizes(text: string): number[] {
  const values = text.split(',').map(Number);
  if (values.some((value) => !(value > 0)))
    throw new InvalidArgumentError('They must be numbers above 0, with commas between them.');
  return values;
}

const command = new Command('bench:builder')
  .description('Memory and time of a build, against a plain copy of the same files.')
  .addOption(new Option('--gigabytes <sizes>').argParser(sizes).default([2, 4, 8], '2,4,8'))
  .option('--dir <folder>', 'a disk with twice the largest size free', tmpdir())
  .addOption(new Option('--like <model>').choices(Object.keys(MODELS)).default('qwen3-vl-4b'))
  .addOption(new Option('--part <what>').choices(['build', 'tensors']).default('build'))
  .option('--zero-point', 'instead: whether a zero point a block would pay', false)
  .option('--json', 'for programs', false)
  .option('--out <file>', 'write the numbers as JSON')
  .parse();

await orderlyEnd(() => bench(command.opts<Options>()));
