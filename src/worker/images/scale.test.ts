import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMAGE_TOKENS } from '../../core/image';
import { sizeFor } from './scale';

/** Qwen3-VL: 32 × 32 pixels a token, 65,536 to 16,777,216 pixels an image. */
const QWEN = { patchSize: 16, merge: 2 };
const LIMITS = { minPixels: 65_536, maxPixels: 16_777_216 };

describe('the size that Qwen3-VL sees an image at', () => {
  // Worked out by hand: √(pixels / limit) is what both sides are divided by, then whole tokens.
  it.each([
    // 1920 · 1080 / 65,536 = 5.625²: 341.3 and 192 pixels, 10 and 6 tokens.
    ['a large photo, fast', 1920, 1080, 64, 320, 192],
    // / 262,144 = 2.8125²: 682.7 and 384 pixels, 21 and 12 tokens.
    ['a large photo, balanced', 1920, 1080, 256, 672, 384],
    // / 1,048,576 = 1.40625²: 1365.3 and 768 pixels, 42 and 24 tokens.
    ['a large photo, thorough', 1920, 1080, 1024, 1344, 768],
    // 9 and 6 tokens are too few pixels: √(65,536 / 60,000) = 1.0451, 9.8 and 6.5 tokens, rounded up.
    ['a small picture, enlarged', 300, 200, 256, 320, 224],
    // Those 70 tokens are more than 64: rounded down instead.
    ['a small picture, at the limit of fast', 300, 200, 64, 288, 192],
    ['what is just right', 256, 256, 64, 256, 256],
    // 12.5 and 15.5 tokens: halves go to the even number, as in Python.
    ['halves of tokens', 400, 496, 256, 384, 512],
    // No token high at first: √(65,536 / 30,000) = 1.478, 138.6 and 0.5 tokens, rounded up.
    ['a rule', 3000, 10, 256, 4448, 32],
    ['a rule, at the limit of fast', 3000, 10, 64, 2048, 32],
    ['a column, at the limit of fast', 10, 3000, 64, 32, 2048],
    ['a single pixel', 1, 1, 256, 256, 256],
    ['beyond the checkpoint’s own limit', 8000, 8000, 20_000, 4096, 4096],
  ])('%s', (_what, width, height, tokens, toWidth, toHeight) => {
    expect(sizeFor({ width, height }, QWEN, LIMITS, tokens)).toEqual({
      width: toWidth,
      height: toHeight,
    });
  });

  it('is whole tokens, within the limit, whatever the image', () => {
    const side = fc.integer({ min: 1, max: 40_000 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 1_024 }), (width, height, tokens) => {
        const size = sizeFor({ width, height }, QWEN, LIMITS, tokens);
        expect([size.width % 32, size.height % 32]).toEqual([0, 0]);
        expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(32);
        expect((size.width * size.height) / 1_024).toBeLessThanOrEqual(tokens);
      }),
    );
  });

  it('keeps the shape of what is not very long, to half a token or so', () => {
    const side = fc.integer({ min: 200, max: 4_000 });
    fc.assert(
      fc.property(side, side, fc.constantFrom(...Object.values(IMAGE_TOKENS)), (w, h, tokens) => {
        fc.pre(Math.max(w, h) / Math.min(w, h) < 4);
        const { width, height } = sizeFor({ width: w, height: h }, QWEN, LIMITS, tokens);
        const scale = Math.sqrt((width * height) / (w * h));
        expect(Math.abs(width - w * scale)).toBeLessThan(64);
        expect(Math.abs(height - h * scale)).toBeLessThan(64);
      }),
    );
  });
});

it('a tower of one size gets every image at that size', () => {
  const gemma = { patchSize: 14, merge: 4, imageSize: 896 };
  for (const tokens of Object.values(IMAGE_TOKENS))
    expect(sizeFor({ width: 1920, height: 7 }, gemma, LIMITS, tokens)).toEqual({
      width: 896,
      height: 896,
    });
});
