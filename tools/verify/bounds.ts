/** How far a build's two logits may be from the reference's. */
import type { GuardBuild, Precision } from '../../src/core/guard-build';

export interface Bound {
  /** `relative`: in standard deviations of the reference's logits over the vocabulary. */
  readonly kind: 'absolute' | 'relative';
  readonly value: number;
}

/** Same weights, same precision: only the order of summation differs. */
const UNQUANTISED_F32: Bound = { kind: 'absolute', value: 1e-3 };
/** Same weights, activations with eleven bits: 0.015 at worst on the golden checkpoints. */
const UNQUANTISED_F16: Bound = { kind: 'relative', value: 2e-2 };
/**
 * What rounding the weights costs. Twice the worst of the golden checkpoints (0.041 at 8 bits, 0.46 at
 * 4, f16 included): they are tiny and random, so nothing in them averages a rounding error away, and
 * a trained guard should stay far below. A wrong graph is off by more than one.
 */
const QUANTISED: Readonly<Record<4 | 8, Bound>> = {
  8: { kind: 'relative', value: 0.1 },
  4: { kind: 'relative', value: 1 },
};

/** @param override relative bound that a person asked for */
export function boundFor(
  bits: GuardBuild['bits'],
  precision: Precision,
  override: number | undefined,
): Bound {
  if (override !== undefined) return { kind: 'relative', value: override };
  if (bits !== 32) return QUANTISED[bits];
  return precision === 'f16' ? UNQUANTISED_F16 : UNQUANTISED_F32;
}

/** False also where the device gave no number. */
export const within = (
  bound: Bound,
  differences: { readonly difference: number | null; readonly relative: number | null },
): boolean => {
  const found = bound.kind === 'absolute' ? differences.difference : differences.relative;
  return found !== null && found <= bound.value;
};
