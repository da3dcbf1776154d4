import { describe, expect, it } from 'vitest';
import { composed } from './composed';
import { normalise } from './content-key';
import { fold } from './fold';

describe('composed', () => {
  it('is NFC of what people write', () => {
    for (const text of ['Việt Nam', 'e\u0301', 'เก้าอี้', 'မြန်မာဘာသာ', 'தமிழ்', '👩‍👩‍👧', '\ud800x'])
      expect(composed(text)).toBe(text.normalize('NFC'));
  });

  it('keeps thirty marks of a heap, and what stands after it', () => {
    expect(composed(`a${'\u0300'.repeat(500)}b`)).toBe(`\u00e0${'\u0300'.repeat(29)}b`);
    const twice = composed('\u0344'.repeat(500));
    expect(twice).toHaveLength(30);
    expect(composed(twice)).toBe(twice);
  });
});

it('texts of nothing but marks are read in time that grows with their length', () => {
  const hostile = '\u1039\u0344'.repeat(50_000);
  for (const read of [composed, normalise, fold]) {
    const start = performance.now();
    read(hostile);
    // Five seconds, where each mark is put in its place among all others.
    expect(performance.now() - start).toBeLessThan(1_500);
  }
});
