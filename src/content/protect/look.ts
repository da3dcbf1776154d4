/** What is to be seen of an element, by its verdict and the person's rules. Pure. */
import type { Protection, ProtectionRule } from '../../core/protection';
import type { Verdict } from '../../core/verdict';

/**
 * `plain`: as the page has it. `held`: nothing yet. Else the rule that it falls under, and why;
 * `shown`: a person has asked to see it all the same.
 */
export type Look =
  | { kind: 'plain' | 'held' }
  | { kind: ProtectionRule | 'shown'; why: 'unsafe' | 'unjudged' };

export interface LookOf {
  readonly kind: 'text' | 'image';
  readonly verdict: Verdict | null;
  /** A person has asked to see it, as it is now. */
  readonly isRevealed: boolean;
  /** It was held for as long as it is to be. */
  readonly isOverdue: boolean;
  /** What was said of it before it was asked about again. */
  readonly before: 'safe' | 'unsafe' | null;
}

const PLAIN: Look = { kind: 'plain' };
const HELD: Look = { kind: 'held' };

export function lookOf(of: LookOf, protection: Protection): Look {
  const { verdict, isRevealed } = of;
  // It is asked when its turn has come: that is no answer yet.
  const isWaiting = verdict === null || verdict.reason === 'turn';
  const flag = isWaiting ? of.before : verdict.flag;
  if (flag === 'unsafe') {
    const rule = of.kind === 'text' ? protection.text : protection.images;
    const isHidden = rule !== 'mark';
    // A mark says what is known now.
    if (isWaiting && !isHidden) return PLAIN;
    return { kind: isHidden && isRevealed ? 'shown' : rule, why: 'unsafe' };
  }
  if (!protection.hold || flag === 'safe') return PLAIN;
  if (isWaiting && !of.isOverdue) return HELD;
  if (protection.unjudged === 'show') return PLAIN;
  return { kind: isRevealed ? 'shown' : 'cover', why: 'unjudged' };
}

export const sameLook = (a: Look, b: Look): boolean =>
  a.kind === b.kind && ('why' in a ? a.why : null) === ('why' in b ? b.why : null);
