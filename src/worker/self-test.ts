/**
 * The build's known answers, asked of this very device: GPUs that give wrong numbers are on record,
 * and a wrong number is worse than none.
 */
import type { GuardBuild, LogitPair } from '../core/guard-build';
import type { Decoder, Past } from './decoder';

/**
 * Asks the longest case alone, and all of them packed on the tokens that they share, as real work is
 * asked.
 * @returns the largest difference in logits; infinite where an answer was no number
 */
export async function selfTest(
  decoder: Decoder,
  cases: GuardBuild['selfTest']['cases'],
  tolerance: number,
): Promise<number> {
  try {
    const [longest] = [...cases].sort((a, b) => b.tokens.length - a.tokens.length);
    if (!longest) return Number.POSITIVE_INFINITY;
    const [alone] = await on(decoder.empty(), (empty) => decoder.ask(empty, [longest.tokens]));
    let worst = difference(alone, longest.logits);
    // A device that fails has failed; a slow one is spared the rest.
    if (worst > tolerance) return worst;
    const shared = sharedPrefix(cases.map(({ tokens }) => tokens));
    const suffixes = cases.map(({ tokens }) => tokens.slice(shared));
    const packed = await on(await decoder.prefill(longest.tokens.slice(0, shared)), (past) =>
      decoder.ask(past, suffixes),
    );
    cases.forEach(({ logits }, i) => {
      worst = Math.max(worst, difference(packed[i], logits));
    });
    return worst;
  } catch (error) {
    if (error instanceof RangeError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** Asks on keys and values that are not needed afterwards, however that ends. */
async function on<T>(past: Past, ask: (past: Past) => Promise<T>): Promise<T> {
  try {
    return await ask(past);
  } finally {
    past.dispose();
  }
}

function difference(found: LogitPair | undefined, expected: LogitPair): number {
  if (!found) return Number.POSITIVE_INFINITY;
  return Math.max(Math.abs(found[0] - expected[0]), Math.abs(found[1] - expected[1]));
}

/** Tokens that all cases begin with, at least one token short of the shortest. */
export function sharedPrefix(cases: readonly (readonly number[])[]): number {
  const [first = []] = cases;
  const limit = Math.min(...cases.map((tokens) => tokens.length)) - 1;
  let length = 0;
  while (length < limit && cases.every((tokens) => tokens[length] === first[length])) length++;
  return length;
}
