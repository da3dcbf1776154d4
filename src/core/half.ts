/** IEEE 754 binary16 (“half”) without `Float16Array`, which Node 20 does not have. */

const word = new Uint32Array(1);
const float = new Float32Array(word.buffer);

/** The bits of the half nearest to a number (ties to even; too large becomes infinity). */
export function toHalfBits(value: number): number {
  float[0] = value;
  const bits = word[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const mantissa = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200);
  const unbiased = exponent - 127;
  if (unbiased > 15) return sign | 0x7c00;
  if (unbiased >= -14) return sign + roundShift(((unbiased + 15) << 23) | mantissa, 13);
  if (unbiased < -25) return sign;
  return sign + roundShift(mantissa | 0x800000, -unbiased - 1);
}

/** `value / 2^shift`, rounded to the nearest integer, ties to even. A carry into the exponent is right. */
function roundShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return kept + (rest > half || (rest === half && (kept & 1) === 1) ? 1 : 0);
}

/** The number that sixteen bits stand for. */
export function fromHalfBits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 0x1f) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

/** A number as the nearest half holds it. */
export const roundToHalf = (value: number): number => fromHalfBits(toHalfBits(value));
