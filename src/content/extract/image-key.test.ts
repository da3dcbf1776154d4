import { describe, expect, it } from 'vitest';
import { keyOf } from './image-key';

const long = `data:image/png;base64,${'abcdefgh'.repeat(500_000)}`;

describe('the key of an address', () => {
  it('is the address itself where that is short', () => {
    expect(keyOf('https://a.test/b.png')).toBe('https://a.test/b.png');
  });

  it('is short for a long one, and the same each time', () => {
    expect(keyOf(long).length).toBeLessThan(100);
    expect(keyOf(`${long.slice(0, 100)}${long.slice(100)}`)).toBe(keyOf(long));
  });

  it('is another one where a stretch differs, wherever it is', () => {
    for (let at = 0; at < long.length; at += 399_999) {
      const other = `${long.slice(0, at)}${'!'.repeat(2_000)}${long.slice(at + 2_000)}`;
      expect(keyOf(other), `at ${at}`).not.toBe(keyOf(long));
    }
  });

  it('is another one where a character in a hundred differs', () => {
    const other = long.replace(/([\s\S]{99})[\s\S]/g, '$1!');
    expect(other).toHaveLength(long.length);
    expect(keyOf(other)).not.toBe(keyOf(long));
  });

  it('costs no more for many megabytes', () => {
    const huge = 'x'.repeat(2e7);
    const start = performance.now();
    for (let i = 0; i < 20; i++) keyOf(huge);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
