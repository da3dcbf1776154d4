/** Codes: vectors of ±1 that resemble one another as little as wanted. */

export const CODE_SIZE = 32;
export type Code = readonly number[];

/** A small generator of even quality (mulberry32), seeded so that a build is the same every time. */
export function randomSource(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Hands out codes whose product with every earlier one is at most `limit` (of CODE_SIZE). */
export class CodeBook {
  private readonly codes: Code[] = [];

  constructor(
    private readonly random: () => number,
    private readonly limit: number,
  ) {}

  /** @throws RangeError when no further code is found. */
  next(): Code {
    for (let attempt = 0; attempt < 100_000; attempt++) {
      const code = Array.from({ length: CODE_SIZE }, () => (this.random() < 0.5 ? -1 : 1));
      if (this.codes.every((other) => product(code, other) <= this.limit)) {
        this.codes.push(code);
        return code;
      }
    }
    throw new RangeError(`no code left after ${this.codes.length}`);
  }
}

const product = (a: Code, b: Code): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
