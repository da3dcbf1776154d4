/** `npm run synthetic -- --like qwen3-vl-4b --gigabytes 2 --out DIR` */
import { Command, InvalidArgumentError, Option } from 'commander';
import { orderlyEnd } from '../browsers/orderly-end';
import { MODELS, type ModelName } from './models';
import { writeSynthetic } from './synthetic';

interface Options {
  readonly like: ModelName;
  readonly gigabytes?: number;
  readonly layers?: number;
  readonly out: string;
  readonly vision: boolean;
}

const positive = (text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
};

const whole = (text: string): number => {
  const value = positive(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('It must be a whole number.');
  return value;
};

const program = new Command('synthetic')
  .description('Writes a checkpoint of a published model’s exact shapes, with random weights.')
  .addOption(new Option('--like <model>').choices(Object.keys(MODELS)).makeOptionMandatory())
  .addOption(new Option('--gigabytes <size>', 'as near as whole layers come').argParser(positive))
  .addOption(new Option('--layers <count>').argParser(whole).conflicts('gigabytes'))
  .requiredOption('--out <folder>')
  .option('--no-vision', 'without its vision tower')
  .parse();

const { like, gigabytes, layers, out, vision } = program.opts<Options>();
await orderlyEnd(async () => {
  const bytes = gigabytes === undefined ? undefined : gigabytes * 1e9;
  const made = await writeSynthetic({ like, bytes, layers, vision, out });
  console.log(
    `${out}: ${like}, ${made.layers} layers, ${(made.bytes / 1e9).toFixed(2)} GB in ${made.files.length} files`,
  );
});
