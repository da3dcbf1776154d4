/**
 * Rotary tables (RoPE, Su et al., arXiv 2104.09864): for every token the cosine and sine of its
 * angle in each rotary pair.
 * @param inverseFrequencies radians a position, one a pair
 * @param positions for each axis one position a token
 * @param axes axis of each pair; left out, all are 0
 * @returns two row-major tables [tokens, pairs]
 */
export function rotaryTables(
  inverseFrequencies: readonly number[],
  positions: readonly (readonly number[])[],
  axes?: readonly number[],
): { readonly cos: Float32Array; readonly sin: Float32Array } {
  const pairs = inverseFrequencies.length;
  const count = positions[0]?.length ?? 0;
  const cos = new Float32Array(count * pairs);
  const sin = new Float32Array(count * pairs);
  inverseFrequencies.forEach((frequency, pair) => {
    const axis = positions[axes?.[pair] ?? 0];
    axis?.forEach((position, row) => {
      const angle = position * frequency;
      cos[row * pairs + pair] = Math.cos(angle);
      sin[row * pairs + pair] = Math.sin(angle);
    });
  });
  return { cos, sin };
}
