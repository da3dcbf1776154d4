/**
 * `npm run fuzz -- [--minutes N | --runs N] [--seed S] [--target NAME…] [--path P]`: tries every fuzz
 * target (src/testing/fuzz.ts) on as many cases as there is time for, tells what it found with what
 * is needed to see it again, and ends with 1 where it found anything.
 */
import { Command, InvalidArgumentError } from 'commander';
import type { Reporter, TestCase, Vitest } from 'vitest/node';
import { startVitest } from 'vitest/node';
import type { FuzzPlan, FuzzResult } from '../../src/testing/fuzz';
import { orderlyEnd } from '../browsers/orderly-end';
import { setFuzzPlan } from './plan';
import { findTargets, type Target } from './targets';

interface Options {
  readonly minutes?: number;
  readonly runs?: number;
  readonly seed: number;
  readonly target: readonly string[];
  readonly path?: string;
}

/** What a target may take beyond its share: to begin, and to make a find smaller. */
const GRACE_MS = 240_000;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

class Results implements Reporter {
  readonly done: FuzzResult[] = [];
  /** Of targets that ended without a word of their own: why. */
  readonly failed = new Map<string, string>();
  /** Names of those that have begun and not ended. */
  readonly underWay = new Set<string>();

  onTestCaseReady({ name }: TestCase): void {
    this.underWay.add(name);
  }

  onTestCaseResult(test: TestCase): void {
    const { name } = test;
    this.underWay.delete(name);
    const result = test.meta().fuzz;
    const { state, errors } = test.result();
    if (result) {
      this.done.push(result);
      say(rowOf(result));
    } else if (state === 'failed')
      this.failed.set(name, errors.map(({ message }) => message).join('; '));
  }
}

const rowOf = ({ target, cases, ms, find }: FuzzResult): string =>
  `${target.padEnd(40)} ${cases.toLocaleString('en').padStart(12)} cases ${(ms / 1000).toFixed(1).padStart(8)} s  ${find ? 'FOUND' : 'nothing'}`;

function tellFind({ target, find }: FuzzResult): void {
  if (!find) return;
  const { seed, path, counterexample, error } = find;
  say(`\n── ${target}\n${error}\n\n${counterexample}\n`);
  say(`again: npm run fuzz -- --target '${target}' --seed ${seed} --path '${path}'`);
}

async function fuzz(options: Options): Promise<void> {
  const targets = (await findTargets()).filter(
    ({ name }) => options.target.length === 0 || options.target.some((part) => name.includes(part)),
  );
  if (targets.length === 0) throw new Error('There is no such target.');
  const plan = planOf(options, targets);
  setFuzzPlan(plan);
  say(`${targets.length} targets, seed ${plan.seed}`);
  const results = new Results();
  const watch = watchdog(plan, targets, results);
  const vitest = await startVitest('test', [...new Set(targets.map(({ file }) => file))], {
    watch: false,
    project: [...new Set(targets.map(({ project }) => project))],
    reporters: [results],
    // One after another: each has the machine, and its time, to itself.
    maxWorkers: 1,
    retry: 0,
  });
  clearTimeout(watch);
  await end(vitest, targets, results);
}

function planOf({ minutes, runs, seed, path }: Options, targets: readonly Target[]): FuzzPlan {
  const isTimed = runs === undefined && path === undefined;
  return {
    seed,
    runs: runs ?? null,
    msPerTarget: isTimed ? ((minutes ?? 1) * 60_000) / targets.length : null,
    targets: targets.map(({ name }) => name),
    path: path ?? null,
  };
}

/** A case that never ends holds its thread, so that nobody in there can tell of it. */
function watchdog({ msPerTarget }: FuzzPlan, targets: readonly Target[], results: Results) {
  if (msPerTarget === null) return undefined;
  const most = targets.length * msPerTarget * 1.5 + GRACE_MS;
  return setTimeout(() => {
    const names = [...results.underWay].join(', ') || 'none';
    say(`HANGS: not ended in ${Math.round(most / 60_000)} minutes; under way: ${names}`);
    process.exit(1);
  }, most);
}

async function end(
  vitest: Vitest,
  targets: readonly Target[],
  { done, failed }: Results,
): Promise<void> {
  for (const result of done) tellFind(result);
  const broken = vitest.state.getUnhandledErrors().map(String);
  for (const module of vitest.state.getTestModules())
    broken.push(...module.errors().map(({ message }) => `${module.moduleId}: ${message}`));
  for (const [name, why] of failed) broken.push(`${name}: ${why}`);
  await vitest.close();
  const missing = targets.filter(({ name }) => !done.some(({ target }) => target === name));
  for (const each of broken) say(`\n── broken\n${each}`);
  if (missing.length > 0) say(`\nnot tried: ${missing.map(({ name }) => name).join(', ')}`);
  const finds = done.filter(({ find }) => find).length;
  const cases = done.reduce((sum, each) => sum + each.cases, 0);
  say(`\n${cases.toLocaleString('en')} cases, ${finds} found`);
  process.exitCode = finds + broken.length + missing.length > 0 ? 1 : 0;
}

function number(text: string): number {
  const value = Number(text);
  if (text === '' || !(value > 0)) throw new InvalidArgumentError('a number above 0');
  return value;
}

function integer(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError('a whole number');
  return Number(text);
}

const program = new Command('fuzz')
  .description('Tries what takes in foreign input on made-up input.')
  .option('--minutes <count>', 'in all, shared by the targets (default: 1)', number)
  .option('--runs <count>', 'instead: cases of each target', number)
  .option('--seed <number>', 'of the made-up input', integer, Date.now() % 2 ** 31)
  .option('--target <name...>', 'only those whose names hold one of these', [])
  .option('--path <path>', 'with --seed and --target: straight to an earlier find')
  .parse();

await orderlyEnd(() => fuzz(program.opts<Options>()));
