import { describe, expect, it } from 'vitest';
import { boundFor, within } from './bounds';

describe('the bound of a build', () => {
  it('is absolute for the very weights in float32 alone', () => {
    expect(boundFor(32, 'f32', undefined)).toEqual({ kind: 'absolute', value: 1e-3 });
    expect(boundFor(32, 'f16', undefined)).toEqual({ kind: 'relative', value: 2e-2 });
  });

  it('grows as bits go', () => {
    expect(boundFor(8, 'f32', undefined).value).toBeLessThan(boundFor(4, 'f32', undefined).value);
  });

  it('is what a person asked for, relative', () => {
    expect(boundFor(32, 'f32', 0.3)).toEqual({ kind: 'relative', value: 0.3 });
  });
});

describe('a difference', () => {
  const found = { difference: 0.5, relative: 0.1 };

  it('is held against the bound of its kind', () => {
    expect(within({ kind: 'absolute', value: 0.2 }, found)).toBe(false);
    expect(within({ kind: 'relative', value: 0.2 }, found)).toBe(true);
  });

  it('may be the bound itself, and never nothing', () => {
    expect(within({ kind: 'absolute', value: 0.5 }, found)).toBe(true);
    expect(within({ kind: 'relative', value: 9 }, { difference: null, relative: null })).toBe(
      false,
    );
    expect(within({ kind: 'absolute', value: 9 }, { difference: Number.NaN, relative: 0 })).toBe(
      false,
    );
  });
});
