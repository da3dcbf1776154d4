/** The popup in every language: the scenes with the most words. And that all letters are drawn. */
import { describe, expect, it } from 'vitest';
import { fitsInEveryLanguage, named } from '../testing/every-language';
import { mountScene } from '../testing/mount';
import { scenes } from '../testing/scenes';

fitsInEveryLanguage(
  ['screening', 'parts of other sites', 'off', 'no guard', 'failed, with a list'].map((name) => ({
    name,
    mount: () => mountScene(named(scenes, name)),
  })),
);

describe('the letters of each script', () => {
  const picture = (letters: string): string => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [80, 60];
    const context = canvas.getContext('2d');
    if (!context) throw new Error('there is no canvas');
    const { fontFamily } = getComputedStyle(document.documentElement);
    context.font = `32px ${fontFamily}`;
    context.fillText(letters, 8, 40);
    return canvas.toDataURL();
  };

  it.each([
    ['Thai', 'กขคง'],
    ['Burmese', 'ကခဂင'],
    ['Tamil', 'அகசட'],
    ['Vietnamese', 'ếữặỡ'],
  ])('of %s are each drawn as what they are', async (_, letters) => {
    const { fontFamily } = getComputedStyle(document.documentElement);
    await document.fonts.load(`32px ${fontFamily}`, letters);
    // Letters that no font has are boxes, all alike.
    const drawn = new Set([...letters].map(picture));
    expect(drawn.size).toBe(letters.length);
    expect(drawn).not.toContain(picture('\u0378'));
  });

  it('are drawn anew where they stood before a font was read', async () => {
    const text = document.createElement('span');
    text.lang = 'my';
    // Another weight than any other test reads.
    text.style.cssText = 'font: 700 32px var(--font); display: inline-block';
    text.textContent = 'ကခဂင';
    document.body.append(text);
    const before = text.getBoundingClientRect().width;
    await document.fonts.ready;
    await new Promise((done) => setTimeout(done, 100));
    const after = text.getBoundingClientRect().width;
    text.textContent = '\u0378'.repeat(4);
    const boxes = text.getBoundingClientRect().width;
    text.remove();
    expect(after).not.toBe(boxes);
    // A system that has the font draws it at once.
    expect([boxes, after]).toContain(before);
  });
});
