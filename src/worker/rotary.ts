/**
 * Rotary tables (RoPE, Su et al., arXiv 2104.09864): for every position the cosine and sine of its
 * angle in each rotary pair.
 * @param inverseFrequencies radians a position, one a pair
 * @returns two row-major tables [positions, pairs]
 */
export function rotaryTables(
  inverseFrequencies: readonly number[],
  positions: readonly number[],
): { readonly cos: Float32Array; readonly sin: Float32Array } {
  const pairs = inverseFrequencies.length;
  const cos = new Float32Array(positions.length * pairs);
  const sin = new Float32Array(positions.length * pairs);
  positions.forEach((position, row) => {
    inverseFrequencies.forEach((frequency, pair) => {
      const angle = position * frequency;
      cos[row * pairs + pair] = Math.cos(angle);
      sin[row * pairs + pair] = Math.sin(angle);
    });
  });
  return { cos, sin };
}
