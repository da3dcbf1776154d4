/**
 * Packing: several texts' suffixes in one row of tokens over the prefix they share. Each suffix sees
 * the prefix and itself, never its neighbours; its positions go on where the prefix ends.
 */

export interface Packed {
  /** All suffixes, one after the other. */
  readonly tokens: readonly number[];
  /** Position of each token in its own text. */
  readonly positions: readonly number[];
  /** Additive bias, row-major [tokens, past + tokens]. */
  readonly bias: Float32Array;
  /** Row of each suffix's last token. */
  readonly rows: readonly number[];
}

/** Large enough to silence a key, small enough for a half. */
const MASKED = -6e4;

/** @param past tokens of the prefix, whose keys and values are cached */
export function pack(past: number, suffixes: readonly (readonly number[])[]): Packed {
  const tokens = suffixes.flat();
  const total = past + tokens.length;
  const positions: number[] = [];
  const rows: number[] = [];
  const bias = new Float32Array(tokens.length * total).fill(MASKED);
  for (const suffix of suffixes) {
    const start = positions.length;
    for (let i = 0; i < suffix.length; i++) {
      const row = start + i;
      positions.push(past + i);
      bias.fill(0, row * total, row * total + past);
      bias.fill(0, row * total + past + start, row * total + past + row + 1);
    }
    rows.push(positions.length - 1);
  }
  return { tokens, positions, bias, rows };
}
