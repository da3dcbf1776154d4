/**
 * Whether a zero point for each block of four-bit weights would pay: its error against that of the
 * scale alone, and what as many bits would buy otherwise.
 *
 *     symmetric          q in 0..15, value (q - 8) · scale              4.5 bits a weight
 *     zero point         value (q - zero) · scale, zero in 0..15        4.625 bits a weight
 *
 * Both by search: for each try of a scale (and a zero point) the least-squares scale of its integers.
 */
import { readFileSync } from 'node:fs';
import { Checkpoint } from '../builder/checkpoint/checkpoint';
import { gaussian } from '../builder/checkpoint/fixture';
import { BLOCK, quantise } from '../builder/quantise/quantise';

const GOLDENS = ['qwen3-vl-tiny', 'llama-tiny', 'gemma3-tiny'];

interface Comparison {
  readonly weights: string;
  /** Root of squared error over squared weights. */
  readonly plain: number;
  readonly symmetric: number;
  readonly zeroPoint: number;
}

const STEPS = [13.5, 14, 14.5, 15, 15.5, 16, 17];

/** Least squared error of a block over scales and zero points. */
function zeroPointError(block: Float32Array): number {
  let low = 0;
  let high = 0;
  let power = 0;
  for (const value of block) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    power += value * value;
  }
  let bestGain = 0;
  for (const steps of STEPS) {
    const inverse = steps / (high - low);
    const middle = Math.round(-low * inverse);
    for (const zero of [middle - 1, middle, middle + 1]) {
      if (zero < 0 || zero > 15) continue;
      // The grid either way round: a negative scale puts the longer end on the other side.
      for (const sign of [1, -1]) {
        let product = 0;
        let square = 0;
        for (const value of block) {
          const q = Math.max(-zero, Math.min(15 - zero, Math.round(value * inverse * sign)));
          product += value * q;
          square += q * q;
        }
        if (square > 0) bestGain = Math.max(bestGain, (product * product) / square);
      }
    }
  }
  return power - bestGain;
}

function compare(weights: string, tensors: readonly Float32Array[]): Comparison {
  const sum = { plain: 0, symmetric: 0, zeroPoint: 0, power: 0 };
  for (const values of tensors) {
    const done = quantise(values, values.length / BLOCK, BLOCK, 4);
    if ('why' in done) throw new Error(`${weights}: a value ${done.why}`);
    sum.plain += done.plainError;
    sum.symmetric += done.error;
    sum.power += done.power;
    for (let start = 0; start < values.length; start += BLOCK)
      sum.zeroPoint += zeroPointError(values.subarray(start, start + BLOCK));
  }
  const relative = (error: number) => Math.sqrt(error / sum.power);
  return {
    weights,
    plain: relative(sum.plain),
    symmetric: relative(sum.symmetric),
    zeroPoint: relative(sum.zeroPoint),
  };
}

async function golden(name: string): Promise<Comparison | undefined> {
  const folder = new URL(`../../../shared/goldens/${name}`, import.meta.url);
  try {
    readFileSync(new URL(`${folder}/config.json`));
  } catch {
    return undefined;
  }
  const checkpoint = await Checkpoint.open(decodeURIComponent(folder.pathname));
  try {
    const tensors: Float32Array[] = [];
    for (const tensor of checkpoint.tensors) {
      const shape = checkpoint.shape(tensor);
      if (/layers\.\d+\..*proj\.weight$/.test(tensor) && (shape[1] ?? 0) % BLOCK === 0)
        tensors.push(await checkpoint.tensor(tensor, shape));
    }
    return compare(name, tensors);
  } finally {
    await checkpoint.close();
  }
}

export async function compareZeroPoints(json: boolean): Promise<void> {
  const found = await Promise.all(GOLDENS.map(golden));
  const rows = [compare('normal', [gaussian(1 << 20, 1)]), ...found.filter((row) => !!row)];
  if (json) return console.log(JSON.stringify(rows, null, 1));
  console.log('relative error at four bits, blocks of 32');
  console.log(
    '| weights | plain rounding, 4.5 bits | searched scale, 4.5 bits | and zero point, 4.625 bits |',
  );
  console.log(`|${'---|'.repeat(4)}`);
  for (const { weights, ...errors } of rows) {
    const cells = [errors.plain, errors.symmetric, errors.zeroPoint].map(
      (error) =>
        `${(100 * error).toFixed(2)} % (${(100 * (error / errors.plain - 1)).toFixed(1)} %)`,
    );
    console.log(`| ${weights} | ${cells.join(' | ')} |`);
  }
  // An ideal bit halves the error: an eighth of one is worth a factor of 2^(-1/8).
  console.log(`an eighth of a bit is worth ${(100 * (2 ** (-1 / 8) - 1)).toFixed(1)} % elsewhere`);
}
