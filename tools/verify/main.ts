/** `npm run guard:verify`: whether a guard build is whole, and computes what it should. */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Precision } from '../../src/core/guard-build';
import type { BrowserName } from '../browsers/extension';
import { path } from '../screen/paths';
import { verify } from './verify';

interface Options {
  golden?: string;
  device?: 'wasm' | 'webgpu';
  precision?: Precision;
  browser?: BrowserName;
  bound?: number;
  json?: true;
}

const program = new Command('npm run guard:verify --')
  .description(
    'Checks a guard build: its files, its known answers, and a golden file’s cases. ' +
      'Ends with 1 where something is damaged, cannot be run or is over its bound.',
  )
  .argument('<folder>', 'the folder of a guard build')
  .option('--golden <file>', 'what the reference code computed for the same checkpoint')
  .addOption(
    new Option('--device <name>', 'what runs it (default: wasm, in a browser webgpu)').choices([
      'wasm',
      'webgpu',
    ]),
  )
  .addOption(
    new Option('--precision <name>', 'variant of the build (default: the best that runs)').choices([
      'f16',
      'f32',
    ]),
  )
  .addOption(
    new Option('--browser <name>', 'in a browser’s page, not in Node').choices([
      'chrome',
      'firefox',
    ]),
  )
  .option('--bound <number>', 'relative bound for golden cases instead of the usual one', bound)
  .option('--json', 'the report as JSON on standard output, all else on standard error')
  .action(run);

function bound(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

async function run(folder: string, options: Options): Promise<void> {
  const { golden, browser, json } = options;
  const out = json ? process.stderr : process.stdout;
  const report = await verify(
    {
      ...options,
      folder: path(folder),
      golden: golden === undefined ? undefined : path(golden),
      device: options.device ?? (browser ? 'webgpu' : 'wasm'),
    },
    (line) => out.write(`${line}\n`),
  );
  if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else if (report.ok) out.write('Good.\n');
  for (const problem of report.problems) process.stderr.write(`${problem}\n`);
  process.exitCode = report.ok ? 0 : 1;
}

await program.parseAsync();
