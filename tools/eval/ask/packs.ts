/**
 * Which windows of which texts are run together: the same for the same texts, so that a score does
 * not depend on how quick the machine was, nor on when the program was stopped. (In the extension the
 * size of a run follows the device's speed; scores differ by rounding alone.)
 */
import type { Suffix } from '../../../src/worker/decoder';

/** Tokens of a run: what fits 100 ms on a graphics card. A longer window has a run of its own. */
export const PACK_TOKENS = 512;

export interface Placed {
  /** Place of its text in the list. */
  readonly text: number;
  readonly suffix: Suffix & readonly number[];
}

/** @param windows of each text, in order */
export function* packs(
  windows: Iterable<readonly (readonly number[])[]>,
  most = PACK_TOKENS,
): Generator<Placed[]> {
  let pack: Placed[] = [];
  let tokens = 0;
  let text = 0;
  for (const suffixes of windows) {
    for (const suffix of suffixes) {
      if (pack.length > 0 && tokens + suffix.length > most) {
        yield pack;
        [pack, tokens] = [[], 0];
      }
      pack.push({ text, suffix });
      tokens += suffix.length;
    }
    text++;
  }
  if (pack.length > 0) yield pack;
}
