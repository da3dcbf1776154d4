/**
 * `npm run bench:engine -- [--device webgpu] [--out FILE]`: elements a second of the local engine
 * against `@huggingface/transformers` generating the answer, in one run, on the same weights, device
 * and threads. WebGPU is Dawn in Node: the machine's graphics card, or Chromium's software driver.
 */
import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { orderlyEnd } from '../browsers/orderly-end';
import type { Builds } from './engine/builds';
import { openMatMuls } from './engine/matmul';
import { answer, type Ours, openOurs, type Way } from './engine/ours';
import { type EngineBench, type Rate, rateOf, setLines, shareOf, table } from './engine/result';
import { type DeviceName, type Runtime, startRuntime } from './engine/runtime';
import {
  makeTexts,
  medianOf,
  PREFIX_TOKENS,
  runsOf,
  TAIL_TOKENS,
  type Texts,
} from './engine/texts';
import { generate, NEW_TOKENS, openTheirs } from './engine/theirs';

interface Options {
  readonly device: DeviceName;
  readonly layers: number;
  readonly threads: number;
  readonly budget: number;
  readonly rounds: number;
  readonly elements: number;
  /** Numbers of elements. */
  readonly growth?: readonly number[];
  readonly out?: string;
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function secondsOf(act: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await act();
  return (performance.now() - began) / 1000;
}

async function bench(options: Options): Promise<EngineBench> {
  const runtime = await startRuntime(options.device, options.threads);
  // Only now: the builder brings the library along, which takes the runtime that it finds.
  const { makeBuilds } = await import('./engine/builds');
  const builds = await makeBuilds(options.layers, say);
  const short = makeTexts(options.elements, 25, builds.vocabulary);
  const long = makeTexts(Math.ceil(options.elements / 3), 100, builds.vocabulary);
  say(`${runtime.device}: opening both sides …`);
  const ours = await openOurs(runtime, builds, short);
  const theirs = await openTheirs(runtime, builds.transformersJs);
  const both = (texts: Texts) => sideBySide(runtime, ours, theirs, texts, options);
  try {
    say('Short texts …');
    const shortSet = await both(short);
    say(setLines(shortSet).join('\n'));
    say('Longer texts …');
    const longSet = await both(long);
    say(setLines(longSet).join('\n'));
    say('What each thing brings …');
    const few = { ...short, suffixes: short.suffixes.slice(0, Math.ceil(options.elements / 4)) };
    const first = await rounds(options, few.suffixes.length, () =>
      generate(runtime, theirs, few, 1),
    );
    const ablation = {
      whole: await ourRate(ours, few, options, 'whole'),
      prefix: await ourRate(ours, few, options, 'alone'),
      packed: shortSet.ours,
    };
    const budgets = [];
    for (const budget of [64, 128, 256, 512]) {
      const { elementsPerSecond } = await ourRate(
        ours,
        short,
        { ...options, budget, rounds: 1 },
        'packed',
      );
      budgets.push({ budget, elementsPerSecond });
    }
    say('MatMulNBits alone …');
    const share = await matmulShare(runtime, builds, ours, short, options);
    say(`  ${Math.round(share.matmulShare * 100)} % of ${share.matmulGflops.toFixed(1)} GFLOP/s`);
    say('Growth …');
    const growth = [];
    for (const elements of options.growth ?? growthOf(options.device)) {
      const texts = makeTexts(elements, 25, builds.vocabulary);
      const seconds = await secondsOf(() =>
        answer(ours, texts, runsOf(texts.suffixes, options.budget), 'packed'),
      );
      growth.push({ elements, seconds, millisecondsAnElement: (seconds * 1000) / elements });
      say(`  ${elements}: ${seconds.toFixed(1)} s`);
    }
    const { layers, vocabulary } = builds;
    return {
      device: runtime.device,
      threads: options.threads,
      layers,
      vocabulary,
      prefixTokens: PREFIX_TOKENS,
      tailTokens: TAIL_TOKENS,
      budget: options.budget,
      newTokens: NEW_TOKENS,
      ours: shortSet.ours,
      transformersjs: shortSet.transformersjs,
      ratio: shortSet.ratio,
      ratioToFirstToken: shortSet.ours.elementsPerSecond / first.elementsPerSecond,
      ...share,
      sets: [shortSet, longSet],
      ablation,
      budgets,
      growth,
      firstVerdictSeconds: ours.firstVerdictSeconds,
    };
  } finally {
    await ours.close();
    await theirs.dispose();
  }
}

/** A software adapter takes minutes for a thousand. */
const growthOf = (device: DeviceName): number[] =>
  device === 'wasm' ? [10, 100, 1000] : [10, 100];

/** Rounds of both, one after the other, so that what disturbs the machine disturbs both. */
async function sideBySide(
  runtime: Runtime,
  ours: Ours,
  theirs: Awaited<ReturnType<typeof openTheirs>>,
  texts: Texts,
  { budget, rounds: count }: Options,
) {
  const elements = texts.suffixes.length;
  const runs = runsOf(texts.suffixes, budget);
  const own: number[] = [];
  const other: number[] = [];
  await answer(ours, texts, runs, 'packed');
  await generate(runtime, theirs, { ...texts, suffixes: texts.suffixes.slice(0, 2) });
  for (let round = 0; round < count; round++) {
    const mine = await secondsOf(() => answer(ours, texts, runs, 'packed'));
    const library = await secondsOf(() => generate(runtime, theirs, texts));
    say(`  round ${round + 1}: ours ${mine.toFixed(1)} s, theirs ${library.toFixed(1)} s`);
    own.push(mine);
    other.push(library);
  }
  const rates = { ours: rateOf(elements, own), transformersjs: rateOf(elements, other) };
  return {
    medianTokens: texts.medianTokens,
    ...rates,
    // Of each round by itself, since the machine may change between rounds.
    ratio: medianOf(own.map((seconds, i) => (other[i] ?? Number.NaN) / seconds)),
  };
}

async function rounds(
  { rounds: count }: Options,
  elements: number,
  act: () => Promise<void>,
): Promise<Rate> {
  const seconds: number[] = [];
  await act();
  for (let round = 0; round < count; round++) seconds.push(await secondsOf(act));
  return rateOf(elements, seconds);
}

const ourRate = (ours: Ours, texts: Texts, options: Options, way: Way): Promise<Rate> =>
  rounds(options, texts.suffixes.length, () =>
    answer(ours, texts, runsOf(texts.suffixes, options.budget), way),
  );

/** Runs as screening packs them, and the matrices alone over as many rows, by turns. */
async function matmulShare(
  runtime: Runtime,
  builds: Builds,
  ours: Ours,
  texts: Texts,
  { budget, rounds: count }: Options,
): Promise<Pick<EngineBench, 'matmulShare' | 'matmulGflops'>> {
  const all = runsOf(texts.suffixes, budget);
  // The last is seldom full; where it is the only one, it is what there is.
  const runs = all.length > 1 ? all.slice(0, -1) : all;
  const tokens = runs.flat().reduce((sum, { length }) => sum + length, 0);
  const rows = Math.round(tokens / runs.length);
  const matmuls = await openMatMuls(runtime, builds);
  try {
    const alone = matmuls.over(rows);
    await alone();
    const shares: number[] = [];
    const speeds: number[] = [];
    for (let round = 0; round < count; round++) {
      const bare = await secondsOf(alone);
      const screening = await secondsOf(() => answer(ours, texts, runs, 'packed'));
      const again = await secondsOf(alone);
      const mean = (bare + again) / 2;
      shares.push(shareOf(tokens, screening, rows, mean));
      speeds.push((matmuls.operationsPerRow * rows) / mean / 1e9);
    }
    return { matmulShare: medianOf(shares), matmulGflops: medianOf(speeds) };
  } finally {
    await matmuls.close();
  }
}

const whole = (text: string): number => {
  const value = Number(text);
  if (!(Number.isInteger(value) && value > 0))
    throw new InvalidArgumentError('It must be a whole number above 0.');
  return value;
};

/** Its tower adds to the results of the first three. */
const layersOf4b = (text: string): number => {
  const layers = whole(text);
  if (layers < 3) throw new InvalidArgumentError('It must be 3 or more.');
  return layers;
};

const command = new Command('bench:engine')
  .addOption(new Option('--device <name>').choices(['wasm', 'webgpu']).default('wasm'))
  .addOption(new Option('--layers <count>', 'of the 4B').argParser(layersOf4b).default(3))
  .addOption(new Option('--threads <count>', 'of WASM').argParser(whole).default(2))
  .addOption(new Option('--budget <tokens>', 'in a run at most').argParser(whole).default(512))
  .addOption(new Option('--rounds <count>').argParser(whole).default(5))
  .addOption(new Option('--elements <count>').argParser(whole).default(20))
  .option('--growth <counts>', 'how many texts, with commas between', (text) =>
    text.split(',').map(whole),
  )
  .option('--out <file>')
  .parse();

await orderlyEnd(async () => {
  const options = command.opts<Options>();
  const result = await bench(options);
  console.log(table(result));
  if (options.out) await writeFile(options.out, `${JSON.stringify(result, null, 2)}\n`);
  // ONNX Runtime's threads and Dawn keep the program alive.
  process.exit();
});
