/** `npm run guard:build`: a guard build from a checkpoint of this machine or of a hub. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { buildBytes, type Precision } from '../../src/core/guard-build';
import { orderlyEnd } from '../browsers/orderly-end';
import { path } from '../screen/paths';
import { buildGuard } from './build';
import { openSource } from './hub/source';
import { askLicence, showProgress } from './hub/terminal';
import { knownAnswersSummary, quantisationSummary } from './summary';
import { buildTransformersJs } from './transformers-js/build';
import type { Bits, BuildOptions } from './work';

interface Options {
  from: string;
  out: string;
  bits: Bits;
  variants: Precision[];
  revision?: string;
  verdictTokens?: [string, string];
  keep8bit?: RegExp;
  layout: 'guard' | 'transformers.js';
  name?: string;
  licence?: string;
  acceptLicence?: true;
  cache: string;
}

const program = new Command('npm run guard:build --')
  .description('Makes a guard build, which a browser can run, from a SEA-Guard checkpoint.')
  .requiredOption('--from <source>', 'a folder in the Hugging Face layout, or hf:owner/name')
  .requiredOption('--out <folder>', 'where the build goes; an older build there is replaced')
  .addOption(
    new Option('--bits <bits>', 'bits of the matrices; `none` keeps them in float32')
      .choices(['4', '8', 'none'])
      .default(4)
      .argParser((text): Bits => {
        if (text === 'none') return 'none';
        if (text === '4' || text === '8') return Number(text) as 4 | 8;
        throw new InvalidArgumentError('It must be 4, 8 or none.');
      }),
  )
  .option('--variants <list>', 'f16 for devices with shader-f16, f32 for all', variants, [
    'f16',
    'f32',
  ])
  .option('--revision <revision>', 'branch, tag or commit of hf:owner/name')
  .option(
    '--verdict-tokens <safe,unsafe>',
    'the two answers’ first tokens, as ids or texts (otherwise the tokenizer tells)',
    pair,
  )
  .option('--keep-8bit <pattern>', 'tensors whose names match get 8 bits, not 4', pattern)
  .addOption(
    new Option('--layout <layout>', 'a guard build, or what @huggingface/transformers loads')
      .choices(['guard', 'transformers.js'])
      .default('guard'),
  )
  .option('--name <name>', 'what people read (otherwise the model’s own)')
  .option('--licence <licence>', 'of a checkpoint folder whose README.md names none')
  .option('--accept-licence', 'the model’s licence is accepted without a question')
  .option('--cache <folder>', 'where downloads are kept', defaultCache())
  .action((options: Options) => orderlyEnd(() => run(options)));

function variants(text: string): Precision[] {
  const found = (['f16', 'f32'] as const).filter((precision) =>
    text.split(',').includes(precision),
  );
  if (found.length === 0 || text.split(',').length !== found.length)
    throw new InvalidArgumentError('It must be f16, f32 or f16,f32.');
  return found;
}

function pair(text: string): [string, string] {
  const [safe, unsafe, ...more] = text.split(',').map((part) => part.trim());
  if (!safe || !unsafe || more.length > 0)
    throw new InvalidArgumentError('It must be two tokens with a comma between.');
  return [safe, unsafe];
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw new InvalidArgumentError('It must be a regular expression.');
  }
}

function defaultCache(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'seawall/checkpoints');
}

async function run(options: Options): Promise<void> {
  const out = path(options.out);
  const token = process.env.HF_TOKEN;
  const download = showProgress();
  const source = await openSource(
    options.from.startsWith('hf:') ? options.from : path(options.from),
    {
      ...(options.revision === undefined ? {} : { revision: options.revision }),
      ...(token ? { token } : {}),
      cache: path(options.cache),
      acceptLicence: askLicence(options.acceptLicence ?? false),
      progress: download.progress,
    },
  ).finally(download.stop);
  const licence = options.licence ?? source.licence;
  const building = showProgress();
  const build: BuildOptions = {
    from: source.folder,
    out,
    bits: options.bits,
    keep8bit: options.keep8bit,
    precisions: options.variants,
    name: (options.name ?? source.model.split('/').at(-1) ?? source.model).slice(0, 80),
    source: { model: source.model, revision: source.revision, licence },
    verdictTokens: options.verdictTokens,
    progress: building.progress,
  };
  const say = (text: string) => process.stdout.write(text);
  if (options.layout === 'transformers.js') {
    const { dtypes, tensors, bytes } = await buildTransformersJs(build).finally(building.stop);
    say(
      `${quantisationSummary(tensors)}\n${out}: ${sizeText(bytes)}, dtype ${dtypes.join(', ')}\n`,
    );
  } else {
    const result = await buildGuard(build).finally(building.stop);
    say(`${quantisationSummary(result.tensors)}${knownAnswersSummary(result.build)}\n`);
    say(`${out}: ${sizeText(buildBytes(result.build))}, ${result.build.id}\n`);
    say(`Check it: npm run guard:verify -- ${options.out}\n`);
  }
  say(`Licence of the weights: ${licence}.\n`);
}

const sizeText = (bytes: number): string =>
  bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;

await program.parseAsync();
