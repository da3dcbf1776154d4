/** Golden files for tests, made up. */

/** As the golden files hold numbers. */
export const base64 = (values: readonly number[]): string =>
  Buffer.from(new Float32Array(values).buffer).toString('base64');

/** A vocabulary's logits, +1 and -1 in turn but for the verdict's two: a deviation of about 1. */
export function logitsOf(
  rows: number,
  verdict: readonly (readonly [token: number, logit: number])[],
): number[] {
  const logits: number[] = Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? 1 : -1));
  for (const [token, logit] of verdict) logits[token] = logit;
  return logits;
}
