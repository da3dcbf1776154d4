import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WINDOW_LENGTH, WINDOW_OVERLAP, windowsOf } from './windows';

/** Puts windows together again by their overlaps. */
function covers(text: string, windows: readonly string[]): boolean {
  let reached = 0;
  for (const window of windows) {
    const at = text.indexOf(window, Math.max(0, reached - WINDOW_LENGTH));
    if (at < 0 || at > reached) return false;
    reached = Math.max(reached, at + window.length);
  }
  return reached === text.length;
}

describe('windowsOf', () => {
  it('leaves a short text whole', () => {
    expect(windowsOf('Selamat pagi.')).toEqual(['Selamat pagi.']);
    expect(windowsOf('')).toEqual(['']);
  });

  it('cuts at sentence ends', () => {
    const text = 'The ferry leaves at noon. '.repeat(200);
    for (const window of windowsOf(text).slice(0, -1)) expect(window.trimEnd()).toMatch(/\.$/);
  });

  it('covers any text, in windows that are not too long and break no character', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'grapheme', maxLength: 30 }),
            fc.constant('ก็ยังไม่'),
            fc.constant('👩‍👩‍👧'),
          ),
          {
            maxLength: 60,
          },
        ),
        fc.integer({ min: 1, max: 40 }),
        (parts, repeat) => {
          const text = parts.join('').repeat(repeat).slice(0, 60_000).toWellFormed();
          const windows = windowsOf(text);
          expect(windows.every((w) => w.length <= WINDOW_LENGTH && w.isWellFormed())).toBe(true);
          expect(windows.join('').length).toBeGreaterThanOrEqual(text.length);
          expect(windows.length).toBeLessThanOrEqual(
            1 + text.length / (WINDOW_LENGTH * (2 / 3) - WINDOW_OVERLAP - 40),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('loses nothing of a megabyte without a space', () => {
    const text = Array.from({ length: 100_000 }, (_, i) => `${i}x`).join('');
    expect(covers(text, windowsOf(text))).toBe(true);
  });
});
