/** How sure a share is that was counted on few. */

/** A share of a number of cases, and where the true one lies with a confidence of 95 %. */
export interface Share {
  value: number;
  low: number;
  high: number;
  /** Of how many. */
  of: number;
}

/** The standard normal distribution's 97.5th percentile. */
const Z = 1.959963984540054;

/**
 * Wilson's score interval. Of the usual ones it is the one whose true confidence stays near the one
 * that it names for few cases and for shares near 0 and 1, where reviews mostly are (Brown, Cai and
 * DasGupta, 2001): the plain normal interval is too narrow there, Clopper and Pearson's, which never
 * has less confidence, is wider than it need be and would ask people for more decisions. It is
 * closed, so it needs no library. Null of no cases.
 */
export function share(hits: number, of: number): Share | null {
  if (of === 0) return null;
  const value = hits / of;
  const z2 = Z * Z;
  const middle = (value + z2 / (2 * of)) / (1 + z2 / of);
  const half = (Z * Math.sqrt((value * (1 - value)) / of + z2 / (4 * of * of))) / (1 + z2 / of);
  // At the ends the interval touches 0 or 1, but for the arithmetic's last digits.
  return {
    value,
    low: hits === 0 ? 0 : Math.max(0, middle - half),
    high: hits === of ? 1 : Math.min(1, middle + half),
    of,
  };
}
