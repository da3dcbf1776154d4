/**
 * What tests of each page of ours hold in every language. Pages are tested in files of their own:
 * their styles are not made to stand beside each other.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../core/language';
import { chooseLanguage } from '../spoken';
import { look, sticksOut } from './on-screen';

export interface ShownPage {
  name: string;
  /** Puts it on the page as people see it. */
  mount(): Promise<{ unmount(): void }>;
}

/** Where there is least room, nothing sticks out. */
export function fitsInEveryLanguage(pages: readonly ShownPage[]): void {
  let mounted: { unmount(): void } | null = null;
  afterEach(() => {
    mounted?.unmount();
    mounted = null;
    chooseLanguage('en');
  });

  describe.each(LANGUAGES)('in %s, 320 px wide', (language) => {
    it.each(pages)('$name fits', async ({ mount }) => {
      await look(320, 'light');
      mounted = await mount();
      chooseLanguage(language);
      document.documentElement.lang = language;
      // What the new words need is drawn.
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
      expect(sticksOut()).toEqual([]);
    });
  });
}

/** The scene of this name. */
export function named<T extends { name: string }>(all: readonly T[], name: string): T {
  const found = all.find((each) => each.name === name);
  if (!found) throw new Error(`there is no scene ${name}`);
  return found;
}
