import { describe, expect, it } from 'vitest';
import { isOpen, UNLOCK_MS, unlockAt } from './unlock';

describe('an unlock', () => {
  const unlock = unlockAt(1_000_000);

  it('lasts ten minutes', () => {
    expect(UNLOCK_MS).toBe(600_000);
    expect(isOpen(unlock, 1_000_000)).toBe(true);
    expect(isOpen(unlock, 1_599_999)).toBe(true);
    expect(isOpen(unlock, 1_600_000)).toBe(false);
  });

  it('ends where the clock is set to before it', () => {
    expect(isOpen(unlock, 999_999)).toBe(false);
  });

  it('is none where it would last longer', () => {
    expect(isOpen({ from: 0, until: 1e15 }, 1_000_000)).toBe(false);
  });
});
